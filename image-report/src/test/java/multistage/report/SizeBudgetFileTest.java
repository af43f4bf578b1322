package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import multistage.report.judge.SizeBudget;
import multistage.report.model.BaseImage;
import multistage.report.model.Check;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.Test;

/** This repository's own ceilings. */
class SizeBudgetFileTest {
  private static final Path FILE = Repository.ROOT.resolve(SizeBudget.FILE);

  @Test
  void isForRowsThatAreThere() throws IOException {
    Set<VariantId> recorded =
        recorded().variants().stream().map(Row::id).collect(Collectors.toSet());
    SizeBudget budget = SizeBudget.parse(Files.readString(FILE), FILE.toString());
    assertThatCode(() -> budget.requireRows(recorded)).doesNotThrowAnyException();
  }

  /** What the steps promise: at the ceilings stands what the field has published, or less. */
  @Test
  void holdsTheStepsToWhatTheyPromise() throws IOException {
    SizeBudget budget = SizeBudget.parse(Files.readString(FILE), FILE.toString());
    Report report = recorded();
    List<String> sizes =
        report.variants().stream()
            .flatMap(
                row ->
                    budget
                        .checks(
                            row.id(),
                            new SizeBudget.Figures(
                                "linux/amd64",
                                Set.of(BaseImage.Origin.STAND_IN),
                                row.image(),
                                row.startup(),
                                row.memory()))
                        .stream()
                        .filter(Check::required)
                        .map(check -> row.id() + " " + check.name() + check.detail()))
            .map(text -> text.replaceAll("[\\d.]+ [kM]B of at most ", " "))
            .toList();
    assertThat(sizes)
        .containsExactlyInAnyOrder(
            "go/multi-stage-smallest budget: fileBytes 1.7 MB",
            "go/multi-stage-stripped budget: fileBytes 5.5 MB",
            "java/multi-stage-jlink budget: fileBytes 122 MB",
            "java/multi-stage-jlink-scratch budget: fileBytes 45 MB",
            "java/multi-stage-jlink-scratch budget: gzipBytes 24 MB",
            "java/multi-stage-production budget: fileBytes 100 MB",
            "java/multi-stage-smallest budget: fileBytes 42 MB",
            "java/multi-stage-smallest budget: gzipBytes 20 MB",
            "spring/multi-stage-production budget: fileBytes 200 MB");
  }

  private static Report recorded() throws IOException {
    return ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
  }
}
