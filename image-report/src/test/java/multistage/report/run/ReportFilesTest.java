package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  private static final Path JSON =
      Repository.ROOT.resolve(
          "image-report/src/test/resources/multistage/report/render/mixed/report.json");

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

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

  /** A run that is killed leaves what there was. */
  @Test
  void anUnfinishedReportReplacesNoFileButItsOwn() throws IOException {
    Report report = ReportJson.read(Files.readString(JSON));
    ReportFiles.write(folder, report);
    Map<Path, String> before = contents();
    assertThat(before).hasSizeGreaterThan(6);

    Report unfinished = without(report);
    ReportFiles.keepUnfinished(folder, unfinished);

    Path json = folder.resolve(ReportFiles.JSON);
    assertThat(ReportJson.read(Files.readString(json))).isEqualTo(unfinished);
    Map<Path, String> after = contents();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.remove(json);
    assertThat(before).containsAllEntriesOf(after);
  }

  @Test
  void anUnfinishedReportIsTheFirstInItsFolder() throws IOException {
    Report report = ReportJson.read(Files.readString(JSON));
    ReportFiles.keepUnfinished(folder.resolve("new"), report);
    assertThat(contents()).containsOnlyKeys(folder.resolve("new/report.json"));
  }

  /** Whoever reads a file meanwhile, or kills the run, has the one before or the new one. */
  @Test
  void eachFileIsReplacedAsAWhole() throws IOException {
    Report report = ReportJson.read(Files.readString(JSON));
    ReportFiles.write(folder, report);
    Map<Path, String> before = contents();
    Map<Path, Path> links = new TreeMap<>();
    for (Path file : before.keySet()) {
      links.put(file, Files.createLink(links(folder.relativize(file).toString()), file));
    }

    ReportFiles.write(folder, report.withRecordedAt(report.recordedAt().plusSeconds(1)));

    Map<Path, String> after = contents();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    for (Path file : before.keySet()) {
      assertThat(Files.readString(links.get(file))).isEqualTo(before.get(file));
      assertThat(Files.isSameFile(file, links.get(file))).as("%s is a new file", file).isFalse();
    }
    assertThat(after).isNotEqualTo(before);
  }

  private Path links(String name) {
    return elsewhere.resolve(name.replaceAll("[/\\\\]", "-"));
  }

  /** All there is in the folder. */
  private Map<Path, String> contents() throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readString(file));
      }
    }
    return contents;
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
