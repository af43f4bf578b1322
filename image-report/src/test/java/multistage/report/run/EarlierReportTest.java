package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.diagnostic.UserError;
import multistage.report.model.BaseImage;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.process.Progress;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlierReportTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream notices = new ByteArrayOutputStream();
  private final Progress progress = new Progress(new PrintStream(notices, true));
  private Report report;

  @BeforeEach
  void takeTheRecordedReport() throws IOException {
    report =
        ReportJson.read(
            Files.readString(
                Repository.ROOT.resolve(
                    "image-report/src/test/resources/multistage/report/render/mixed/report.json")));
  }

  @Test
  void thereIsNoEarlierReportAtFirst() throws IOException {
    assertThat(ReportFiles.putAside(folder, progress)).isEmpty();
    assertThat(ReportFiles.putAside(folder.resolve("missing"), progress)).isEmpty();
  }

  @Test
  void theEarlierReportIsPutAside() throws IOException {
    ReportFiles.write(folder, report);
    assertThat(ReportFiles.putAside(folder, progress)).contains(report);
    assertThat(folder.resolve(ReportFiles.JSON)).doesNotExist();
  }

  @Test
  void aRunThatWasStoppedLeavesTheOneBefore() throws IOException {
    ReportFiles.write(folder, report);
    ReportFiles.putAside(folder, progress);
    assertThat(ReportFiles.putAside(folder, progress)).contains(report);
  }

  @Test
  void aReportThatCannotBeReadDoesNotCostTheOneBefore() throws IOException {
    ReportFiles.write(folder, report);
    ReportFiles.putAside(folder, progress);
    Files.writeString(folder.resolve(ReportFiles.JSON), "{ half of a");
    assertThat(ReportFiles.putAside(folder, progress)).contains(report);
    assertThat(folder.resolve(ReportFiles.JSON)).doesNotExist();
    assertThat(Files.readString(folder.resolve("unreadable.json"))).isEqualTo("{ half of a");
    assertThat(notices)
        .asString()
        .contains(folder.resolve(ReportFiles.JSON) + " can't be read", "unreadable.json");
    assertThat(ReportFiles.putAside(folder, progress)).contains(report);
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldBeforeTheRun() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> ReportFiles.putAside(file, progress))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no report can be written into " + file)
        .hasMessageContaining("--output");
    assertThat(file).isRegularFile();
  }

  @Test
  void whatARunLeftOutIsKeptFromTheOneBefore() throws IOException {
    ReportFiles.write(folder, report);
    ReportFiles.putAside(folder, progress);
    List<Row> none = report.variants().stream().map(EarlierReportTest::leftOut).toList();
    ReportFiles.write(folder, with(none));
    Report earlier = ReportFiles.putAside(folder, progress).orElseThrow();
    assertThat(earlier.variants())
        .filteredOn(row -> row.image().isPresent())
        .isNotEmpty()
        .containsExactlyElementsOf(
            report.variants().stream().filter(row -> row.image().isPresent()).toList());
    assertThat(ReportFiles.putAside(folder, progress)).contains(earlier);
  }

  @Test
  void whatARunDidNotMeasureOfTheMachineIsKeptFromTheOneBefore() throws IOException {
    assertThat(report.noise()).isPresent();
    assertThat(report.engineShare()).isPresent();
    assertThat(report.baseImages()).hasSizeGreaterThan(1);
    ReportFiles.write(folder, report);
    ReportFiles.putAside(folder, progress);
    BaseImage changed = changed(report.baseImages().get(0));
    ReportFiles.write(
        folder,
        report.with(
            some ->
                some.noise(Optional.empty())
                    .engineShare(Optional.empty())
                    .baseImages(List.of(changed))));
    Report earlier = ReportFiles.putAside(folder, progress).orElseThrow();
    assertThat(earlier.noise()).isEqualTo(report.noise());
    assertThat(earlier.engineShare()).isEqualTo(report.engineShare());
    assertThat(earlier.baseImages())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(changed), report.baseImages().stream().skip(1)).toList());
  }

  private static BaseImage changed(BaseImage base) {
    return new BaseImage(base.reference(), base.id(), base.origin(), base.fileBytes() + 1);
  }

  private static Row leftOut(Row row) {
    return RowBuilder.empty()
        .id(row.id())
        .title(row.title())
        .dockerfile(row.dockerfile())
        .improvesOn(row.improvesOn())
        .forProduction(row.forProduction())
        .useFor(row.useFor())
        .topic(row.topic())
        .builder(row.builder())
        .platform(row.platform())
        .stages(row.stages())
        .status(Outcome.SKIPPED)
        .failure(Optional.of("not selected"))
        .build();
  }

  private Report with(List<Row> rows) {
    return report.withVariants(rows);
  }

  @ParameterizedTest
  @CsvSource({"report.json, unreadable.json", "earlier.json, unreadable-earlier.json"})
  void aReportThatTheModelRefusesIsPutAsideAndStopsNoRun(String name, String aside)
      throws IOException {
    Row first = report.variants().get(0);
    Row second = report.variants().get(1);
    String refused =
        ReportJson.write(report)
            .replace("\"id\": \"" + second.id() + "\"", "\"id\": \"" + first.id() + "\"");
    assertThatThrownBy(() -> ReportJson.read(refused)).hasMessageContaining("there are two rows");
    Files.writeString(folder.resolve(name), refused);

    assertThat(ReportFiles.putAside(folder, progress)).isEmpty();
    assertThat(folder.resolve(name)).doesNotExist();
    assertThat(Files.readString(folder.resolve(aside))).isEqualTo(refused);
    assertThat(notices.toString().lines())
        .singleElement()
        .asString()
        .contains(folder.resolve(name) + " can't be read", folder.resolve(aside).toString());

    ReportFiles.write(folder, report);
    assertThat(ReportFiles.putAside(folder, progress)).contains(report);
    assertThat(ReportFiles.putAside(folder, progress)).contains(report);
    assertThat(notices.toString().lines()).as("said once").hasSize(1);
    assertThat(Files.readString(folder.resolve(aside))).isEqualTo(refused);
  }

  @Test
  void whatCanNotBeReadIsNoEarlierReport() throws IOException {
    Files.writeString(folder.resolve(ReportFiles.JSON), "{\"schemaVersion\": 0}");
    assertThat(ReportFiles.putAside(folder, progress)).isEmpty();
  }
}
