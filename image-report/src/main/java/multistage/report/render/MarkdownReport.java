package multistage.report.render;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.Layer;
import multistage.image.Waste;
import multistage.image.compare.Reproducibility;
import multistage.image.explain.SetCost;
import multistage.image.explain.Waterfall;
import multistage.report.model.BaseImage.Origin;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Memory;
import multistage.report.model.Outcome;
import multistage.report.model.Proof;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;

/**
 * {@code report.md}, for a pull request or a job's summary, and the table for a README, in GitHub
 * Flavored Markdown.
 */
public final class MarkdownReport {
  // A comment on GitHub may have 65,536 characters, and more than one failure may be in it.
  private static final int LONGEST_REASON = 16_000;
  private static final int LONGEST_CELL = 300;
  private static final int MOST_INVISIBLE = 3;

  private static final String NONE = "–";

  private final Report report;
  private final Comparison comparison;

  private MarkdownReport(Report report) {
    this.report = report;
    this.comparison = new Comparison(report);
  }

  /** All that the report says. */
  public static String of(Report report) {
    return new MarkdownReport(report).document();
  }

  /**
   * The rows' sizes, for a README at the repository's root: variants linked to their Dockerfiles,
   * and below them a line that says where the figures come from.
   */
  public static String table(Report report) {
    MarkdownReport markdown = new MarkdownReport(report);
    return markdown.compactTable() + "\n" + markdown.source() + "\n";
  }

  private String document() {
    List<String> parts = new ArrayList<>(List.of("# Image sizes\n"));
    if (comparison.usesStandIns()) {
      parts.add(
          """
          > **The figures come from stand-ins**, made from Debian packages, not from the official images. \\* marks the rows
          > that are built from one.
          """);
    }
    parts.add(
        engine()
            + ", "
            + report.recordedAt().truncatedTo(ChronoUnit.SECONDS)
            + ": "
            + comparison.summary()
            + ".\n");
    parts.add(fullTable());
    parts.add(
        """
        Size: the bytes of the files in all layers; 1 MB is 1,000,000 bytes. Against the single stage: that of the same server.
        Pull size: the layers compressed with gzip, about what is pulled. Tar size: the layers uncompressed. As the
        engine says: what `docker images` calls SIZE, which means something else on each engine. First answer: median time
        from the start of the container. Net: that without the engine's own share. Memory: what an idle server holds after
        its first answer, median.
        """);
    report.engineShare().ifPresent(share -> parts.add(engineShare(share)));
    comparison.reproducible().ifPresent(line -> parts.add(line + ".\n"));
    section(parts, "Failed", rows(Outcome.FAILED).map(MarkdownReport::failure).toList());
    section(
        parts,
        "Warnings",
        comparison.warnings().stream()
            .map(warning -> "- " + Markdown.text(cell(warning)) + "\n")
            .toList());
    section(parts, "Skipped", rows(Outcome.SKIPPED).map(MarkdownReport::skipped).toList());
    section(
        parts,
        "Row by row",
        comparison.rows().stream()
            .filter(row -> row.image().isPresent() || !row.checks().isEmpty())
            .map(this::details)
            .toList());
    section(parts, "Built again", RebuildText.markdown(comparison));
    section(parts, "Measured more closely", benchmarks());
    section(parts, "Several at once", sets());
    section(parts, "Base images", report.baseImages().isEmpty() ? List.of() : List.of(bases()));
    section(parts, "Time", report.phases().isEmpty() ? List.of() : List.of(phases()));
    return String.join("\n", parts);
  }

  private static void section(List<String> parts, String heading, List<String> contents) {
    if (!contents.isEmpty()) {
      parts.add("## " + heading + "\n");
      parts.addAll(contents);
    }
  }

  private Stream<Row> rows(Outcome outcome) {
    return comparison.rows().stream().filter(row -> row.status() == outcome);
  }

  private String engine() {
    Engine engine = report.engine();
    return Markdown.text(
        String.format(
            Locale.ROOT,
            "%s %s (API %s, %s) on %s/%s",
            engine.name(),
            engine.version(),
            engine.apiVersion(),
            engine.storage(),
            engine.os(),
            engine.architecture()));
  }

  private String source() {
    String date = Units.day(report.recordedAt());
    String bases =
        comparison.usesStandIns()
            ? "rows marked with \\* are built from stand-ins, made from Debian packages, not from the official images"
            : "no stand-ins";
    return "Recorded on " + date + " with " + engine() + "; " + bases + ".";
  }

  private String compactTable() {
    return Markdown.table(
        "llrrrrrr",
        List.of(
            "Variant",
            "Idea",
            "Size",
            "Pull size",
            "Against the single stage",
            "First answer",
            "Net",
            "Memory"),
        comparison.rows().stream()
            .map(
                row ->
                    List.of(
                        Markdown.link(row.id().toString(), row.dockerfile()) + mark(row),
                        Markdown.text(cell(row.title()))
                            + (row.forProduction() ? "" : " (not for production)"),
                        row.image().isPresent() ? size(row, Image::fileBytes) : status(row),
                        size(row, Image::gzipBytes),
                        comparison.factor(row).orElse(NONE),
                        start(row),
                        netStart(row),
                        memory(row)))
            .toList());
  }

  private String fullTable() {
    return Markdown.table(
        "lrrrrrrrrl",
        List.of(
            "Variant",
            "Size",
            "Against the single stage",
            "Pull size",
            "Tar size",
            "As the engine says",
            "First answer",
            "Net",
            "Memory",
            "Status"),
        comparison.rows().stream()
            .map(
                row ->
                    List.of(
                        row.id() + mark(row),
                        size(row, Image::fileBytes),
                        comparison.factor(row).orElse(NONE),
                        size(row, Image::gzipBytes),
                        size(row, Image::tarBytes),
                        size(row, Image::engineBytes),
                        start(row),
                        netStart(row),
                        memory(row),
                        status(row)))
            .toList());
  }

  private String mark(Row row) {
    return comparison.usesStandIn(row) ? " \\*" : "";
  }

  private static String size(Row row, ToLongFunction<Image> bytes) {
    return row.image().map(image -> Units.bytes(bytes.applyAsLong(image))).orElse(NONE);
  }

  private static String start(Row row) {
    return row.startup().map(startup -> Units.millis(startup.medianMillis())).orElse(NONE);
  }

  private static String netStart(Row row) {
    return row.startup().flatMap(Startup::netMedianMillis).map(Units::millis).orElse(NONE);
  }

  private static String memory(Row row) {
    return row.memory().map(memory -> Units.bytes(memory.medianBytes())).orElse(NONE);
  }

  private static String engineShare(EngineShare share) {
    return "The engine's own share of a start, measured in turn with the rows: a server with nothing in"
        + " it answers after "
        + share.millis().stream().map(Units::millis).collect(Collectors.joining(", "))
        + ": median "
        + Units.millis(share.medianMillis())
        + ".\n";
  }

  private static String status(Row row) {
    String status = row.status().name().toLowerCase(Locale.ROOT);
    return row.status() == Outcome.FAILED ? "**" + status + "**" : status;
  }

  private static String failure(Row row) {
    String reason = PlainText.of(row.failure().orElseThrow());
    return "### "
        + row.id()
        + "\n\n"
        + Markdown.block(PlainText.beginningAndEnd(reason, LONGEST_REASON));
  }

  private static String skipped(Row row) {
    return "- "
        + row.id()
        + ": "
        + Markdown.text(
            PlainText.cut(PlainText.firstLine(row.failure().orElseThrow()), LONGEST_CELL))
        + "\n";
  }

  private List<String> benchmarks() {
    List<BenchmarkTable.Table> tables = BenchmarkTable.all(comparison.rows());
    if (tables.isEmpty()) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    for (BenchmarkTable.Table table : tables) {
      parts.add("### " + table.name() + "\n");
      parts.add(
          Markdown.table(
              "l" + "r".repeat(table.headings().size() - 1), table.headings(), table.lines()));
    }
    List<String> remarks = BenchmarkTable.remarks(comparison.rows());
    if (!remarks.isEmpty()) {
      parts.add(
          remarks.stream()
              .map(remark -> "- **Mind:** " + Markdown.text(remark) + "\n")
              .collect(Collectors.joining()));
    }
    parts.add(Markdown.text(BenchmarkTable.legend(comparison.rows())) + "\n");
    return parts;
  }

  /** What the rows cost together: all of them, and each server's. */
  private List<String> sets() {
    Map<String, List<Image>> sets = new LinkedHashMap<>();
    for (Row row : comparison.rows()) {
      row.image()
          .ifPresent(
              image -> {
                sets.computeIfAbsent("all", all -> new ArrayList<>()).add(image);
                sets.computeIfAbsent(row.id().server(), all -> new ArrayList<>()).add(image);
              });
    }
    if (sets.isEmpty()) {
      return List.of();
    }
    return List.of(
        """
        A layer that images share is pulled and stored once: this is what a host pulls and stores that runs all rows of a set,
        and what a registry stores for them.
        """,
        Markdown.table(
            "lrrrrr",
            List.of("Set", "Images", "Layers", "File bytes", "To pull", "To pull one by one"),
            sets.entrySet().stream()
                .map(
                    set -> {
                      SetCost cost = SetCost.of(set.getValue());
                      return List.of(
                          set.getKey(),
                          String.valueOf(cost.images()),
                          String.valueOf(cost.layers()),
                          Units.exactBytes(cost.fileBytes()),
                          Units.exactBytes(cost.gzipBytes()),
                          Units.exactBytes(cost.separateGzipBytes()));
                    })
                .toList()));
  }

  private String details(Row row) {
    List<String> parts = new ArrayList<>();
    parts.add("<details>\n<summary>" + row.id() + "</summary>\n");
    parts.add(
        Markdown.text(cell(row.title()))
            + ": "
            + Markdown.code(row.dockerfile())
            + improvesOn(row)
            + remarks(row)
            + "\n");
    row.image().ifPresent(image -> parts.add(layers(image)));
    row.image().ifPresent(image -> parts.add(inventory(image.explanation().inventory())));
    row.image().ifPresent(image -> parts.add(causes(image, before(row))));
    row.image()
        .map(image -> image.explanation().waste())
        .filter(waste -> waste.files() > 0)
        .ifPresent(waste -> parts.add(waste(waste)));
    row.startup().ifPresent(startup -> parts.add(starts(startup)));
    row.memory().ifPresent(memory -> parts.add(memory(memory)));
    row.measuredAt()
        .filter(at -> !at.equals(report.recordedAt()))
        .ifPresent(at -> parts.add(measuredEarlier(at)));
    row.proof()
        .map(Proof::at)
        .filter(at -> !at.equals(report.recordedAt()))
        .ifPresent(at -> parts.add(provedEarlier(at)));
    row.reproducibility().ifPresent(found -> parts.add(reproducibility(found)));
    if (!row.checks().isEmpty()) {
      parts.add(checks(row.checks()));
    }
    parts.add("</details>\n");
    return String.join("\n", parts);
  }

  private static String improvesOn(Row row) {
    return row.improvesOn().map(before -> ", improves on " + before).orElse("");
  }

  private static String remarks(Row row) {
    return (row.builder() == Builder.BUILDKIT ? ", built with BuildKit" : "")
        + row.platform()
            .map(platform -> ", for " + Markdown.text(cell(platform)) + ", so not started here")
            .orElse("")
        + (row.forProduction() ? "" : ", not for production");
  }

  private static String layers(Image image) {
    List<List<String>> lines = new ArrayList<>();
    for (Layer layer : image.layers()) {
      lines.add(
          List.of(
              String.valueOf(lines.size() + 1),
              layer.instruction().map(text -> Markdown.code(cell(text))).orElse(NONE),
              layer.fromBase() ? "base" : "own",
              Units.exactBytes(layer.fileBytes()),
              Units.exactBytes(layer.tarBytes()),
              Units.exactBytes(layer.gzipBytes()),
              shortened(layer.diffId().value())));
    }
    lines.add(
        List.of(
            "",
            "Image " + shortened(image.id().value()),
            "",
            Units.exactBytes(image.fileBytes()),
            Units.exactBytes(image.tarBytes()),
            Units.exactBytes(image.gzipBytes()),
            ""));
    return Markdown.table(
        "rllrrrl",
        List.of("#", "Instruction", "From", "File bytes", "Tar bytes", "Gzip bytes", "Diff ID"),
        lines);
  }

  /** The row that this one improves on, where that has an image. */
  private Optional<Row> before(Row row) {
    return row.improvesOn()
        .flatMap(
            id -> report.variants().stream().filter(other -> other.id().equals(id)).findFirst())
        .filter(other -> other.image().isPresent());
  }

  private static String causes(Image image, Optional<Row> before) {
    Map<Cause, Long> steps =
        before
            .flatMap(Row::image)
            .map(old -> Waterfall.between(old.explanation(), image.explanation()))
            .map(
                waterfall ->
                    waterfall.steps().stream()
                        .collect(
                            Collectors.toMap(Waterfall.Step::cause, Waterfall.Step::fileBytes)))
            .orElse(Map.of());
    List<List<String>> lines = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      long bytes = image.explanation().fileBytes(cause);
      if (bytes != 0 || steps.containsKey(cause)) {
        lines.add(
            List.of(
                cause.title(),
                Units.exactBytes(bytes),
                before.isPresent() ? ImageText.signed(steps.getOrDefault(cause, 0L)) : NONE));
      }
    }
    lines.add(
        List.of(
            "Sum",
            Units.exactBytes(image.fileBytes()),
            before
                .flatMap(Row::image)
                .map(old -> ImageText.signed(image.fileBytes() - old.fileBytes()))
                .orElse(NONE)));
    return Markdown.table(
        "lrr",
        List.of(
            "What the file bytes are there for",
            "File bytes",
            before.map(row -> "Against " + row.id()).orElse("Against the step before")),
        lines);
  }

  private static String waste(Waste waste) {
    return "Hidden by a later layer, but pulled all the same: "
        + Units.exactBytes(waste.fileBytes())
        + " bytes in "
        + ImageText.count(waste.files(), "file")
        + ".\n\n"
        + Markdown.table(
            "lrrll",
            List.of("File", "File bytes", "Layer", "What happens to it", "Remark"),
            waste.largest().stream()
                .map(
                    file ->
                        List.of(
                            Markdown.code(cell("/" + file.path())),
                            Units.exactBytes(file.fileBytes()),
                            String.valueOf(file.layer()),
                            file.how().name().toLowerCase(Locale.ROOT)
                                + " by layer "
                                + file.hiddenBy(),
                            file.secret() ? "**a secret?**" : ""))
                .toList());
  }

  private static String inventory(Inventory inventory) {
    String largest =
        inventory.invisible().largest().stream()
            .limit(MOST_INVISIBLE)
            .map(file -> Markdown.code(cell("/" + file.path())))
            .collect(Collectors.joining(", "));
    return "What is in it: "
        + InventoryText.phrases(inventory).stream()
            .map(phrase -> Markdown.text(cell(phrase)))
            .collect(Collectors.joining("; "))
        + (largest.isEmpty() ? "" : " (most of it: " + largest + ")")
        + ".\n";
  }

  private static String starts(Startup startup) {
    return startup.millis().stream()
            .map(Units::millis)
            .collect(Collectors.joining(", ", "First answer after ", ": median "))
        + Units.millis(startup.medianMillis())
        + startup.netMedianMillis().map(net -> ", net " + Units.millis(net)).orElse("")
        + "."
        + startup
            .firstMillis()
            .map(first -> " The first start after the build took " + Units.millis(first) + ".")
            .orElse("")
        + "\n";
  }

  private static String memory(Memory memory) {
    return memory.bytes().stream()
            .map(Units::bytes)
            .collect(Collectors.joining(", ", "Memory after the first answer: ", ": median "))
        + Units.bytes(memory.medianBytes())
        + ".\n";
  }

  private static String measuredEarlier(Instant at) {
    return "Start and memory were measured on "
        + at.truncatedTo(ChronoUnit.SECONDS)
        + ": the image is still the same.\n";
  }

  private static String provedEarlier(Instant at) {
    return "What needs a running container was proved on "
        + at.truncatedTo(ChronoUnit.SECONDS)
        + ": the image and the program that proves are still the same.\n";
  }

  private static String reproducibility(Reproducibility found) {
    String outcome = ReproducibilityText.outcome(found) + "\n";
    return found.isSame()
        ? outcome
        : outcome
            + "\n"
            + Markdown.table(
                "lrrll",
                List.of("Differs", "Layer", "File bytes", "Why", "Seen"),
                found.largest().stream()
                    .map(
                        difference ->
                            List.of(
                                Markdown.code(cell(ReproducibilityText.path(difference))),
                                String.valueOf(difference.layer()),
                                Units.exactBytes(difference.fileBytes()),
                                difference.reason().title(),
                                Markdown.text(cell(difference.detail()))))
                    .toList());
  }

  private static String checks(List<Check> checks) {
    return Markdown.table(
        "llll",
        List.of("Check", "Held", "Required", "Seen"),
        checks.stream()
            .map(
                check ->
                    List.of(
                        Markdown.text(cell(check.name())),
                        check.notMade()
                            ? "not checked"
                            : check.passed() ? "yes" : check.required() ? "**no**" : "no",
                        check.required() ? "yes" : "no",
                        Markdown.text(cell(check.detail()))))
            .toList());
  }

  private String bases() {
    return Markdown.table(
        "llrl",
        List.of("Reference", "Origin", "File bytes", "ID"),
        report.baseImages().stream()
            .map(
                base ->
                    List.of(
                        Markdown.code(cell(base.reference())),
                        origin(base.origin()),
                        Units.exactBytes(base.fileBytes()),
                        shortened(base.id().value())))
            .toList());
  }

  private static String origin(Origin origin) {
    return switch (origin) {
      case PULLED -> "pulled";
      case LOCAL -> "local";
      case STAND_IN -> "stand-in";
    };
  }

  private String phases() {
    return Markdown.table(
        "lr",
        List.of("Phase", "Time"),
        report.phases().stream()
            .map(phase -> List.of(Markdown.text(cell(phase.name())), Units.seconds(phase.millis())))
            .toList());
  }

  private static String cell(String text) {
    return PlainText.cut(PlainText.oneLine(text), LONGEST_CELL);
  }

  /** As {@code docker images} shows an ID: its first twelve digits. */
  private static String shortened(String digest) {
    return Markdown.code(digest.substring("sha256:".length(), "sha256:".length() + 12));
  }
}
