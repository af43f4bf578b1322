package multistage.image.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Makes the checksums of a tar archive's headers right, so that a changed one is still read. */
public final class Checksums {
  private static final int HEADER_BYTES = 512;
  private static final int MAGIC_OFFSET = 257;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int CHECKSUM_BYTES = 8;
  private static final byte[] MAGIC = "ustar".getBytes(US_ASCII);

  private Checksums() {}

  /** A copy in which each block that looks like a header has the right checksum. */
  public static byte[] repaired(byte[] tar) {
    byte[] repaired = tar.clone();
    for (int start = 0; start + HEADER_BYTES <= tar.length; start += HEADER_BYTES) {
      int magic = start + MAGIC_OFFSET;
      if (Arrays.equals(repaired, magic, magic + MAGIC.length, MAGIC, 0, MAGIC.length)) {
        repair(repaired, start);
      }
    }
    return repaired;
  }

  /** Makes the checksum of the header that starts there right. */
  public static void repair(byte[] tar, int start) {
    int from = start + CHECKSUM_OFFSET;
    Arrays.fill(tar, from, from + CHECKSUM_BYTES, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < HEADER_BYTES; i++) {
      sum += tar[start + i] & 0xff;
    }
    byte[] digits = String.format("%06o\0 ", sum).getBytes(US_ASCII);
    System.arraycopy(digits, 0, tar, from, digits.length);
  }
}
