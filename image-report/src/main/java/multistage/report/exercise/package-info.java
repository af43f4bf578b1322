/**
 * Exercises: what one asks for, and the judgement on what was found out about a learner's image.
 *
 * <p>Pure: no Docker, disk or clock. What has to be measured is asked for through {@link
 * multistage.report.exercise.Evidence}.
 */
package multistage.report.exercise;
