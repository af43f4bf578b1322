/**
 * What {@code report.json} has, as {@code report.schema.json} describes it, and its way from and to
 * the model: a noun can change without the file, and the file without the nouns.
 *
 * <p>What may be absent is what a later version of this program added, so that older files are
 * still read. All else is required.
 */
package multistage.report.wire;
