package multistage.report.weigh;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import multistage.image.Image;
import multistage.report.build.Found;
import multistage.report.build.VariantFinder;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.StoredImage;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import multistage.report.process.Progress;
import multistage.report.process.TemporaryFolder;
import org.testcontainers.DockerClientFactory;

/**
 * Builds, weighs and explains more and more generated variants: the time for each must not grow
 * with their number, and neither must the memory, but for what the report holds of each.
 *
 * <p>They are {@code FROM scratch}, each with a file of its own and two that all of them share, and
 * start nothing. Their images are removed at the end.
 */
public final class ManyVariants {
  private static final List<Integer> COUNTS = List.of(10, 50, 100);

  private final TestcontainersEngine engine = TestcontainersEngine.connect();
  private final List<String> built = new ArrayList<>();

  private ManyVariants() {}

  /** Runs it; see above. */
  public static void main(String[] arguments) throws IOException, BuildFailedException {
    ManyVariants variants = new ManyVariants();
    // What the first of all builds, saves and loaded classes take isn't a matter of their number.
    variants.measure(2);
    for (int count : COUNTS) {
      System.out.println(variants.measure(count));
    }
  }

  private String measure(int count) throws IOException, BuildFailedException {
    try (TemporaryFolder folder = TemporaryFolder.create("many-variants")) {
      Path root = folder.path();
      generate(root, count);
      List<Variant> variants =
          VariantFinder.find(root).stream()
              .map(candidate -> ((Found.Readable) candidate).variant())
              .toList();
      long begin = System.nanoTime();
      for (Variant variant : variants) {
        engine.build(root, variant, variant.imageName(), BuildInputs.CACHE_ONLY, line -> {});
        built.add(variant.imageName());
      }
      double buildSeconds = (System.nanoTime() - begin) / 1e9;
      begin = System.nanoTime();
      Duration cpuBefore = cpu();
      List<Image> images = weigh(root, variants);
      double weighSeconds = (System.nanoTime() - begin) / 1e9;
      double cpuSeconds = cpu().minus(cpuBefore).toNanos() / 1e9;
      return String.format(
          Locale.ROOT,
          "%d variants: built in %.1f s, %.0f ms each; weighed and explained in %.2f s, %.1f ms each"
              + " (%.1f ms of processor time); %.1f MB of heap held",
          images.size(),
          buildSeconds,
          1000 * buildSeconds / count,
          weighSeconds,
          1000 * weighSeconds / count,
          1000 * cpuSeconds / count,
          heldBytes() / 1e6);
    } finally {
      removeImages();
    }
  }

  private List<Image> weigh(Path root, List<Variant> variants) {
    Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream()));
    Map<String, StoredImage> found = new LinkedHashMap<>();
    variants.forEach(
        variant -> found.put(variant.imageName(), engine.find(variant.imageName()).orElseThrow()));
    Map<String, Result<Weigher.Contents>> weighed =
        new Weigher(engine, root.resolve("cache"), quiet).weigh(found);
    return weighed.values().stream()
        .map(image -> image.result().orElseThrow().asImage(List.of()))
        .toList();
  }

  /** Other contents each time: what is built before must not be in the engine's cache. */
  private static void generate(Path root, int count) throws IOException {
    Path dockerfiles = Files.createDirectories(root.resolve("dockerfiles/generated"));
    Path context = Files.createDirectories(root.resolve("webserver-generated"));
    String run = root.getFileName().toString();
    Files.writeString(context.resolve("shared"), "shared by all\n".repeat(100_000) + run);
    for (int i = 0; i < count; i++) {
      Files.writeString(context.resolve("own-" + i), run + "\n" + i);
      Files.writeString(
          dockerfiles.resolve("variant-" + i + ".Dockerfile"),
          "# Title: One of many\n"
              + "FROM scratch\n"
              + "COPY shared /a/shared\n"
              + "COPY shared /b/shared\n"
              + ("COPY own-" + i + " /own\n"));
    }
  }

  private static long heldBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void removeImages() {
    for (String name : built) {
      DockerClientFactory.instance().client().removeImageCmd(name).exec();
    }
    built.clear();
  }
}
