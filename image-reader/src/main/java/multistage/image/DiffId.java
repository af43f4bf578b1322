package multistage.image;

import java.util.HexFormat;

/**
 * The SHA-256 digest of a layer's uncompressed tar archive: the identity of its content, the same
 * however the layer was compressed or transported.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid">OCI
 *     image specification, Layer DiffID</a>
 */
public record DiffId(String value) {
  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it isn't that of a SHA-256 digest
   */
  public DiffId {
    Digest.requireForm("diff ID", value);
  }

  /** Whether that is the form of a SHA-256 digest. */
  public static boolean isOne(String value) {
    return Digest.isOne(value);
  }

  /** The diff ID whose 32 bytes these are. */
  public static DiffId ofSha256(byte[] hash) {
    return new DiffId("sha256:" + HexFormat.of().formatHex(hash));
  }

  @Override
  public String toString() {
    return value;
  }
}
