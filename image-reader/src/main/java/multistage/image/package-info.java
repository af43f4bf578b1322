/**
 * The nouns: an image, its layers and files, and what its bytes are there for. They are values
 * without I/O; the packages below make them.
 *
 * <p>Start at {@link multistage.image.explain.SavedImages}, which reads and explains an archive.
 */
package multistage.image;
