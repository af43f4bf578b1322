/**
 * From Dockerfiles to images: finds the variants, has the engine build each one, and keeps account
 * of the images that builds make.
 */
package multistage.report.build;
