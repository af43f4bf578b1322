package multistage.image.archive.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The hash that names everything in an image, and the other one that may. */
public final class Sha256 {
  private Sha256() {}

  /** A hash to be fed. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The hash of these bytes. */
  public static byte[] of(byte[] content) {
    return begin().digest(content);
  }

  /** The hash of all bytes up to the stream's end. */
  public static byte[] of(InputStream in) throws IOException {
    DigestInputStream hashed = new DigestInputStream(in, begin());
    hashed.transferTo(OutputStream.nullOutputStream());
    return hashed.getMessageDigest().digest();
  }

  /** Whether a digest was made with SHA-512. */
  public static boolean isSha512(String digest) {
    return digest.startsWith("sha512:");
  }

  /** A hash to be fed, of the kind that a digest was made with. */
  public static MessageDigest forDigest(String digest) {
    return isSha512(digest) ? begin512() : begin();
  }

  public static MessageDigest begin512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-512", e);
    }
  }

  /** The digest of what a hash was fed with. */
  public static String digest(MessageDigest hash) {
    return hash.getAlgorithm().toLowerCase(Locale.ROOT).replace("-", "")
        + ":"
        + HexFormat.of().formatHex(hash.digest());
  }

  /** The content's digest, made with the hash that another one was made with. */
  public static String digest(String other, byte[] content) {
    MessageDigest hash = forDigest(other);
    hash.update(content);
    return digest(hash);
  }
}
