/**
 * {@code index.html}, the page of a report, and the page of an annotated Dockerfile: what their
 * templates in {@code src/main/jte} ask for. {@link multistage.report.render.html.HtmlReport} and
 * {@link multistage.report.render.html.AnnotatedHtml} are the ways in.
 */
package multistage.report.render.html;
