package multistage.report.render.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.ExampleAnnotations;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.ExampleReports;
import multistage.report.render.html.HtmlSource.Block;
import multistage.report.render.html.HtmlSource.Group;
import multistage.report.render.html.HtmlSource.Line;
import multistage.report.render.html.HtmlSource.Note;
import multistage.report.render.html.HtmlSource.Pair;
import multistage.report.render.html.HtmlSource.Times;
import org.junit.jupiter.api.Test;

class HtmlSourceTest {
  private static final VariantId ID = VariantId.parse("go/two");

  private static HtmlSource twoStages() {
    return new HtmlSource(
        ID, ExampleAnnotations.twoStages(), Optional.empty(), Optional.empty(), List.of());
  }

  private static HtmlSource compared() {
    Row row = ExampleReports.annotated().row(ID).orElseThrow();
    return new HtmlSource(
        ID,
        row.annotation().orElseThrow(),
        row.difference(),
        Optional.of(ExampleAnnotations.compared().before()),
        List.of());
  }

  private static List<Block> blocks(HtmlSource source) {
    return source.groups().stream().flatMap(group -> group.blocks().stream()).toList();
  }

  private static Block block(HtmlSource source, int line) {
    return blocks(source).stream()
        .filter(block -> block.lines().stream().anyMatch(each -> each.number() == line))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hasEveryLineThatSaysSomethingOnce() {
    assertThat(blocks(twoStages()))
        .flatExtracting(Block::lines)
        .extracting(Line::number)
        .containsExactly(1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14);
  }

  @Test
  void saysWhatBecomesOfStages() {
    assertThat(twoStages().groups())
        .extracting(Group::fate, Group::title)
        .contains(tuple("left", "stage build stays on the builder"), tuple("in", "in the image"));
    assertThat(twoStages().leftBehind()).isEqualTo("706 kB stay on the builder, in stage build.");
    assertThat(compared().leftBehind())
        .isEqualTo(
            "Only what COPY --from takes leaves the builder, where stages start from golang"
                + " (700 kB).");
  }

  @Test
  void whatTheImageStartsFromDoesNotStayOnTheBuilder() {
    HtmlSource source =
        new HtmlSource(
            ID, ExampleAnnotations.onTheSameBase(), Optional.empty(), Optional.empty(), List.of());
    assertThat(source.leftBehind()).isEmpty();
    assertThat(block(source, 1).figures()).isEmpty();
    assertThat(block(source, 1).notes())
        .containsExactly(new Note("same", "the image starts from this base image, too"));
    assertThat(block(compared(), 1).figures().orElseThrow().files()).isEqualTo("700 kB");
    assertThat(block(compared(), 1).notes()).isEmpty();
  }

  @Test
  void answersWhichLineHasMost() {
    assertThat(twoStages().summary())
        .isEqualTo(
            "6 kB of the 10 kB come from line 12 (made in stage build, lines 2-5), and 4 kB from"
                + " line 11, the base image debian.");
    assertThat(compared().summary())
        .isEqualTo("All 5 kB come from line 5 (made in stage build, lines 1-3).");
  }

  @Test
  void keepsAnInstructionsLinesTogether() {
    assertThat(block(twoStages(), 5).lines()).extracting(Line::number).containsExactly(4, 5);
    assertThat(block(twoStages(), 4).lines().get(0).keyword()).isEqualTo("RUN");
  }

  @Test
  void saysWhatAnInstructionTakesWhereThatWasMeasured() {
    HtmlSource source =
        new HtmlSource(
            ID,
            ExampleAnnotations.twoStages(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new LineTime(4, Optional.of(14_400L), Optional.empty(), 0),
                new LineTime(12, Optional.of(100L), Optional.of(200L), 4_864_809)));
    assertThat(block(source, 5).times()).contains(new Times("14.4 s", "cached", ""));
    assertThat(block(source, 12).times()).contains(new Times("0.1 s", "0.2 s", "4.86 MB"));
    assertThat(block(source, 14).times()).isEmpty();
    assertThat(source.hasTimes()).isTrue();
    assertThat(twoStages().hasTimes()).isFalse();
  }

  @Test
  void leadsFromACopyToItsStage() {
    assertThat(block(twoStages(), 12).notes())
        .containsExactly(new Note("from", "files from stage build, ", "lines 2-5", "2-5"));
    assertThat(twoStages().groups()).extracting(Group::address).contains("2-5");
  }

  @Test
  void saysWhatAChangedLineBrought() {
    Block changed = block(compared(), 3);
    assertThat(changed.change()).isEqualTo("~");
    assertThat(changed.notes())
        .containsExactly(
            new Note("less", "changed: −1 kB other, ", "brought into the image by line 5", "5"));
  }

  @Test
  void putsBothFilesBesideEachOther() {
    List<Pair> pairs = compared().pairs();
    assertThat(pairs)
        .flatExtracting(Pair::before)
        .extracting(Line::number)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(pairs)
        .flatExtracting(Pair::after)
        .extracting(Line::number)
        .containsExactly(1, 3, 4, 5);
    assertThat(pairs).filteredOn(Pair::isSame).hasSize(2);
  }

  @Test
  void aCommentInsideAnInstructionIsNoChange() {
    AnnotatedComparison compared = ExampleAnnotations.withACommentMore();
    HtmlSource source =
        new HtmlSource(
            ID,
            compared.after(),
            Optional.of(compared.difference(VariantId.parse("go/one"))),
            Optional.of(compared.before()),
            List.of());
    assertThat(source.pairs()).hasSize(3).allMatch(Pair::isSame);
    Pair longer = source.pairs().get(2);
    assertThat(IntStream.range(0, longer.after().size()).mapToObj(longer::numberBefore))
        .containsExactly("3", "", "");
  }

  @Test
  void showsTheBytesThatMayComeFromEitherOfTwoStages() {
    HtmlSource source =
        new HtmlSource(
            ID, ExampleAnnotations.acrossStages(), Optional.empty(), Optional.empty(), List.of());
    assertThat(blocks(source))
        .flatExtracting(block -> block.figures().stream().map(HtmlSource.Figures::files).toList())
        .contains("2 kB");
  }

  @Test
  void setsTheIntroductionApart() {
    String text =
        "# syntax=docker/dockerfile:1\n# Title: X\n# Topic: size\n#\n# Words.\n\nFROM a\n";
    HtmlSource source =
        new HtmlSource(
            ID, ExampleAnnotations.onOneLine(text), Optional.empty(), Optional.empty(), List.of());
    assertThat(source.groups())
        .extracting(Group::title, Group::text)
        .containsExactly(
            tuple("Settings", ""),
            tuple("Lines 2–5 introduce this file", "# Title: X\n# Topic: size\n#\n# Words."),
            tuple("in the image", ""));
    assertThat(twoStages().groups()).noneMatch(Group::isIntroduction);
  }

  @Test
  void aReportRefusesChangesThatAreNotTheDifference() {
    Report report = ExampleReports.annotated();
    Row wrong =
        report
            .row(ID)
            .orElseThrow()
            .withAnnotation(Optional.empty())
            .withImage(report.variants().get(0).image());
    assertThatThrownBy(() -> report.withVariants(List.of(report.variants().get(0), wrong)))
        .hasMessageContaining("go/two differs from go/one by 0 file bytes, its changes by -5100");
  }

  @Test
  void aRowRefusesTheAnnotationOfAnotherImage() {
    Row row = ExampleReports.annotated().row(ID).orElseThrow();
    assertThatThrownBy(
            () -> row.withAnnotation(Optional.of(ExampleAnnotations.compared().before())))
        .hasMessageContaining("go/two can't have the annotation of another image");
  }
}
