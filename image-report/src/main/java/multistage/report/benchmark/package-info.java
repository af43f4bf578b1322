/**
 * Measures the variants of a report more closely, in a limited time: starts, memory, answers under
 * load, and as many builds as there is time for.
 *
 * <p>{@code JmhResults} and {@code LoadErrors} read a load test's results, without Docker, disk or
 * clock.
 */
package multistage.report.benchmark;
