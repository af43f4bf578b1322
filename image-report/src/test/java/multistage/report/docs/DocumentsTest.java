package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.report.GoldenUpdate;
import multistage.report.OfficialSize;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the repository's documents say of its files and of the recorded run is so. */
@Tag("docs")
class DocumentsTest {
  private static final Pattern CHAPTER = Pattern.compile("(?m)^# Chapter: (.+)$");

  private static final Pattern SECTIONS =
      Pattern.compile(
          "\\*\\*In this chapter\\*\\*, about (\\d+) minutes: (.+?)\\n\\n", Pattern.DOTALL);
  private static final Pattern MINUTES = Pattern.compile("\\) (\\d+)[,.]");

  private static final String PICTURE = "docs/pictures/sizes.svg";

  /** Each with the check's name: what a failure is called. */
  @TestFactory
  Stream<DynamicTest> documents() throws IOException {
    Report report =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    List<DynamicTest> tests = new ArrayList<>();
    for (MarkdownDocument document : Documents.all()) {
      String name = Repository.ROOT.relativize(document.path()).toString();
      tests.add(
          DynamicTest.dynamicTest(
              name + ": links", () -> assertThat(Checks.links(document)).isEmpty()));
      tests.add(DynamicTest.dynamicTest(name + ": quotes", () -> quotes(document.path())));
      tests.add(
          DynamicTest.dynamicTest(name + ": sections", () -> sections(document.path(), report)));
    }
    return tests.stream();
  }

  private static void quotes(Path path) throws IOException {
    MarkdownDocument document = MarkdownDocument.read(path);
    if (GoldenUpdate.isOn()) {
      GoldenUpdate.check(path, Checks.refreshQuotes(Repository.ROOT, document));
      document = MarkdownDocument.read(path);
    }
    assertThat(Checks.quotes(Repository.ROOT, document)).as(GoldenUpdate.REFRESH).isEmpty();
  }

  private static void sections(Path path, Report report) throws IOException {
    MarkdownDocument document = MarkdownDocument.read(path);
    assertThat(document.unclosed()).isEmpty();
    String toRoot = path.getParent().relativize(Repository.ROOT).toString().replace('\\', '/');
    ReportTables tables = new ReportTables(report, toRoot.isEmpty() ? "" : toRoot + "/");
    MeasuredPictures pictures = new MeasuredPictures(report);
    List<OfficialSize> official = OfficialSize.all();
    OfficialBases bases = OfficialSize.bases(official);
    List<SmallestImages.Entry> smallest = SmallestImages.all();
    GoldenUpdate.check(
        path,
        Checks.refreshSections(
            document,
            marker ->
                switch (marker.split(" ")[0]) {
                  case "headline" ->
                      new Headline(report, bases).markdown("docs/results.md", PICTURE);
                  case "results" -> ResultsTable.of(report, bases, toRoot + "/");
                  case "picture" -> picture(marker, pictures, path);
                  case "smallest" -> SmallestImages.table(report, smallest, toRoot);
                  case "annotated" -> RecordedSource.section(report, marker, toRoot);
                  case "official" -> OfficialSize.table(marker, official);
                  case "long-runs" -> LongRuns.table(marker);
                  case "goals" -> new Goals(report, toRoot + "/").table();
                  case "goals-speed" -> Goals.speed();
                  case "account" -> ByteAccount.of(report, marker);
                  case "tried-sizes" -> TriedGoals.sizes(marker);
                  case "tried-spring" -> TriedGoals.spring(marker);
                  case "tried-starts" -> TriedGoals.starts();
                  case "start-parts" -> TriedGoals.parts();
                  default -> tables.of(marker);
                }));
  }

  private static String picture(String marker, MeasuredPictures pictures, Path document) {
    String name = marker.substring("picture".length()).strip();
    return "![%s](%s)".formatted(pictures.of(name).words(), Pictures.link(document, name + ".svg"));
  }

  /** Renewed as the tables are. */
  @Test
  void thePictureShowsTheRecordedRun() throws IOException {
    Report report =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    OfficialBases bases = OfficialSize.bases(OfficialSize.all());
    GoldenUpdate.check(Repository.ROOT.resolve(PICTURE), new Headline(report, bases).svg());
  }

  @Test
  void thereAreDocuments() throws IOException {
    assertThat(Documents.all()).hasSizeGreaterThan(5);
    assertThat(Documents.chapters()).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> chapters() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (MarkdownDocument chapter : Documents.chapters()) {
      tests.add(
          DynamicTest.dynamicTest(
              chapter.path().getFileName().toString(), () -> checkChapter(chapter)));
    }
    return tests.stream();
  }

  private static void checkChapter(MarkdownDocument chapter) {
    assertThat(Checks.unmarkedBlocks(chapter)).isEmpty();
    assertThat(Checks.typedFigures(chapter)).isEmpty();
    String number = chapter.path().getFileName().toString().substring(0, 2);
    assertThat(chapter.heading()).startsWith(Integer.parseInt(number) + ". ");
    assertThat(chapter.anchors())
        .as("the parts that every chapter has")
        .contains(
            "predict",
            "run",
            "what-happened-and-why",
            "what-it-costs",
            "a-trap",
            "exercise",
            "remember",
            "check-yourself",
            "sources");
    assertThat(chapter.section("What happened, and why"))
        .as("the answer to what readers wrote down")
        .contains("**Your prediction.** ");
    assertThat(chapter.section("Remember").lines().filter(line -> line.startsWith("- ")))
        .as("things to remember")
        .hasSize(3);
    assertThat(chapter.section("Check yourself").split("<summary>Answer</summary>", -1))
        .as("two questions, each with its answer")
        .hasSize(1 + 2);
  }

  /** A Dockerfile names its chapter by number and title; docs/README.md has each one of them. */
  @Test
  void theContentsListTheChaptersThatDockerfilesName() throws IOException {
    MarkdownDocument contents = MarkdownDocument.read(Repository.ROOT.resolve("docs/README.md"));
    List<String> titles = new ArrayList<>();
    for (Path dockerfile : dockerfiles()) {
      Matcher chapter = CHAPTER.matcher(Files.readString(dockerfile));
      if (chapter.find()) {
        titles.add(chapter.group(1));
      }
    }
    assertThat(titles).isNotEmpty();
    assertThat(titles.stream().distinct())
        .allSatisfy(title -> assertThat(contents.text()).contains("| " + title + " |"));
  }

  /** A chapter is either linked in the contents, or said to be not written yet. */
  @Test
  void theContentsListTheChaptersThatThereAre() throws IOException {
    MarkdownDocument contents = MarkdownDocument.read(Repository.ROOT.resolve("docs/README.md"));
    for (MarkdownDocument chapter : Documents.chapters()) {
      String line =
          "| %s | [read](course/%s) |".formatted(chapter.heading(), chapter.path().getFileName());
      assertThat(contents.text()).contains(line);
    }
  }

  /** Whoever has read a chapter to its end finds the next one there. */
  @Test
  void eachChapterEndsWithTheNext() throws IOException {
    List<MarkdownDocument> chapters = Documents.chapters();
    for (int i = 0; i + 1 < chapters.size(); i++) {
      MarkdownDocument next = chapters.get(i + 1);
      assertThat(chapters.get(i).text().lines().reduce((before, last) -> last).orElseThrow())
          .as("the last line of %s", chapters.get(i).path())
          .startsWith("**Next:** [%s](%s), ".formatted(next.heading(), next.path().getFileName()));
    }
  }

  /** A chapter with a list of its sections says how long each takes, and all of them. */
  @Test
  void theMinutesOfTheSectionsAddUp() throws IOException {
    int lists = 0;
    for (MarkdownDocument chapter : Documents.chapters()) {
      Matcher list = SECTIONS.matcher(chapter.text());
      if (list.find()) {
        lists++;
        assertThat(
                MINUTES
                    .matcher(list.group(2))
                    .results()
                    .mapToInt(one -> Integer.parseInt(one.group(1)))
                    .sum())
            .as("%s", chapter.path())
            .isEqualTo(Integer.parseInt(list.group(1)));
      }
    }
    assertThat(lists).isPositive();
  }

  /** What readers define is what their commands are tested with. */
  @Test
  void theFirstChapterDefinesTheTool() throws IOException {
    assertThat(Documents.chapters().get(1).text()).contains("\n" + CommandsIT.TOOL);
  }

  private static List<Path> dockerfiles() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("dockerfiles"))) {
      return files.filter(file -> file.toString().endsWith(".Dockerfile")).toList();
    }
  }

  /** Each folder with a trouble is on the page, and the other way round. */
  @Test
  void thePageOnTroubleHasWhatCanBeTried() throws IOException {
    try (Stream<Path> files = Files.list(Repository.ROOT.resolve(Troubles.FOLDER))) {
      assertThat(files.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .hasSizeGreaterThan(24)
          .containsExactlyInAnyOrderElementsOf(Troubles.symptoms().keySet());
    }
  }
}
