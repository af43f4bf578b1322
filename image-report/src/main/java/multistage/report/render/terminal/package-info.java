/**
 * What a terminal shows of a report, an image, an annotated Dockerfile, or the difference between
 * two of them: plain text of a given width.
 */
package multistage.report.render.terminal;
