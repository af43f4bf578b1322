/**
 * Builds variants whose images exist once more, to find out about their builds: what building again
 * costs, which layers are new then, and whether two builds give the same layers.
 *
 * <p>{@code NewLayers}, {@code StageTimes} and {@code LineTimes} read what a build left and said,
 * without Docker, disk or clock.
 */
package multistage.report.rebuild;
