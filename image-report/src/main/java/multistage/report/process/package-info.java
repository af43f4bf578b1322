/**
 * This process and its surroundings: the files that a user names, temporary folders, the terminal's
 * progress line, threads, and what has to be removed when the process is told to end.
 */
package multistage.report.process;
