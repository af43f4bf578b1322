package multistage.sizereport.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
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
    byte[] noise = noise(30_000);
    byte[] repeated = new byte[4 * BLOCK];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = noise[i % noise.length];
    }
    assertThat(length(repeated, 2)).isLessThan(2L * noise.length);
  }

  @Test
  void whatBeginsAfreshIsAsLongAnywhere() throws IOException {
    byte[] noise = noise(30_000);
    byte[] text = text(BLOCK);
    assertThat(added(noise, noise, true)).isEqualTo(added(text, noise, true)).isGreaterThan(30_000);
    assertThat(added(noise, noise, false)).isLessThan(1000);
    assertThat(added(text, noise, false)).isGreaterThan(30_000);
  }

  /** What a content adds to a file in which it stands between another and an end. */
  private static long added(byte[] before, byte[] content, boolean afresh) throws IOException {
    return length(before, content, afresh) - length(before, new byte[0], afresh);
  }

  private static long length(byte[] before, byte[] content, boolean afresh) throws IOException {
    try (GzipMeter meter = new GzipMeter(1)) {
      GzipMeter.Measurement measurement = meter.measure();
      measurement.add(before.clone(), before.length, false);
      if (content.length > 0) {
        measurement.add(content.clone(), content.length, afresh);
      }
      measurement.add(new byte[10], 10, true);
      return measurement.finish();
    }
  }

  @Test
  void aBlockThatComesAgainIsNotCompressedAgain() throws IOException {
    List<ByteBuffer> compressed = new ArrayList<>();
    GzipMeter.KnownLengths known =
        new GzipMeter.KnownLengths() {
          @Override
          long find(ByteBuffer block, LongSupplier compress) {
            return super.find(
                block,
                () -> {
                  compressed.add(block);
                  return compress.getAsLong();
                });
          }
        };
    byte[] text = text(4 * BLOCK);
    long length = length(text, new GzipMeter(1, known));
    assertThat(length).isEqualTo(length(text, 2));
    assertThat(compressed).hasSize(4);
    assertThat(length(text, new GzipMeter(1, known))).as("by another meter").isEqualTo(length);
    assertThat(compressed).hasSize(4);
    // That block is another one, and what the next may refer to is.
    text[3 * BLOCK - 1]++;
    length(text, new GzipMeter(1, known));
    assertThat(compressed).hasSize(6);
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
    return length(content, new GzipMeter(threads));
  }

  private static long length(byte[] content, GzipMeter closedHere) throws IOException {
    try (GzipMeter meter = closedHere) {
      GzipMeter.Measurement measurement = meter.measure();
      for (int start = 0; start < content.length; start += BLOCK) {
        int length = Math.min(BLOCK, content.length - start);
        measurement.add(Arrays.copyOfRange(content, start, start + BLOCK), length, false);
      }
      return measurement.finish();
    }
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    return noise;
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
