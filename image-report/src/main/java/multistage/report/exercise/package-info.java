/**
 * Exercises: what one asks for, what is found out about a learner's image, and the judgment on it.
 *
 * <p>{@link multistage.report.exercise.Requirement} and what it judges by know no Docker, disk or
 * clock. What has to be measured is asked for through {@link multistage.report.exercise.Evidence},
 * which {@code ExerciseEvidence} answers.
 */
package multistage.report.exercise;
