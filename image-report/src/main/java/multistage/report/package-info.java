/** The command line: reads what was asked for, hands it on, and turns the outcome into a code. */
package multistage.report;
