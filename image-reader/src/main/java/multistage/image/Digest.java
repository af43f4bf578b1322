package multistage.image;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 digest of a blob as it is stored, such as an image's configuration: an image's ID.
 *
 * <p>A layer has a digest, too, that of its blob, which is usually compressed; the identity of its
 * content is the {@link DiffId}.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">OCI
 *     image specification, Digests</a>
 */
public record Digest(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it isn't that of a SHA-256 digest
   */
  public Digest {
    requireForm("digest", value);
  }

  /** The digest whose 32 bytes these are. */
  public static Digest ofSha256(byte[] hash) {
    return new Digest("sha256:" + HexFormat.of().formatHex(hash));
  }

  static boolean isOne(String value) {
    return FORM.matcher(value).matches();
  }

  static void requireForm(String what, String value) {
    if (!isOne(value)) {
      throw new IllegalArgumentException(
          "a " + what + " is sha256: and 64 lower-case hexadecimal digits, not: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
