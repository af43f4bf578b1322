/**
 * The way from Dockerfiles to a report: has the variants found, built, checked and measured, has
 * their layers read, and writes what came out.
 *
 * <p>{@code SizeReport} is the order of things. {@code Builds}, {@code Measurements}, {@code
 * Weigher} and {@code RepeatedBuilds} come after each other, and each puts what it finds out of a
 * variant into its {@code Attempt}; {@code Rows} reads that, and makes the report's rows of it.
 *
 * <p>What goes wrong with one variant becomes the reason in its row and never costs the others.
 */
package multistage.report.run;
