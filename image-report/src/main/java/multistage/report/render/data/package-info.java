/**
 * What other programs read: {@code report.json}, which holds all of a report and is read back, CSV,
 * figures for github-action-benchmark, and CycloneDX SBOMs.
 */
package multistage.report.render.data;
