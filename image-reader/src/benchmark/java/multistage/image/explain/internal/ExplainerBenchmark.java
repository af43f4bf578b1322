package multistage.image.explain.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.Explanation;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.LayerContents;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Putting layers on top of each other, and saying why each file is there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class ExplainerBenchmark {
  private static final List<String> FOLDERS =
      List.of(
          "usr/share/doc/package",
          "usr/lib/x86_64-linux-gnu/lib",
          "usr/local/go/src/net",
          "usr/local/go/pkg/tool",
          "var/lib/dpkg/info",
          "opt/java/openjdk/lib/server",
          "somewhere/else/where/no/rule/fits",
          "app/classes/a/package");

  /** How many files the image has, in four layers. */
  @Param({"1000", "10000", "100000"})
  int files;

  private final List<LayerContents> layers = new ArrayList<>();
  private MergedLayers image;

  /** Makes the layers; each hides a tenth of the one below it. */
  @Setup(Level.Trial)
  public void makeLayers() {
    int perLayer = files / 4;
    for (int layer = 0; layer < 4; layer++) {
      List<FileEntry> entries = new ArrayList<>();
      for (int i = 0; i < perLayer; i++) {
        int number = layer * perLayer + i - (i < perLayer / 10 ? perLayer / 2 : 0);
        String folder = FOLDERS.get(Math.floorMod(number, FOLDERS.size()));
        entries.add(
            new FileEntry(
                folder + Math.floorMod(number, 100) + "/file-" + number + ".so",
                Type.REGULAR,
                1_000L + i,
                0644,
                0,
                0,
                "",
                new ContentHash(layer, i)));
      }
      layers.add(
          new LayerContents(DiffId.ofSha256(new byte[32]), 0, Optional.empty(), entries, Map.of()));
    }
    image = MergedLayers.of(layers);
  }

  /** The layers on top of each other. */
  @Benchmark
  public MergedLayers stack() {
    return MergedLayers.of(layers);
  }

  /** Causes, waste, duplicates, folders and software. */
  @Benchmark
  public Explanation explain() {
    return Explainer.explain(image, 1);
  }
}
