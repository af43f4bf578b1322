package multistage.report.render.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Duplicates;
import multistage.image.FileInside;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.Waste;
import multistage.image.WastedFile;
import multistage.image.compare.Reproducibility;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.CheckName;
import multistage.report.model.Memory;
import multistage.report.model.Outcome;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.ColdBuild;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Topic;
import multistage.report.model.VariantId;
import multistage.report.render.image.InsideGroup;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** A row as {@code index.html} and {@code report.md} show it; escaping is the templates' work. */
public final class RowText {
  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_CELL = 60;
  private static final int MOST_SHARED = 8;

  /** So many parts of a file are shown, and so many of each of them. */
  private static final int MOST_PARTS = 8;

  private static final int LONGEST_REASON = 16_000;
  private static final String NONE = "–";

  private final Row row;
  private final Comparison comparison;
  private final Map<DiffId, List<VariantId>> owners;

  /**
   * A row.
   *
   * @param owners which variants' images have a layer
   */
  RowText(Row row, Comparison comparison, Map<DiffId, List<VariantId>> owners) {
    this.row = row;
    this.comparison = comparison;
    this.owners = owners;
  }

  /** All rows in the order in which they are shown. */
  public static List<RowText> all(Comparison comparison) {
    Map<DiffId, List<VariantId>> owners =
        comparison.report().variants().stream()
            .flatMap(
                row ->
                    row.image().stream()
                        .flatMap(image -> image.layers().stream())
                        .map(layer -> Map.entry(layer.diffId(), row.id()))
                        .distinct())
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return comparison.rows().stream().map(row -> new RowText(row, comparison, owners)).toList();
  }

  public String id() {
    return row.id().toString();
  }

  public String server() {
    return row.id().server();
  }

  public String name() {
    return row.id().name();
  }

  public String title() {
    return line(row.title());
  }

  public String dockerfile() {
    return line(row.dockerfile());
  }

  public String improvesOn() {
    return row.improvesOn().map(Object::toString).orElse(null);
  }

  public boolean usesStandIn() {
    return comparison.usesStandIn(row);
  }

  public boolean forProduction() {
    return row.forProduction();
  }

  public boolean passed() {
    return row.status() == Outcome.PASSED;
  }

  public boolean failed() {
    return row.status() == Outcome.FAILED;
  }

  public String status() {
    return row.status().toString();
  }

  public boolean hasImage() {
    return row.image().isPresent();
  }

  /** Whether it stands for its server's smallest image for production. */
  public boolean isSmallest() {
    return comparison.isSmallest(row);
  }

  public boolean isRecommended() {
    return row.recommended();
  }

  public Topic topic() {
    return row.topic();
  }

  public Row row() {
    return row;
  }

  /**
   * Whether it starts faster or slower than the row that it improves on; null where that can't be
   * told.
   */
  public String startChange() {
    return row.improvesOn()
        .flatMap(comparison.report()::row)
        .flatMap(before -> Times.change(before.starts(), row.starts()))
        .orElse(null);
  }

  public Optional<Image> maybeImage() {
    return row.image();
  }

  /** What is special about the row, in a few words each. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!row.forProduction()) {
      remarks.add("not for production");
    }
    row.platform()
        .ifPresent(
            platform ->
                remarks.add(
                    "for "
                        + line(platform)
                        + (answered() ? ", tried in an emulator" : ", not started here")));
    if (row.builder() == Builder.BUILDKIT) {
      remarks.add("built with BuildKit");
    }
    if (usesStandIn()) {
      remarks.add("from stand-ins");
    }
    comparison.sameImageInWords(row).ifPresent(remarks::add);
    return remarks;
  }

  private boolean answered() {
    return row.checks().stream()
        .anyMatch(
            check -> check.check().equals(Optional.of(CheckName.CONTRACT)) && !check.notMade());
  }

  /** Why it failed or was skipped, in a line. */
  public String reason() {
    return row.failure()
        .map(PlainText::firstLine)
        .map(text -> PlainText.cut(text, LONGEST_LINE))
        .orElse(null);
  }

  /** The same for a table's cell, which mustn't become higher than the others. */
  public String shortReason() {
    return PlainText.cut(reason(), LONGEST_CELL);
  }

  /** Why it failed or was skipped, at length. */
  public String failure() {
    return row.failure()
        .map(PlainText::of)
        .map(text -> PlainText.beginningAndEnd(text.strip(), LONGEST_REASON))
        .orElse(null);
  }

  public long fileBytes() {
    return row.image().map(Image::fileBytes).orElse(-1L);
  }

  public long gzipBytes() {
    return row.image().map(Image::gzipBytes).orElse(-1L);
  }

  public String size() {
    return row.image().map(Image::fileBytes).map(Units::bytes).orElse(NONE);
  }

  public String pullSize() {
    return row.image().map(Image::gzipBytes).map(Units::bytes).orElse(NONE);
  }

  public String tarSize() {
    return row.image().map(Image::tarBytes).map(Units::bytes).orElse(NONE);
  }

  public String engineSize() {
    return row.image().map(Image::engineBytes).map(Units::bytes).orElse(NONE);
  }

  public String exactSize() {
    return row.image().map(Image::fileBytes).map(Units::exactBytes).orElse(NONE);
  }

  /** How much smaller it is than its server's single stage; {@code –} for that itself. */
  public String factor() {
    return comparison.factor(row).orElse(NONE);
  }

  /**
   * The size in millionths of the single stage's, to sort by; whole, for JDKs write fractions in
   * ways of their own.
   */
  public long share() {
    return row.image()
        .flatMap(
            image ->
                comparison
                    .singleStage(row.id())
                    .map(single -> Math.round(1e6 * image.fileBytes() / single.fileBytes())))
        .orElse(-1L);
  }

  public int layerCount() {
    return row.image().map(image -> image.layers().size()).orElse(-1);
  }

  public String firstAnswer() {
    return row.starts().map(Times::gross).orElse(NONE);
  }

  /** To sort by. */
  public long firstAnswerMicros() {
    return row.starts()
        .map(Startup::medianMillis)
        .map(millis -> Math.round(millis * 1000))
        .orElse(-1L);
  }

  public String net() {
    return row.starts().flatMap(Times::net).orElse(NONE);
  }

  /** To sort by; -1 where no interval is known. */
  public int startPlace() {
    return comparison.startPlace(row).orElse(-1);
  }

  public String memory() {
    return row.memory().map(Memory::medianBytes).map(Units::bytes).orElse(NONE);
  }

  public long memoryBytes() {
    return row.memory().map(Memory::medianBytes).orElse(-1L);
  }

  /** How often the start was timed, and how far the samples are apart. */
  public String samples() {
    return row.starts()
        .map(Startup::millis)
        .map(
            millis ->
                millis.size() == 1
                    ? "1 start"
                    : "median of "
                        + millis.size()
                        + ", "
                        + Math.round(millis.stream().min(Comparator.naturalOrder()).orElseThrow())
                        + " to "
                        + Times.whole(millis.stream().max(Comparator.naturalOrder()).orElseThrow()))
        .orElse(null);
  }

  /**
   * A layer.
   *
   * @param number counted from the lowest, which is 1
   * @param sharedWith the other rows whose images have it
   */
  public record HtmlLayer(
      int number,
      String instruction,
      boolean fromBase,
      int files,
      String fileBytes,
      String tarBytes,
      String gzipBytes,
      String diffId,
      List<VariantId> sharedWith,
      List<SizedPath> largestFiles,
      List<SizedPath> largestFolders) {
    public List<VariantId> firstShared() {
      return sharedWith.subList(0, Math.min(MOST_SHARED, sharedWith.size()));
    }

    public int moreShared() {
      return sharedWith.size() - firstShared().size();
    }
  }

  public List<HtmlLayer> layers() {
    List<HtmlLayer> layers = new ArrayList<>();
    for (Layer layer : image().layers()) {
      layers.add(
          new HtmlLayer(
              layers.size() + 1,
              layer.instruction().map(RowText::line).orElse(null),
              layer.fromBase(),
              layer.files(),
              Units.exactBytes(layer.fileBytes()),
              Units.exactBytes(layer.tarBytes()),
              Units.exactBytes(layer.gzipBytes()),
              shortId(layer.diffId()),
              owners.get(layer.diffId()).stream().filter(id -> !id.equals(row.id())).toList(),
              layer.largestFiles(),
              layer.largestFolders()));
    }
    return layers;
  }

  /** As many digits as Docker prints. */
  public static String shortId(DiffId id) {
    return id.value().substring("sha256:".length(), "sha256:".length() + 12);
  }

  public String tarBytes() {
    return Units.exactBytes(image().tarBytes());
  }

  public String exactPullSize() {
    return Units.exactBytes(image().gzipBytes());
  }

  public boolean isChecked() {
    return !row.checks().isEmpty();
  }

  public String checkSummary() {
    return CheckText.summary(row.checks());
  }

  /** What didn't hold, what had to hold first. */
  public List<Check> exceptions() {
    return row.checks().stream()
        .filter(check -> !check.passed())
        .sorted(Comparator.comparing((Check check) -> !check.required()))
        .toList();
  }

  public List<Check> passedChecks() {
    return row.checks().stream().filter(Check::passed).toList();
  }

  /** Whether there is more than one file to draw. */
  public boolean hasTreemap() {
    FileTree tree = image().explanation().tree();
    while (tree.children().size() == 1) {
      tree = tree.children().get(0);
    }
    return !tree.children().isEmpty();
  }

  public Waste waste() {
    return image().explanation().waste();
  }

  /** What came of building it twice; null when nobody asked. */
  public Reproducibility reproducibility() {
    return row.reproducibility().orElse(null);
  }

  /** The same in a sentence or two. */
  public String rebuilt() {
    return ReproducibilityText.outcome(reproducibility());
  }

  /** A wasted file's story: what put it there and what hid it. */
  public String hiding(WastedFile file) {
    String how =
        switch (file.how()) {
          case DELETED -> "deleted";
          case REPLACED -> "replaced";
          case REWRITTEN -> "written again, the same,";
        };
    return "from " + layer(file.layer()) + ", " + how + " by " + layer(file.hiddenBy());
  }

  private String layer(int number) {
    Optional<String> instruction =
        number <= image().layers().size()
            ? image().layers().get(number - 1).instruction()
            : Optional.empty();
    return "layer " + number + instruction.map(text -> " (" + line(text) + ")").orElse("");
  }

  public Duplicates duplicates() {
    return image().explanation().duplicates();
  }

  public Inventory inventory() {
    return image().explanation().inventory();
  }

  /** What records in the image name, kind by kind. */
  public Map<String, List<SoftwarePackage>> packages() {
    Map<SoftwarePackage.Type, List<SoftwarePackage>> byType =
        inventory().packages().stream()
            .collect(
                Collectors.groupingBy(
                    SoftwarePackage::type,
                    () -> new EnumMap<>(SoftwarePackage.Type.class),
                    Collectors.toList()));
    Map<String, List<SoftwarePackage>> named = new LinkedHashMap<>();
    byType.forEach((type, packages) -> named.put(kind(type), packages));
    return named;
  }

  private static String kind(SoftwarePackage.Type type) {
    return switch (type) {
      case OPERATING_SYSTEM -> "distribution";
      case DEB -> "Debian packages";
      case APK -> "Alpine packages";
      case JDK_MODULE -> "JDK modules";
      case GO_MODULE -> "Go modules";
      case MAVEN -> "Maven artifacts";
      case RPM -> "rpm packages";
      case PYTHON -> "Python packages";
      case NPM -> "npm packages";
      case GEM -> "Ruby gems";
    };
  }

  /**
   * One of the largest files.
   *
   * @param anchor where the page says what is in it
   * @param isFirst whether it is the first that something is told of
   * @param bars what it consists of; none where nothing tells
   */
  public record InsideFile(
      String path, String anchor, String size, boolean isFirst, List<InsideBar> bars) {}

  /**
   * A part of a file.
   *
   * @param kind {@code module} before its packages, {@code of} for these, or null
   * @param style how long its bar is
   */
  public record InsideBar(String kind, String name, String size, String style) {}

  /** What is in the largest files. */
  public List<InsideFile> inside() {
    List<FileInside> files = image().explanation().inside();
    Optional<FileInside> first = files.stream().filter(file -> !file.parts().isEmpty()).findFirst();
    return files.stream()
        .map(
            file ->
                new InsideFile(
                    line(file.path()),
                    anchor(file.path()),
                    Units.bytes(file.fileBytes()),
                    first.filter(file::equals).isPresent(),
                    bars(file)))
        .toList();
  }

  /** Where the page says what is in a file; null where it doesn't. */
  public String anchor(String path) {
    List<FileInside> files = image().explanation().inside();
    return IntStream.range(0, files.size())
        .filter(i -> files.get(i).path().equals(path) && !files.get(i).parts().isEmpty())
        .mapToObj(i -> id() + "/inside/" + (i + 1))
        .findFirst()
        .orElse(null);
  }

  /** How to build the image, and to see its layers, its files, and what is in the largest. */
  public String byHand() {
    String image = "multistage/" + id().replace('/', ':');
    String platform = row.platform().map(each -> "--platform " + line(each) + " ").orElse("");
    List<String> paths =
        image().explanation().inside().stream()
            .filter(file -> !file.parts().isEmpty() && file.path().matches("[\\w./+-]+"))
            .map(FileInside::path)
            .toList();
    return Stream.of(
            Stream.of(
                "./lab mvn verify -Dvariants=" + id() + "   # builds " + image,
                "docker history --no-trunc " + image,
                "docker create --name look "
                    + platform
                    + image
                    + "   # needs no shell, starts nothing",
                "docker export look | tar --list --verbose",
                "docker save "
                    + image
                    + " | tar -x   # manifest.json names the layers: tar -tvf LAYER"),
            paths.stream().map(path -> "docker cp look:/" + path + " ."),
            Stream.of("docker rm look"),
            paths.stream().map(path -> listing(path.substring(path.lastIndexOf('/') + 1))))
        .flatMap(commands -> commands)
        .collect(Collectors.joining("\n"));
  }

  private static String listing(String file) {
    return file.endsWith(".jar")
        ? "unzip -v " + file
        : file.equals("modules")
            ? "jimage list --verbose modules"
            : "readelf --sections --wide " + file;
  }

  private static List<InsideBar> bars(FileInside file) {
    List<InsideBar> bars = new ArrayList<>();
    for (InsideGroup group : InsideGroup.of(file, MOST_PARTS)) {
      String kind = group.parts().isEmpty() ? null : "module";
      bars.add(bar(kind, group.name(), group.fileBytes(), file));
      group.parts().forEach(part -> bars.add(bar("of", part.name(), part.fileBytes(), file)));
    }
    return bars;
  }

  private static InsideBar bar(String kind, String name, long bytes, FileInside file) {
    return new InsideBar(
        kind,
        line(name),
        Units.bytes(bytes),
        String.format(Locale.ROOT, "--part:%.1f%%", 100.0 * bytes / file.fileBytes()));
  }

  /** The day on which it was. */
  public String builtAgainOn() {
    return Units.day(comparison.measuredAt(rebuild()));
  }

  public boolean isBuiltAgain() {
    return row.rebuild().isPresent();
  }

  public String coldBuild() {
    return Units.seconds(rebuild().coldMillis());
  }

  public String unchangedBuild() {
    return Units.seconds(rebuild().unchangedMillis());
  }

  public String changedBuild() {
    return Units.seconds(rebuild().changedMillis()) + ", " + RebuildText.ofCold(rebuild());
  }

  /** What one changed line pushes. */
  public String pushed() {
    return Units.bytes(rebuild().changedLayers().gzipBytes());
  }

  /** How that came about. */
  public String pushedLayers() {
    return Units.count(rebuild().changedLayers().count(), "layer")
        + ", "
        + Units.exactBytes(rebuild().changedLayers().fileBytes())
        + " file bytes, "
        + Units.exactBytes(rebuild().changedLayers().gzipBytes())
        + " compressed";
  }

  /** The builders that built it from nothing, its own first. */
  public List<String> coldBuilders() {
    return coldBuilds().stream().map(cold -> RebuildText.title(cold.builder())).toList();
  }

  /** Each stage and what it took each of them, and then all of it. */
  public List<List<String>> coldStages() {
    List<ColdBuild> builds = coldBuilds();
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < builds.get(0).stages().size(); i++) {
      int stage = i;
      lines.add(
          Stream.concat(
                  Stream.of(stageName(builds.get(0), i)),
                  builds.stream().map(cold -> RebuildText.time(cold.stages().get(stage))))
              .toList());
    }
    lines.add(
        Stream.concat(
                Stream.of("the build"), builds.stream().map(cold -> Units.seconds(cold.millis())))
            .toList());
    return lines;
  }

  /** Builders call a last stage without a name by its number. */
  private static String stageName(ColdBuild build, int stage) {
    String name = build.stages().get(stage).stage();
    return stage == build.stages().size() - 1 && name.matches("stage-\\d+|\\d+")
        ? "the last stage"
        : line(name);
  }

  /** Whether one of the builds had nothing to do in a stage. */
  public boolean skipsStages() {
    return coldBuilds().stream()
        .flatMap(cold -> cold.stages().stream())
        .anyMatch(stage -> stage.millis().isEmpty());
  }

  private List<ColdBuild> coldBuilds() {
    return rebuild().coldBuilds().orElse(List.of());
  }

  private Rebuild rebuild() {
    return row.rebuild().orElseThrow();
  }

  private Image image() {
    return row.image().orElseThrow();
  }

  public static String line(String text) {
    return PlainText.cut(PlainText.oneLine(text), LONGEST_LINE);
  }
}
