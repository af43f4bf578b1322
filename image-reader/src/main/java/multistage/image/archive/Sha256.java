package multistage.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that names everything in an image. */
final class Sha256 {
  private Sha256() {}

  /** A hash to be fed. */
  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The hash of these bytes. */
  static byte[] of(byte[] content) {
    return begin().digest(content);
  }

  /** The hash of all bytes up to the stream's end. */
  static byte[] of(InputStream in) throws IOException {
    DigestInputStream hashed = new DigestInputStream(in, begin());
    hashed.transferTo(OutputStream.nullOutputStream());
    return hashed.getMessageDigest().digest();
  }
}
