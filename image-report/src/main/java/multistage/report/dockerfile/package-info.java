/**
 * Reads what a Dockerfile says of itself: its introduction, its stages and its base images.
 *
 * <p>Functions from text to {@code model}; the text's origin is only named in messages. What Docker
 * itself judges (unknown instructions, wrong arguments) is left to Docker.
 */
package multistage.report.dockerfile;
