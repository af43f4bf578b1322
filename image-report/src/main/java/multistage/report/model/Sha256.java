package multistage.report.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import multistage.image.Digest;

/** The hash by which one state of something is told from another. */
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

  /** The digest of lines of text. */
  public static Digest ofLines(List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    return Digest.ofSha256(begin().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
