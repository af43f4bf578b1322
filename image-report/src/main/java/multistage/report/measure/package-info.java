/**
 * Proves an image from outside: starts it as a container, asks it over HTTP, times its start and
 * its end. Nothing is run inside the container but the image's own entrypoint, since the images
 * have no shell.
 *
 * <p>Only this package and {@code engine} know docker-java. What comes out is {@code model}.
 */
package multistage.report.measure;
