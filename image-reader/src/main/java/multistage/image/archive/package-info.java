/**
 * From what {@code docker save} writes to the model: which images are there, which files their
 * layers hold, and how large everything is.
 *
 * <p>An archive is read in one pass: hashed, parsed and compressed (for its length only) while it
 * streams by. Nothing is written anywhere, and memory is bounded whatever the archive says: its
 * layers' bytes are never held, its entries and documents up to a limit. There is no Docker, no
 * clock and no disk here, just the stream that a method is handed; what is known from earlier runs
 * comes and goes through {@link multistage.image.archive.LayerCache}.
 *
 * <p>An archive is input from outside, so nothing in it is believed: each layer is identified by
 * the digest of its own bytes. What is broken, cut off or hostile ends in a {@link
 * multistage.image.archive.BadArchiveException} whose message says what is wrong, and where.
 */
package multistage.image.archive;
