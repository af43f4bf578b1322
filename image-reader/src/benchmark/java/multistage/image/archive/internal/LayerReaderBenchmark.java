package multistage.image.archive.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import multistage.image.LayerContents;
import multistage.image.archive.TarFile;
import multistage.image.content.ContentExaminer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading a layer, and by themselves the parts that it consists of: what they take together is more
 * than the whole, where two processors share the work.
 *
 * <p>The layer holds the libraries of the JDK that runs this, some 40 MB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class LayerReaderBenchmark {
  private byte[] layer;

  /** Makes the layer. */
  @Setup(Level.Trial)
  public void makeLayer() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    TarFile tar = new TarFile();
    List<Path> libraries;
    try (Stream<Path> files = Files.walk(home)) {
      libraries = files.filter(file -> file.toString().endsWith(".so")).sorted().toList();
    }
    for (Path library : libraries) {
      tar.file(home.relativize(library).toString(), Files.readAllBytes(library));
    }
    layer = tar.bytes();
    System.out.println("The layer has " + layer.length + " bytes.");
  }

  /** All of it, as a run does it. */
  @Benchmark
  public LayerContents read() throws IOException {
    try (GzipMeter gzip = meter()) {
      return new LayerReader(new Budget(Budget.USUAL), Optional.of(gzip))
          .read("layer", new ByteArrayInputStream(layer));
    }
  }

  /** The digest of the whole; each file has one, too. */
  @Benchmark
  public byte[] hash() {
    return Sha256.of(layer);
  }

  /** The compressed length, on all processors. */
  @Benchmark
  public long compress() throws IOException {
    try (GzipMeter gzip = meter()) {
      GzipMeter.Measurement measurement = gzip.measure();
      ByteArrayInputStream in = new ByteArrayInputStream(layer);
      for (byte[] block = in.readNBytes(GzipMeter.BLOCK_BYTES);
          block.length > 0;
          block = in.readNBytes(GzipMeter.BLOCK_BYTES)) {
        measurement.add(block, block.length);
      }
      return measurement.finish();
    }
  }

  /** One that has compressed nothing yet: it would know the layer's blocks the next time. */
  private static GzipMeter meter() {
    return new GzipMeter(Runtime.getRuntime().availableProcessors());
  }

  /** The names, sizes and contents' kinds. */
  @Benchmark
  public int parse() throws IOException {
    TarEntries entries =
        new TarEntries("layer", new ByteArrayInputStream(layer), new Budget(Budget.USUAL));
    byte[] buffer = new byte[64 * 1024];
    int kinds = 0;
    while (entries.next()) {
      ContentExaminer examiner = new ContentExaminer(entries.path(), entries.bytes());
      for (int read = entries.content().read(buffer);
          read >= 0;
          read = entries.content().read(buffer)) {
        examiner.add(buffer, 0, read);
      }
      kinds += examiner.facts().kind().ordinal();
    }
    return kinds;
  }
}
