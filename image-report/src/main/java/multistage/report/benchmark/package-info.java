/** Reads what a benchmark of a variant's answers under load has measured. */
package multistage.report.benchmark;
