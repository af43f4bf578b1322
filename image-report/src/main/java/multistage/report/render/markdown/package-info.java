/**
 * Markdown of a report or an annotated Dockerfile, for pull requests, job summaries and documents.
 * Long texts come from the templates in {@code src/main/jte-markdown}.
 */
package multistage.report.render.markdown;
