/**
 * The edge to a Docker engine: builds images, looks them up, saves them, and runs containers.
 *
 * <p>It finds the engine that the {@code docker} command finds. Only this package and {@code
 * measure} know docker-java. What comes out is {@code model}.
 */
package multistage.report.engine;
