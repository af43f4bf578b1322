package multistage.report.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.image.Cause;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.report.model.Engine;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.markdown.ColdBuilds;
import multistage.report.render.markdown.Markdown;
import multistage.report.render.rows.Comparison;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/**
 * Single tables of a report for texts that explain it, in GitHub Flavored Markdown. Below each
 * stands where its figures come from.
 */
public final class ReportTables {
  private static final String NONE = "–";
  private static final int MOST_FILES = 5;
  private static final int MOST_PARTS = 8;

  private final Report report;
  private final Comparison comparison;
  private final String toRoot;

  /**
   * Tables for a text in some folder.
   *
   * @param report where the figures come from
   * @param toRoot the path from that folder to the repository's root, {@code ../../} for one two
   *     levels below it
   */
  public ReportTables(Report report, String toRoot) {
    this.report = report;
    this.comparison = new Comparison(report);
    this.toRoot = toRoot;
  }

  /**
   * The table that a marker asks for: {@code rows ID ID…} compares sizes with the first one's,
   * {@code layers ID} lists an image's layers, {@code files ID} its largest files, {@code causes ID
   * ID} says what the bytes of two images are there for, {@code starts ID ID…} sets size beside
   * start and memory, {@code rebuilds ID ID…} says what a changed line has to push, {@code builders
   * ID ID…} sets the builders' cold builds side by side, stage by stage. {@code run} is no table,
   * but the sentence that names the run.
   *
   * @throws IllegalArgumentException when there is no such table, or a row has no image
   */
  public String of(String marker) {
    List<String> words = Arrays.asList(marker.strip().split("\\s+"));
    List<Row> rows = words.stream().skip(1).map(this::row).toList();
    String kind = words.get(0);
    if (kind.equals("rows") && !rows.isEmpty()) {
      return sizes(rows) + source(rows);
    }
    if (kind.equals("starts") && !rows.isEmpty()) {
      return starts(rows) + source(rows);
    }
    if (kind.equals("rebuilds") && !rows.isEmpty()) {
      return rebuilds(rows) + source(rows, builtAgain(rows));
    }
    if (kind.equals("builders") && !rows.isEmpty()) {
      return builders(rows) + source(rows, builtAgain(rows));
    }
    if (kind.equals("run") && rows.isEmpty()) {
      return source(report.variants());
    }
    if (kind.equals("layers") && rows.size() == 1) {
      return layers(image(rows.get(0))) + source(rows);
    }
    if (kind.equals("files") && rows.size() == 1) {
      return files(image(rows.get(0))) + source(rows);
    }
    if (kind.equals("causes") && rows.size() == 2) {
      return causes(rows.get(0), rows.get(1)) + source(rows);
    }
    throw new IllegalArgumentException(
        "there is no table \""
            + marker
            + "\"; there are: rows ID ID…, layers ID, files ID, causes ID ID,"
            + " starts ID ID…, rebuilds ID ID…, builders ID ID…, run");
  }

  private Row row(String id) {
    return report
        .row(VariantId.parse(id))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the report has no row "
                        + id
                        + "; it has "
                        + report.variants().stream()
                            .map(row -> row.id().toString())
                            .collect(Collectors.joining(", "))));
  }

  private static Image image(Row row) {
    return row.image()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    row.id() + " has no image in the report: " + row.failure().orElse("")));
  }

  private String rebuilds(List<Row> rows) {
    return Markdown.table(
        "lrrr",
        List.of("Variant", "Layers that change", "Their files", "To push"),
        rows.stream()
            .map(
                row -> {
                  Rebuild rebuild = rebuild(row);
                  return List.of(
                      link(row),
                      String.valueOf(rebuild.changedLayers().count()),
                      Units.bytes(rebuild.changedLayers().fileBytes()),
                      Units.bytes(rebuild.changedLayers().gzipBytes()));
                })
            .toList());
  }

  private String builders(List<Row> rows) {
    for (Row row : rows) {
      if (rebuild(row).coldBuilds().isEmpty()) {
        throw new IllegalArgumentException(
            row.id() + " wasn't built stage by stage: mvn verify -Prebuild");
      }
    }
    return ColdBuilds.table(
        rows.stream()
            .flatMap(row -> ColdBuilds.lines(link(row), Optional.of(rebuild(row))).stream())
            .toList());
  }

  private static Rebuild rebuild(Row row) {
    return row.rebuild()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    row.id() + " wasn't built again: mvn verify -Prebuild"));
  }

  private String sizes(List<Row> rows) {
    Image first = image(rows.get(0));
    return Markdown.table(
        "lrrrr",
        List.of("Variant", "Layers", "Size", "Pull size", "Against the first"),
        rows.stream()
            .map(
                row -> {
                  Image image = image(row);
                  return List.of(
                      link(row),
                      String.valueOf(image.layers().size()),
                      Units.bytes(image.fileBytes()),
                      image.gzipBytes().map(Units::bytes).orElse(NONE),
                      row.equals(rows.get(0))
                          ? NONE
                          : Units.factor(image.fileBytes(), first.fileBytes()));
                })
            .toList());
  }

  private String starts(List<Row> rows) {
    return Markdown.table(
        "lrrrrr",
        List.of("Variant", "Size", "Pull size", "Start-up", "Net start-up", "Memory"),
        rows.stream()
            .map(
                row -> {
                  Image image = image(row);
                  return List.of(
                      link(row),
                      Units.bytes(image.fileBytes()),
                      image.gzipBytes().map(Units::bytes).orElse(NONE),
                      row.starts().map(Times::gross).orElse(NONE),
                      row.starts().flatMap(Times::net).orElse(NONE),
                      row.memory().map(memory -> Units.bytes(memory.medianBytes())).orElse(NONE));
                })
            .toList());
  }

  private static String layers(Image image) {
    List<List<String>> lines = new ArrayList<>();
    for (Layer layer : image.layers()) {
      lines.add(
          List.of(
              String.valueOf(lines.size() + 1),
              layer.fromBase() ? "base image" : "this Dockerfile",
              layer
                  .instruction()
                  .map(instruction -> Markdown.code(PlainText.cut(instruction, 60)))
                  .orElse(NONE),
              Units.bytes(layer.fileBytes()),
              layer.gzipBytes().map(Units::bytes).orElse(NONE)));
    }
    return Markdown.table(
        "rllrr", List.of("Layer", "From", "Instruction", "Size", "Pull size"), lines);
  }

  /** The largest, each with its largest parts where the report has them, and the others' sum. */
  private static String files(Image image) {
    List<SizedPath> largest =
        image.layers().stream()
            .flatMap(layer -> layer.largestFiles().stream())
            .sorted(Comparator.comparingLong(SizedPath::fileBytes).reversed())
            .limit(MOST_FILES)
            .toList();
    List<List<String>> lines = new ArrayList<>();
    long others = image.fileBytes();
    for (SizedPath file : largest) {
      others -= file.fileBytes();
      lines.add(List.of(Markdown.code("/" + file.path()), "", Units.bytes(file.fileBytes())));
      image.explanation().inside().stream()
          .filter(inside -> inside.path().equals(file.path()))
          .forEach(inside -> lines.addAll(parts(inside)));
    }
    if (others > 0) {
      lines.add(List.of("all others", "", Units.bytes(others)));
    }
    lines.add(List.of("all", "", Units.bytes(image.fileBytes())));
    return Markdown.table("llr", List.of("File", "In it", "Size"), lines);
  }

  private static List<List<String>> parts(FileInside inside) {
    List<List<String>> lines = new ArrayList<>();
    long others = 0;
    for (FilePart part : inside.parts()) {
      if (lines.size() < MOST_PARTS) {
        lines.add(List.of("", Markdown.text(part.name()), Units.bytes(part.fileBytes())));
      } else {
        others += part.fileBytes();
      }
    }
    if (others > 0) {
      lines.add(List.of("", "the rest of it", Units.bytes(others)));
    }
    return lines;
  }

  private String causes(Row before, Row after) {
    Image old = image(before);
    Image now = image(after);
    List<List<String>> lines = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      long was = old.explanation().fileBytes(cause);
      long is = now.explanation().fileBytes(cause);
      if (was != 0 || is != 0) {
        lines.add(List.of(cause.title(), bytes(was), bytes(is)));
      }
    }
    lines.add(List.of("all", bytes(old.fileBytes()), bytes(now.fileBytes())));
    return Markdown.table("lrr", List.of("What takes the space", link(before), link(after)), lines);
  }

  private static String bytes(long bytes) {
    return bytes == 0 ? NONE : Units.bytes(bytes);
  }

  private String link(Row row) {
    return Markdown.link(row.id().toString(), toRoot + row.dockerfile());
  }

  /** Where that was on another day, when. */
  private String builtAgain(List<Row> rows) {
    String days =
        Units.days(
            rows.stream()
                .flatMap(row -> row.rebuild().stream())
                .map(comparison::measuredAt)
                .toList());
    return days.equals("on " + Units.day(report.recordedAt())) ? "" : ", built again " + days;
  }

  private String source(List<Row> rows) {
    return source(rows, "");
  }

  private String source(List<Row> rows, String more) {
    Engine engine = report.engine();
    String recorded =
        "Recorded on "
            + Units.day(report.recordedAt())
            + " with "
            + Markdown.text(engine.name() + " " + engine.version() + ", " + engine.storage())
            + " on "
            + engine.os()
            + "/"
            + engine.architecture();
    String bases =
        rows.stream().anyMatch(comparison::usesStandIn)
            ? ", built from "
                + Markdown.link("stand-ins", toRoot + "dockerfiles/base-images/README.md")
                + ", not from the official images"
            : "";
    return "\n" + recorded + bases + more + ".\n";
  }
}
