/**
 * What a user is told that went wrong by no fault of this program: where, what, and what to do
 * next.
 *
 * <p>Whatever else is thrown is either the machine's failure, such as an {@link
 * java.io.IOException}, or a bug. An {@link java.lang.IllegalArgumentException} is always a bug.
 */
package multistage.report.diagnostic;
