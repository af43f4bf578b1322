package multistage.report.render.html;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.report.model.BaseImage;
import multistage.report.model.Benchmark;
import multistage.report.model.Estimate;
import multistage.report.model.Noise;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.data.ReportJson;
import multistage.report.render.image.InventoryText;
import multistage.report.render.image.Purpose;
import multistage.report.render.rows.BenchmarkTable;
import multistage.report.render.rows.Comparison;
import multistage.report.render.rows.Lesson;
import multistage.report.render.rows.RowFigures;
import multistage.report.render.rows.RowText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/**
 * What the templates of {@code index.html} ask for: figures as people read them, and text from
 * outside without what can't be printed. Escaping is the templates' work.
 */
final class HtmlPage {
  /** So many of the files of each cause are in the page. */
  private static final int MOST_FILES = 3;

  /** So many lines have a colour of their own. */
  private static final int MOST_CURVES = 4;

  private final Report report;
  private final Comparison comparison;
  private final List<RowText> rows;
  private final List<Lesson> lessons;
  private final List<Row> curves;
  private final Map<List<String>, Integer> lists = new LinkedHashMap<>();
  private final String css;
  private final String echarts;
  private final String script;
  private final String policy;

  HtmlPage(Report report, String css, String echarts, String script, String policy) {
    this.report = report;
    this.comparison = new Comparison(report);
    this.lessons = comparison.lessons();
    this.curves = curves(comparison);
    this.css = css;
    this.echarts = echarts;
    this.script = script;
    this.policy = policy;
    this.rows = RowText.all(comparison);
    rows.stream()
        .flatMap(row -> row.row().image().stream())
        .map(image -> image.explanation().inventory().packages())
        .flatMap(packages -> InventoryText.byType(packages).values().stream())
        .forEach(list -> lists.putIfAbsent(names(list), lists.size()));
  }

  /** Each server's images as bars. */
  List<SizeChart> sizes() {
    return SizeChart.all(comparison, rows);
  }

  /** What the parts of the bars stand for. */
  List<Purpose> purposes() {
    return rows.stream()
        .flatMap(row -> row.row().image().stream())
        .flatMap(image -> Purpose.of(image).entrySet().stream())
        .filter(share -> share.getValue() > 0)
        .map(Map.Entry::getKey)
        .distinct()
        .sorted()
        .toList();
  }

  List<RowText> rows() {
    return rows;
  }

  /** A row's Dockerfile beside its bytes; null where the run didn't annotate it. */
  RowSource source(RowText row) {
    return RowSource.of(row.row(), report).orElse(null);
  }

  /** How long rows take to start. */
  List<StartChart.Bar> starts() {
    return StartChart.of(comparison);
  }

  /** The rows with figures, for the table of size, start and memory. */
  List<RowText> measured() {
    return rows.stream().filter(row -> row.hasImage() || row.row().starts().isPresent()).toList();
  }

  /** What building the row again took; null where it wasn't. */
  BuiltAgain builtAgain(RowText row) {
    return row.row()
        .rebuild()
        .map(rebuild -> new BuiltAgain(rebuild, comparison.measuredAt(rebuild)))
        .orElse(null);
  }

  /** Which of the script's lists these packages are: images on one base image have the same. */
  int list(List<SoftwarePackage> packages) {
    return lists.get(names(packages));
  }

  private static List<String> names(List<SoftwarePackage> packages) {
    return packages.stream()
        .map(each -> PlainText.line(each.name() + " " + each.version()))
        .toList();
  }

  /** What the chart's legend says of Docker's overhead. */
  String engineShare() {
    return report
        .engineShare()
        .map(
            engine ->
                "Docker's overhead is "
                    + Times.of(Estimate.of(engine.millis()))
                    + ": the median of "
                    + engine.millis().size()
                    + " starts, which took "
                    + RowFigures.range(engine.millis())
                    + " ms.")
        .orElse("Docker's overhead wasn't measured.");
  }

  /** How far times can be trusted, where that was measured. */
  String noise() {
    return report.noise().map(Noise::inWords).orElse("");
  }

  /** What a benchmark found out, if there was one. */
  List<BenchmarkTable.Table> benchmarks() {
    return BenchmarkTable.all(comparison.rows());
  }

  /** Of which rows the chart of answers has a line. */
  String curvesInWords() {
    long all = report.variants().stream().filter(row -> !curve(row).isEmpty()).count();
    return all == curves.size()
        ? "Each name has its line's color."
        : "Each name has its line's color. There is room for "
            + curves.size()
            + " of the "
            + all
            + " rows, so single stages and smallest images come first; the table has all rows.";
  }

  /** What has to be known of its figures, or why they are missing. */
  List<String> benchmarkRemarks() {
    return BenchmarkTable.remarks(comparison.rows());
  }

  String headline() {
    return Lesson.headline(lessons);
  }

  List<Lesson> lessons() {
    return lessons;
  }

  /** What the single stages had and the smallest images don't, in a sentence; null for none. */
  String whatWent() {
    return Lesson.whatWent(lessons).orElse(null);
  }

  String summary() {
    return comparison.summary();
  }

  boolean usesStandIns() {
    return comparison.usesStandIns();
  }

  /** Whether only some of the images are built from stand-ins, so that these have to be marked. */
  boolean marksStandIns() {
    return usesStandIns()
        && !rows.stream().filter(RowText::hasImage).allMatch(RowText::usesStandIn);
  }

  /** Whether an asterisk behind a row's name says so. */
  boolean marks(RowText row) {
    return row.usesStandIn() && marksStandIns();
  }

  boolean hasRowsNotForProduction() {
    return comparison.hasRowsNotForProduction();
  }

  String date() {
    return Units.day(report.recordedAt());
  }

  String engine() {
    return PlainText.oneLine(comparison.engine());
  }

  List<BaseImage> baseImages() {
    return report.baseImages();
  }

  String origin(BaseImage base) {
    return switch (base.origin()) {
      case PULLED -> "pulled from a registry";
      case LOCAL -> "local";
      case STAND_IN -> "stand-in";
    };
  }

  /** The row so many places further among those of its server; null where there is none. */
  RowText neighbour(RowText row, int distance) {
    List<RowText> ofServer =
        rows.stream().filter(each -> each.server().equals(row.server())).toList();
    int index = ofServer.indexOf(row) + distance;
    return index < 0 || index >= ofServer.size() ? null : ofServer.get(index);
  }

  /**
   * What {@code report.js} draws from. The rest of the report is in the page as text, and in {@code
   * report.json} beside it: a page with a hundred rows is still to be opened in a moment.
   */
  record Data(
      Map<Cause, String> causeTitles,
      Map<Cause, String> purposes,
      List<List<String>> packages,
      List<DrawnRow> rows) {}

  /**
   * A row with charts.
   *
   * @param curve answers per second under load; empty where the chart leaves it out, too
   */
  record DrawnRow(String id, Optional<DrawnImage> image, List<Double> curve) {}

  record DrawnImage(
      long fileBytes, List<DrawnLayer> layers, List<DrawnCause> causes, FileTree tree) {}

  record DrawnLayer(String diffId, long fileBytes, Optional<Long> gzipBytes) {}

  record DrawnCause(Cause cause, long fileBytes, List<SizedPath> largest) {}

  String data() {
    Map<Cause, String> titles = new EnumMap<>(Cause.class);
    Map<Cause, String> purposes = new EnumMap<>(Cause.class);
    Arrays.stream(Cause.values()).forEach(cause -> titles.put(cause, cause.title()));
    Arrays.stream(Cause.values()).forEach(cause -> purposes.put(cause, Purpose.of(cause).style()));
    return ReportJson.insideScript(
        new Data(
            titles,
            purposes,
            List.copyOf(lists.keySet()),
            report.variants().stream().map(this::drawn).toList()));
  }

  private DrawnRow drawn(Row row) {
    return new DrawnRow(
        row.id().toString(),
        row.image().map(HtmlPage::drawn),
        curves.contains(row) ? curve(row) : List.of());
  }

  /** The rows that the chart of answers shows: first of all those between which the others are. */
  private static List<Row> curves(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> !curve(row).isEmpty())
        .sorted(
            Comparator.comparing(
                row -> !comparison.isSingleStage(row) && !comparison.isSmallest(row)))
        .limit(MOST_CURVES)
        .toList();
  }

  private static List<Double> curve(Row row) {
    return row.benchmark().flatMap(Benchmark::load).map(Benchmark.Load::curve).orElse(List.of());
  }

  private static DrawnImage drawn(Image image) {
    return new DrawnImage(
        image.fileBytes(),
        image.layers().stream()
            .map(
                layer ->
                    new DrawnLayer(
                        PlainText.shortId(layer.diffId().value()),
                        layer.fileBytes(),
                        layer.gzipBytes()))
            .toList(),
        image.explanation().causes().stream().map(HtmlPage::drawn).toList(),
        image.explanation().tree());
  }

  private static DrawnCause drawn(CauseShare share) {
    return new DrawnCause(
        share.cause(), share.fileBytes(), share.largest().stream().limit(MOST_FILES).toList());
  }

  String css() {
    return css;
  }

  String echarts() {
    return echarts;
  }

  String script() {
    return script;
  }

  String policy() {
    return policy;
  }
}
