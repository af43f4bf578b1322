/** What building a variant again costs: how long its stages take, and which layers are new. */
package multistage.report.rebuild;
