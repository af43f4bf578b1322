/**
 * The nouns of a size report: records without behaviour beyond checking and summing what they hold.
 *
 * <p>Nothing here knows Docker, a clock or a disk. Sizes are bytes ({@code fileBytes}, {@code
 * tarBytes}, {@code gzipBytes}), durations are milliseconds ({@code millis}). Constructors reject
 * what can't be true and copy what they are handed, so that a value that exists is a valid one.
 */
package multistage.report.model;
