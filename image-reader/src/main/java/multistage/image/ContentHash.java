package multistage.image;

import java.nio.ByteBuffer;

/**
 * Tells contents of files apart: the first half of their SHA-256 digest. Two contents have the same
 * one only if they are the same; nobody can make two that share 128 bits.
 *
 * @param high the digest's first eight bytes
 * @param low the eight bytes after them
 */
public record ContentHash(long high, long low) {
  /** Of what has no content: folders, links, devices. */
  public static final ContentHash NONE = new ContentHash(0, 0);

  /** From a SHA-256 digest's 32 bytes. */
  public static ContentHash ofSha256(byte[] digest) {
    ByteBuffer buffer = ByteBuffer.wrap(digest);
    return new ContentHash(buffer.getLong(), buffer.getLong());
  }
}
