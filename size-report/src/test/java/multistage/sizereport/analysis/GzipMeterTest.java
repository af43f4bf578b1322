package multistage.sizereport.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMeterTest {
  private static final int BLOCK = GzipMeter.BLOCK_BYTES;

  @ParameterizedTest
  @ValueSource(ints = {1000, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 5 * BLOCK + 12345})
  void isWithinAFractionOfAPercentOfGzip(int length) throws IOException {
    byte[] text = text(length);
    long gzip = gzipLength(text);
    assertThat(length(text, 2)).isCloseTo(gzip, within((long) (gzip * 0.003)));
  }

  @Test
  void aSingleBlockIsWhatGzipGives() throws IOException {
    assertThat(length(new byte[0], 1)).isEqualTo(gzipLength(new byte[0])).isEqualTo(20);
    assertThat(length(text(BLOCK), 1)).isEqualTo(gzipLength(text(BLOCK)));
  }

  @Test
  void isTheSameForAnyNumberOfThreads() throws IOException {
    byte[] text = text(9 * BLOCK + 1);
    assertThat(length(text, 2)).isEqualTo(length(text, 1));
    assertThat(length(text, 7)).isEqualTo(length(text, 1));
  }

  @Test
  void blocksReferToTheOneBefore() throws IOException {
    // Noise that comes again 30,000 bytes later, which only a dictionary shows across blocks.
    byte[] noise = new byte[30_000];
    new Random(1).nextBytes(noise);
    byte[] repeated = new byte[4 * BLOCK];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = noise[i % noise.length];
    }
    assertThat(length(repeated, 2)).isLessThan(2L * noise.length);
  }

  private static long gzipLength(byte[] content) throws IOException {
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

  private static long length(byte[] content, int threads) throws IOException {
    try (GzipMeter meter = new GzipMeter(threads)) {
      GzipMeter.Measurement measurement = meter.measure();
      for (int start = 0; start < content.length; start += BLOCK) {
        int length = Math.min(BLOCK, content.length - start);
        measurement.add(Arrays.copyOfRange(content, start, start + BLOCK), length);
      }
      return measurement.finish();
    }
  }

  /** Words from a small vocabulary, the same each time: as compressible as source code. */
  private static byte[] text(int length) {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("word").append((int) Math.abs(random.nextGaussian() * 300)).append(' ');
    }
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), length);
  }
}
