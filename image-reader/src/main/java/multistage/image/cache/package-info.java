/**
 * What was read of layers in earlier runs, on disk.
 *
 * <p>A layer's contents never change, for its diff ID is the digest of its bytes; so a file that is
 * there and intact is as good as reading the layer again. Losing files costs time, nothing else.
 */
package multistage.image.cache;
