package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.render.ReportJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  private static final Path JSON =
      Repository.ROOT.resolve(
          "image-report/src/test/resources/multistage/report/render/mixed/report.json");

  @TempDir private Path folder;

  @Test
  void writesABillOfMaterialsForEachImageAndLeavesNoneFromBefore() throws IOException {
    Report report = ReportJson.read(Files.readString(JSON));
    Path foreign = Files.createDirectories(folder.resolve("sbom/go")).resolve("mine.txt");
    Files.writeString(foreign, "x");
    Files.writeString(folder.resolve("sbom/go/gone.cdx.json"), "{}");

    ReportFiles.write(folder, report);

    List<String> expected =
        report.variants().stream()
            .filter(row -> row.image().isPresent())
            .map(row -> row.id() + ".cdx.json")
            .toList();
    assertThat(expected).hasSize(6);
    assertThat(files()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(foreign).exists();

    ReportFiles.write(folder, without(report));
    assertThat(files()).isEmpty();
  }

  private static Report without(Report report) {
    return report.withVariants(
        report.variants().stream().filter(row -> row.image().isEmpty()).toList());
  }

  private List<String> files() throws IOException {
    Path sbom = folder.resolve("sbom");
    try (Stream<Path> files = Files.walk(sbom)) {
      return files
          .filter(file -> file.toString().endsWith(".cdx.json"))
          .map(file -> sbom.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
