package multistage.image.archive.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import multistage.image.archive.Gzipped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMeterTest {
  private static final int BLOCK = GzipMeter.BLOCK_BYTES;

  @ParameterizedTest
  @ValueSource(ints = {1000, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 5 * BLOCK + 12345})
  void isWithinAFractionOfAPercentOfGzip(int length) throws IOException {
    byte[] text = text(length);
    long gzip = Gzipped.length(text);
    assertThat(length(text, 2)).isCloseTo(gzip, within((long) (gzip * 0.003)));
  }

  @Test
  void aSingleBlockIsWhatGzipGives() throws IOException {
    assertThat(length(new byte[0], 1)).isEqualTo(Gzipped.length(new byte[0])).isEqualTo(20);
    assertThat(length(text(BLOCK), 1)).isEqualTo(Gzipped.length(text(BLOCK)));
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
  void aSectionRefersToNothingBeforeIt() throws IOException {
    byte[] noise = noise(30_000);
    byte[] text = text(30_000);
    assertThat(added(noise, noise, false)).as("a repetition").isLessThan(1000);
    assertThat(added(text, noise, false)).isGreaterThan(30_000);
    assertThat(added(noise, noise, true)).isEqualTo(added(text, noise, true)).isGreaterThan(30_000);
  }

  @Test
  void whatFollowsASectionRefersToItsEnd() throws IOException {
    byte[] noise = noise(30_000);
    try (GzipMeter meter = new GzipMeter(1)) {
      GzipMeter.Measurement measurement = meter.measure();
      measurement.beginSection();
      measurement.add(noise.clone(), noise.length);
      measurement.endSection();
      measurement.add(noise.clone(), noise.length);
      assertThat(measurement.finish()).isBetween(30_000L, 31_000L);
    }
  }

  /** What a content adds to a file in which it stands between another and an end. */
  private static long added(byte[] before, byte[] content, boolean isSection) throws IOException {
    return length(before, content, isSection) - length(before, new byte[0], isSection);
  }

  private static long length(byte[] before, byte[] content, boolean isSection) throws IOException {
    try (GzipMeter meter = new GzipMeter(1)) {
      GzipMeter.Measurement measurement = meter.measure();
      measurement.add(before.clone(), before.length);
      if (content.length > 0) {
        if (isSection) {
          measurement.beginSection();
        }
        measurement.add(content.clone(), content.length);
        measurement.endSection();
      }
      // A section, so that it is as long after whichever content.
      measurement.beginSection();
      measurement.add(new byte[10], 10);
      return measurement.finish();
    }
  }

  @Test
  void aSectionsBlocksAreCompressedOnce() throws IOException {
    CountingLengths known = new CountingLengths(100);
    byte[] text = text(4 * BLOCK);
    long length = sectionLength(text, known);
    assertThat(known.compressed).as("all but the last").hasSize(3);
    assertThat(sectionLength(text, known)).as("by another meter").isEqualTo(length);
    assertThat(known.compressed).hasSize(3);
    // That block is another one, and what the next may refer to is.
    text[BLOCK - 1]++;
    sectionLength(text, known);
    assertThat(known.compressed).hasSize(5);
  }

  @Test
  void blocksWithTheSameBytesAreToldApartByWhatTheyMayReferTo() throws IOException {
    // 28 KiB again and again: one block alone, and a shorter one after 32 KiB, are the same bytes.
    byte[] noise = noise(28 << 10);
    byte[] repeated = new byte[480 << 10];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = noise[i % noise.length];
    }
    CountingLengths known = new CountingLengths(100);
    try (GzipMeter meter = new GzipMeter(1, known)) {
      GzipMeter.Measurement measurement = meter.measure();
      measurement.beginSection();
      measurement.add(Arrays.copyOf(repeated, BLOCK), BLOCK);
      measurement.add(Arrays.copyOfRange(repeated, BLOCK, 480 << 10), 224 << 10);
      measurement.endSection();
      measurement.add(new byte[10], 10);
      measurement.finish();
    }
    assertThat(known.compressed).hasSize(2);
  }

  @Test
  void onlySoManyLengthsAreKept() throws IOException {
    CountingLengths known = new CountingLengths(2);
    byte[] text = text(5 * BLOCK);
    long length = sectionLength(text, known);
    assertThat(known.compressed).hasSize(4);
    assertThat(sectionLength(text, known)).isEqualTo(length);
    assertThat(known.compressed).as("two were found, two weren't").hasSize(6);
  }

  private static long sectionLength(byte[] content, GzipMeter.KnownLengths known)
      throws IOException {
    try (GzipMeter meter = new GzipMeter(1, known)) {
      GzipMeter.Measurement measurement = meter.measure();
      measurement.beginSection();
      return length(content, measurement);
    }
  }

  private static long length(byte[] content, int threads) throws IOException {
    try (GzipMeter meter = new GzipMeter(threads)) {
      return length(content, meter.measure());
    }
  }

  private static long length(byte[] content, GzipMeter.Measurement measurement) throws IOException {
    for (int start = 0; start < content.length; start += BLOCK) {
      int length = Math.min(BLOCK, content.length - start);
      measurement.add(Arrays.copyOfRange(content, start, start + BLOCK), length);
    }
    return measurement.finish();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private static byte[] text(int length) {
    return Gzipped.text(length, 42);
  }
}
