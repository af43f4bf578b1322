/**
 * How a size, a time, and text from outside are written, the same in every format and on every
 * machine.
 *
 * <p>Nothing below {@code render} knows Docker, a disk, a clock or the machine's language: the same
 * report gives the same text, byte for byte, wherever and whenever it is rendered. Lines end with
 * LF (in CSV with CRLF, as its standard says), the last one, too.
 *
 * <p>Reasons, titles and instructions come from outside and may hold anything: escape sequences,
 * control characters, markup, megabytes. {@code report.json} keeps them as they are. What people
 * read gets them without what can't be printed, escaped for its format, and shortened where a
 * format has no room; it then says so.
 */
package multistage.report.render.text;
