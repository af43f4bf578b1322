/**
 * The way from Dockerfiles to a report: finds the variants, has them built, proved and measured,
 * reads their layers, and writes what came out.
 *
 * <p>What goes wrong with one variant becomes the reason in its row and never costs the others.
 */
package multistage.sizereport.pipeline;
