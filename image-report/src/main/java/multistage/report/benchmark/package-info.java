/**
 * Measures the variants of a report more closely, in a limited time: starts, memory, and answers
 * under load.
 *
 * <p>What only {@code mvn verify -Pbenchmark} does is beside its test, in {@code src/benchmark}:
 * asking under load with JMH, and building again as often as there is time for.
 */
package multistage.report.benchmark;
