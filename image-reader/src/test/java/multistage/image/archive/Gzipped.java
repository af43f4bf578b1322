package multistage.image.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import multistage.image.archive.internal.GzipMeter;

/** What gzip gives, at the level of {@link GzipMeter}, and something to try it on. */
public final class Gzipped {
  private Gzipped() {}

  public static long length(byte[] content) throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(gzip) {
          {
            def.setLevel(GzipMeter.LEVEL);
          }
        }) {
      out.write(content);
    }
    return gzip.size();
  }

  /** Words from a small vocabulary: as compressible as source code. */
  public static byte[] text(int length, int seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("word").append((int) Math.abs(random.nextGaussian() * 300)).append(' ');
    }
    return Arrays.copyOf(text.toString().getBytes(US_ASCII), length);
  }
}
