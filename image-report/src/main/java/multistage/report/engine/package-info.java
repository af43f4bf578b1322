/**
 * The edge to a Docker engine: builds images, looks them up, saves them.
 *
 * <p>Only this package and {@code measure} know Testcontainers and docker-java. Everything goes
 * through the client that Testcontainers finds and configures, so that a DOCKER_HOST, a context or
 * a {@code .testcontainers.properties} that works for any other test works here. What comes out is
 * {@code model}.
 */
package multistage.report.engine;
