package multistage.report.weigh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import multistage.image.archive.ArchiveReader;
import multistage.report.build.Found;
import multistage.report.build.VariantFinder;
import multistage.report.engine.StoredImage;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Result;
import multistage.report.process.Progress;
import multistage.report.process.TemporaryFolder;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What reading and explaining images takes, beside what it takes to save them and to compress each
 * of their layers; in turn, several times, in one process.
 *
 * <p>Arguments: how many rounds, and the images; without any, those of all variants and what they
 * start from, as far as the engine has them.
 */
public final class WeighingRatio {
  private static final double MOST = 1.3;

  private final TestcontainersEngine engine = TestcontainersEngine.connect();
  private final List<String> images;

  private WeighingRatio(List<String> images) {
    this.images =
        images.stream().filter(image -> engine.find(image).isPresent()).distinct().toList();
  }

  /** Runs it; see above. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = Arrays.asList(arguments);
    int rounds = words.isEmpty() ? 3 : Integer.parseInt(words.get(0));
    List<String> named = words.stream().skip(1).toList();
    new WeighingRatio(named.isEmpty() ? ofAllVariants() : named).run(rounds);
  }

  private static List<String> ofAllVariants() throws IOException {
    return VariantFinder.find(Path.of("..")).stream()
        .filter(Found.Readable.class::isInstance)
        .map(candidate -> ((Found.Readable) candidate).variant())
        .flatMap(
            variant -> Stream.concat(Stream.of(variant.imageName()), variant.baseImages().stream()))
        .toList();
  }

  private void run(int rounds) throws IOException {
    System.out.println(images.size() + " images: " + String.join(" ", images));
    List<Double> ratios = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      double save = seconds(this::save);
      double gzip = gzipSeconds();
      try (TemporaryFolder folder = TemporaryFolder.create("weighing-ratio")) {
        Path cache = folder.path();
        long cpuBefore = cpuNanos();
        double cold = seconds(() -> weigh(cache));
        double cpu = (cpuNanos() - cpuBefore) / 1e9;
        double warm = seconds(() -> weigh(cache));
        ratios.add(cold / (save + gzip));
        System.out.printf(
            Locale.ROOT,
            "round %d: saving %.1f s, gzip of each layer %.1f s; reading and explaining %.1f s"
                + " (%.1f s of processor time), ratio %.2f; once more, with all layers known, %.2f s%n",
            i,
            save,
            gzip,
            cold,
            cpu,
            cold / (save + gzip),
            warm);
      }
    }
    double median = ratios.stream().sorted().toList().get(rounds / 2);
    System.out.printf(Locale.ROOT, "median ratio %.2f, the limit is %.1f%n", median, MOST);
    if (median > MOST) {
      System.exit(1);
    }
  }

  /** {@code docker save} to /dev/null. */
  private void save() throws IOException {
    try (InputStream in = engine.save(images)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * What gzip takes for all layers, one after the other: only the time in which it compresses
   * counts, as if they were in memory.
   */
  private double gzipSeconds() throws IOException {
    long nanos = 0;
    Deflater deflater = new Deflater(ArchiveReader.GZIP_LEVEL, true);
    Set<String> seen = new HashSet<>();
    byte[] block = new byte[256 * 1024];
    byte[] output = new byte[256 * 1024];
    try (InputStream in = engine.save(images);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        boolean isLayer =
            entry.getName().endsWith("/layer.tar")
                || entry.getName().startsWith("blobs/") && entry.getSize() > block.length;
        if (!isLayer || !entry.isFile() || entry.isSymbolicLink() || !seen.add(entry.getName())) {
          continue;
        }
        deflater.reset();
        CRC32 checksum = new CRC32();
        for (int read = tar.readNBytes(block, 0, block.length);
            read > 0;
            read = tar.readNBytes(block, 0, block.length)) {
          long begin = System.nanoTime();
          checksum.update(block, 0, read);
          deflater.setInput(block, 0, read);
          while (!deflater.needsInput()) {
            deflater.deflate(output);
          }
          nanos += System.nanoTime() - begin;
        }
      }
    } finally {
      deflater.end();
    }
    return nanos / 1e9;
  }

  private void weigh(Path cache) {
    Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream()));
    Map<String, StoredImage> found = new LinkedHashMap<>();
    images.forEach(name -> found.put(name, engine.find(name).orElseThrow()));
    Map<String, Result<Weigher.Contents>> weighed = new Weigher(engine, cache, quiet).weigh(found);
    for (Map.Entry<String, Result<Weigher.Contents>> image : weighed.entrySet()) {
      Optional<String> failure = image.getValue().failure();
      if (failure.isPresent()) {
        throw new IllegalStateException(image.getKey() + ": " + failure.get());
      }
      image.getValue().result().orElseThrow().asImage(List.of());
    }
  }

  /** What this process has used of all processors. */
  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static double seconds(Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }
}
