package multistage.sizereport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import multistage.image.Image;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** Records the images' sizes in two tables, and prints the variant and rule of each failure. */
final class RecordSizes implements TestWatcher {
  private static final Path REPORT = Path.of("target/report");
  private final Map<String, Image> images = new ConcurrentSkipListMap<>();

  /** Adds a row to both tables, which are written each time: a run that is cut off keeps them. */
  synchronized void record(Variant variant, Image image) throws IOException {
    images.put(variant.toString(), image);
    Files.createDirectories(REPORT);
    Files.writeString(
        REPORT.resolve("sizes.csv"), "variant,fileBytes,gzipBytes\n" + rows("%s,%d,%d\n"));
    Files.writeString(
        REPORT.resolve("sizes.md"),
        "| Variant | File bytes | Compressed |\n|---|---:|---:|\n" + rows("| %s | %,d | %,d |\n"));
  }

  private String rows(String format) {
    StringBuilder rows = new StringBuilder();
    images.forEach(
        (name, image) ->
            rows.append(
                format.formatted(name, image.fileBytes(), image.gzipBytes().orElseThrow())));
    return rows.toString();
  }

  /** Surefire prints {@code saysHello()[2]}, which does not say which variant failed. */
  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    String variant = test.getParent().orElseThrow().getDisplayName();
    print(variant, test.getRequiredTestMethod().getName(), cause);
  }

  /** Runs what comes before the first test: JUnit tells no extension that it failed. */
  void watchStart(Variant variant, Executable start) throws Throwable {
    try {
      start.execute();
    } catch (Exception e) {
      print(variant.toString(), e instanceof TestAbortedException ? "skipped" : "starts", e);
      throw e;
    }
  }

  /** Testcontainers wraps what the engine says, so the innermost cause has the reason. */
  private static void print(String variant, String rule, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    System.out.printf("%s: %s: %s%n", variant, rule, EngineWatch.reason(cause));
  }
}
