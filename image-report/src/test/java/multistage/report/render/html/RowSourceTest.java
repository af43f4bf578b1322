package multistage.report.render.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.image.Cause;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.ExampleAnnotations;
import multistage.report.model.Origin.Lines;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.SourceChange;
import multistage.report.model.SourceDifference;
import multistage.report.model.VariantId;
import multistage.report.render.ExampleReports;
import multistage.report.render.html.SourceListing.Block;
import multistage.report.render.html.SourceListing.Group;
import multistage.report.render.html.SourceListing.Times;
import org.junit.jupiter.api.Test;

class RowSourceTest {
  private static final VariantId ID = VariantId.parse("go/two");

  private static RowSource twoStages() {
    return new RowSource(
        ID, ExampleAnnotations.twoStages(), Optional.empty(), Optional.empty(), List.of());
  }

  private static RowSource compared() {
    Row row = ExampleReports.annotated().row(ID).orElseThrow();
    return new RowSource(
        ID,
        row.annotation().orElseThrow(),
        row.difference(),
        Optional.of(ExampleAnnotations.compared().before()),
        List.of());
  }

  private static SourceSummary summary(RowSource source) {
    return new SourceSummary(source);
  }

  private static SourceListing listing(RowSource source) {
    return new SourceListing(source);
  }

  private static List<Block> blocks(RowSource source) {
    return listing(source).groups().stream().flatMap(group -> group.blocks().stream()).toList();
  }

  private static Block block(RowSource source, int line) {
    return blocks(source).stream()
        .filter(block -> block.lines().stream().anyMatch(each -> each.number() == line))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hasEveryLineThatSaysSomethingOnce() {
    assertThat(blocks(twoStages()))
        .flatExtracting(Block::lines)
        .extracting(CodeLine::number)
        .containsExactly(1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14);
  }

  @Test
  void saysWhichLinesMadeTheDifference() {
    assertThat(summaryOfChanges(-5_000, -100).mostOfDelta()).isEqualTo(", most of it by line 3");
    assertThat(summaryOfChanges(-5_000, 0).mostOfDelta()).isEqualTo(", by line 3");
    assertThat(summaryOfChanges(-5_000, 900).mostOfDelta())
        .as("most of less is no more")
        .isEqualTo("; the change of line 3: −5 kB, everything else: +900 B");
    assertThat(summaryOfChanges(-500, -500).mostOfDelta()).isEmpty();
  }

  @Test
  void saysWhereTheEffectOfChangesIsShown() {
    assertThat(summaryOfChanges(-5_000, 0).whereItIsShown())
        .isEqualTo("The effect is shown below each change.");
    assertThat(SourceNote.of(changed(-5_000, 0, Map.of()), change(5, 0)).text())
        .isEqualTo("new: no change in size");

    RowSource nothingKnown = changed(0, 0, Map.of(Cause.PROGRAM, -393_000L));
    String unknown = "We can't tell which change caused −393 kB the program itself.";
    assertThat(summary(nothingKnown).whereItIsShown()).isEqualTo(unknown);
    assertThat(SourceNote.of(nothingKnown, change(5, 0)).text()).isEqualTo("new");
    assertThat(summary(changed(-5_000, 0, Map.of(Cause.PROGRAM, -393_000L))).whereItIsShown())
        .isEqualTo(unknown + " The rest is shown below each change.");
  }

  private static SourceSummary summaryOfChanges(long first, long second) {
    return summary(changed(first, second, Map.of()));
  }

  private static RowSource changed(long first, long second, Map<Cause, Long> elsewhere) {
    return new RowSource(
        ID,
        ExampleAnnotations.compared().after(),
        Optional.of(
            new SourceDifference(
                VariantId.parse("go/one"),
                List.of(change(3, first), change(5, second)),
                elsewhere,
                List.of())),
        Optional.of(ExampleAnnotations.compared().before()),
        List.of());
  }

  private static SourceChange change(int line, long bytes) {
    Lines lines = new Lines(line, line);
    return new SourceChange(
        line,
        List.of(),
        List.of(lines),
        bytes == 0 ? Map.of() : Map.of(Cause.OTHER, bytes),
        List.of());
  }

  @Test
  void saysWhatBecomesOfStages() {
    assertThat(listing(twoStages()).groups())
        .extracting(Group::fate, Group::title)
        .contains(tuple("left", "stage build stays on the builder"), tuple("in", "in the image"));
    assertThat(summary(twoStages()).leftBehind())
        .isEqualTo("706 kB stay on the builder, in stage build.");
    assertThat(summary(compared()).leftBehind())
        .isEqualTo(
            "Only what COPY --from takes leaves the builder, where stages start from golang"
                + " (700 kB).");
  }

  @Test
  void whatTheImageStartsFromDoesNotStayOnTheBuilder() {
    RowSource source =
        new RowSource(
            ID, ExampleAnnotations.onTheSameBase(), Optional.empty(), Optional.empty(), List.of());
    assertThat(summary(source).leftBehind()).isEmpty();
    assertThat(block(source, 1).figures()).isEmpty();
    assertThat(block(source, 1).notes())
        .containsExactly(new SourceNote("same", "the image starts from this base image, too"));
    assertThat(block(compared(), 1).figures().orElseThrow().files()).isEqualTo("700 kB");
    assertThat(block(compared(), 1).notes()).isEmpty();
  }

  @Test
  void answersWhichLineHasMost() {
    assertThat(summary(twoStages()).mostBytes())
        .isEqualTo(
            "6 kB of the 10 kB come from line 12 (made in stage build, lines 2-5), and 4 kB from"
                + " line 11, the base image debian.");
    assertThat(summary(compared()).mostBytes())
        .isEqualTo("All 5 kB come from line 5 (made in stage build, lines 1-3).");
  }

  @Test
  void keepsAnInstructionsLinesTogether() {
    assertThat(block(twoStages(), 5).lines()).extracting(CodeLine::number).containsExactly(4, 5);
    assertThat(block(twoStages(), 4).lines().get(0).keyword()).isEqualTo("RUN");
  }

  @Test
  void saysWhatAnInstructionTakesWhereThatWasMeasured() {
    RowSource source =
        new RowSource(
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
    assertThat(listing(source).hasTimes()).isTrue();
    assertThat(listing(twoStages()).hasTimes()).isFalse();
  }

  @Test
  void leadsFromACopyToItsStage() {
    assertThat(block(twoStages(), 12).notes())
        .containsExactly(new SourceNote("from", "files from stage build, ", "lines 2-5", "2-5"));
    assertThat(listing(twoStages()).groups()).extracting(Group::address).contains("2-5");
  }

  @Test
  void saysWhatAChangedLineBrought() {
    Block changed = block(compared(), 3);
    assertThat(changed.change()).isEqualTo("~");
    assertThat(changed.notes()).containsExactly(new SourceNote("less", "changed: −1 kB other"));
  }

  @Test
  void whatIsMoreIsBroughtByALineOfTheImage() {
    AnnotatedComparison back = ExampleAnnotations.comparedBackwards();
    SourceNote more =
        new SourceNote("more", "changed: +1 kB other, ", "brought into the image by line 4", "4");
    assertThat(block(source(back), 2).notes()).containsExactly(more);
  }

  /** A line that brought bytes may be the same in a stage that stays on the builder. */
  @Test
  void noLineOfTheBuilderBringsAnything() {
    AnnotatedComparison compared = ExampleAnnotations.splitInTwo();
    assertThat(compared.changes()).isNotEmpty().allMatch(change -> change.through().isEmpty());
    assertThat(block(source(compared), 1).notes())
        .containsExactly(
            new SourceNote(
                "less", "changed: −706 kB = −700 kB compiler and toolchain, −6 kB other"));
  }

  private static RowSource source(AnnotatedComparison compared) {
    return new RowSource(
        ID,
        compared.after(),
        Optional.of(compared.difference(VariantId.parse("go/one"))),
        Optional.of(compared.before()),
        List.of());
  }

  @Test
  void putsBothFilesBesideEachOther() {
    List<InstructionPair> pairs = InstructionPair.pairs(compared());
    assertThat(pairs)
        .flatExtracting(InstructionPair::before)
        .extracting(CodeLine::number)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(pairs)
        .flatExtracting(InstructionPair::after)
        .extracting(CodeLine::number)
        .containsExactly(1, 3, 4, 5);
    assertThat(pairs).filteredOn(InstructionPair::isSame).hasSize(2);
  }

  @Test
  void aCommentInsideAnInstructionIsNoChange() {
    RowSource source = source(ExampleAnnotations.withACommentMore());
    assertThat(InstructionPair.pairs(source)).hasSize(3).allMatch(InstructionPair::isSame);
    InstructionPair longer = InstructionPair.pairs(source).get(2);
    assertThat(IntStream.range(0, longer.after().size()).mapToObj(longer::numberBefore))
        .containsExactly("3", "", "");
  }

  @Test
  void showsTheBytesThatMayComeFromEitherOfTwoStages() {
    RowSource source =
        new RowSource(
            ID, ExampleAnnotations.acrossStages(), Optional.empty(), Optional.empty(), List.of());
    assertThat(blocks(source))
        .flatExtracting(
            block -> block.figures().stream().map(SourceListing.Figures::files).toList())
        .contains("2 kB");
  }

  @Test
  void setsTheIntroductionApart() {
    String text =
        "# syntax=docker/dockerfile:1\n# Title: X\n# Topic: size\n#\n# Words, and\n# more.\n\nFROM a\n";
    RowSource source =
        new RowSource(
            ID, ExampleAnnotations.onOneLine(text), Optional.empty(), Optional.empty(), List.of());
    assertThat(listing(source).groups())
        .extracting(Group::title, Group::text)
        .containsExactly(
            tuple("Settings", ""),
            tuple("Lines 2–3: settings for this repository", "# Title: X\n# Topic: size"),
            tuple("in the image", ""));
    assertThat(source.rationale()).containsExactly("Words, and more.");
    assertThat(listing(twoStages()).groups()).noneMatch(Group::isIntroduction);
    assertThat(twoStages().rationale()).isEmpty();
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
