/**
 * Reads what a Dockerfile says of itself: its introduction, its stages and its base images; and
 * what an ignore file keeps out of the build context.
 *
 * <p>Functions from text to {@code model}; the text's origin is only named in messages. What {@code
 * docker build} refuses before anything runs is refused here, with the file and the line. The rules
 * are BuildKit's; a test asks BuildKit's own code whether they still are.
 */
package multistage.report.dockerfile;
