/**
 * What every format says of a report's rows, in the same words: side by side in {@link
 * multistage.report.render.rows.Comparison}, one alone in {@link
 * multistage.report.render.rows.RowText}.
 */
package multistage.report.render.rows;
