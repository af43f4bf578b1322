/**
 * The way from Dockerfiles to a report: has the variants found, built, checked and measured, has
 * their layers read, and writes what came out.
 *
 * <p>{@code FullReport} is the order of things. A variant flows through it as a value: {@code
 * Found}, {@code Built} or {@code NotBuilt}, {@code Checked}, {@code Measured}, {@code Weighed},
 * and at last a row of the report. Each step takes the value of the step before it and returns the
 * next.
 *
 * <p>What goes wrong with one variant becomes the reason in its row and never costs the others.
 */
package multistage.report.run;
