/**
 * What a report looks like: {@code report.json}, which holds all of it, and the page, table,
 * Markdown and CSV that are made from it.
 *
 * <p>Functions from a {@link multistage.report.model.Report} to text and, for JSON, back. Nothing
 * here knows Docker, a disk, a clock or the machine's language: the same report gives the same
 * text, byte for byte, wherever and whenever it is rendered. Lines end with LF (in CSV with CRLF,
 * as its standard says), the last one, too.
 *
 * <p>Reasons, titles and instructions come from outside and may hold anything: escape sequences,
 * control characters, markup, megabytes. {@code report.json} keeps them as they are. What people
 * read gets them without what can't be printed, escaped for its format, and shortened where a
 * format has no room; it then says so.
 */
package multistage.report.render;
