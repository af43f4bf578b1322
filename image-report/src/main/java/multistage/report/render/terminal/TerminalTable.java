package multistage.report.render.terminal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.rows.Comparison;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/**
 * The table that ends a run: at most 80 columns wide, and of our own words in ASCII only, for
 * terminals that can't show more.
 */
public final class TerminalTable {
  private static final int WIDTH = 80;
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 20;
  private static final String GAP = "  ";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private static final String STAND_INS =
      """
      Figures come from stand-ins, made from Debian packages, not from the official
      images: * marks the rows that are built from one.

      """;

  private static final String NOT_FOR_PRODUCTION =
      "! marks rows that are not for production: they show the limit of what is possible.\n\n";

  private static final String LEGEND =
      """

      size: the files in all layers, and as bars, in proportion to the largest of all;
      pull: the layers gzipped, about what is pulled; smaller: than the same server's
      single stage; start: net start-up, the milliseconds from the start of the
      container to the first response, less Docker's overhead; ~0: none measurable.
      """;

  private static final List<String> HEADER = List.of("variant", "size", "pull", "smaller", "start");

  private final Comparison comparison;
  private final boolean color;
  private final int[] widths;
  private final int longestBar;
  private final long largest;

  private TerminalTable(Comparison comparison, boolean color) {
    this.comparison = comparison;
    this.color = color;
    List<List<String>> lines = new ArrayList<>(List.of(HEADER));
    comparison.rows().forEach(row -> lines.add(cells(row)));
    widths = IntStream.range(0, HEADER.size()).map(column -> widest(lines, column)).toArray();
    int figures = IntStream.of(widths).skip(1).map(width -> GAP.length() + width).sum();
    int left = WIDTH - figures - GAP.length();
    longestBar = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, left - widths[0]));
    widths[0] = Math.min(widths[0], left - longestBar);
    largest =
        comparison.rows().stream()
            .flatMap(row -> row.image().stream())
            .mapToLong(Image::fileBytes)
            .max()
            .orElse(0);
  }

  /**
   * The table of a report.
   *
   * @param path where its full text is; this alone is never cut, so that it can be used
   * @param color whether failed rows are red, by ANSI escape sequences
   */
  public static String of(Report report, String path, boolean color) {
    Comparison comparison = new Comparison(report);
    return new TerminalTable(comparison, color).render(path);
  }

  private String render(String path) {
    StringBuilder out = new StringBuilder();
    if (comparison.usesStandIns()) {
      out.append(STAND_INS);
    }
    out.append(line(HEADER)).append('\n');
    String server = "";
    for (Row row : comparison.rows()) {
      if (!row.id().server().equals(server)) {
        server = row.id().server();
        out.append("-".repeat(line(HEADER).length() + GAP.length() + longestBar)).append('\n');
      }
      for (String line : lines(row)) {
        boolean red = color && row.status() == Outcome.FAILED;
        out.append(red ? RED + line + PLAIN : line).append('\n');
      }
    }
    out.append(LEGEND).append('\n');
    if (comparison.hasRowsNotForProduction()) {
      out.append(NOT_FOR_PRODUCTION);
    }
    List<String> warnings = comparison.warnings();
    warnings.forEach(warning -> out.append(fitted("warning: " + warning, WIDTH)).append('\n'));
    out.append(warnings.isEmpty() ? "" : "\n");
    comparison.tooNoisy().ifPresent(line -> out.append(wrapped(line)));
    sameImages().forEach(line -> out.append(fitted(line, WIDTH)).append('\n'));
    comparison.reproducible().ifPresent(line -> out.append(line).append(".\n"));
    out.append(rebuilds());
    String summary = comparison.summary() + ".";
    String report = "Report: " + path;
    String gap = summary.length() + 1 + width(report) <= WIDTH ? " " : "\n";
    return out.append(summary).append(gap).append(report).append('\n').toString();
  }

  /** A line for each image that several variants give. */
  private List<String> sameImages() {
    return comparison.rows().stream()
        .filter(row -> !comparison.sameImage(row).isEmpty())
        .map(
            row ->
                Stream.concat(Stream.of(row.id()), comparison.sameImage(row).stream())
                    .sorted()
                    .map(VariantId::toString)
                    .collect(Collectors.joining(", ", "one image: ", "")))
        .distinct()
        .toList();
  }

  /**
   * A table of what building rows again takes; empty where none was.
   *
   * <p>Variants are cut at the end, where they are too long: the table above has them in full.
   */
  private String rebuilds() {
    List<Instant> measuredAt =
        comparison.rows().stream()
            .flatMap(row -> row.rebuild().stream())
            .map(comparison::measuredAt)
            .toList();
    StringBuilder out = new StringBuilder();
    String format = "%-40s  %8s  %8s  %8s  %8s%n".replace("%n", "\n");
    for (Row row : comparison.rows()) {
      row.rebuild()
          .ifPresent(
              rebuild ->
                  out.append(
                      String.format(
                          format,
                          cut(row.id().toString(), 40),
                          Units.seconds(rebuild.coldMillis()),
                          Units.seconds(rebuild.unchangedMillis()),
                          Units.seconds(rebuild.changedMillis()),
                          Units.bytes(rebuild.changedLayers().gzipBytes()))));
    }
    return out.isEmpty()
        ? ""
        : "Built again: cold, unchanged, and after one changed line, with what that pushes;\n"
            + "measured "
            + Units.days(measuredAt)
            + ".\n\n"
            + String.format(format, "variant", "cold", "same", "changed", "push")
            + "-".repeat(80)
            + "\n"
            + out
            + "\n";
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 2) + "..";
  }

  /** A sentence in lines that fit. */
  private static String wrapped(String sentence) {
    return sentence.replaceAll("(.{1," + WIDTH + "})(?: |$)", "$1\n");
  }

  /** A row's figures, and why it has none or failed all the same. */
  private List<String> lines(Row row) {
    if (row.failure().isEmpty()) {
      return List.of(barred(row));
    }
    String reason = row.status() + ": " + PlainText.firstLine(row.failure().get());
    String variant = padded(cells(row).get(0)) + GAP;
    if (row.image().isEmpty() && variant.length() + width(reason) <= WIDTH) {
      return List.of(variant + reason);
    }
    return List.of(
        row.image().isEmpty() ? variant.stripTrailing() : barred(row),
        GAP + fitted(reason, WIDTH - GAP.length()));
  }

  /**
   * A row's figures and its bar: a dot where the size is too small for a whole {@code #}. On a
   * logarithmic scale more could be told apart, but a bar half as long would not be half the size.
   */
  private String barred(Row row) {
    long bytes = row.image().map(Image::fileBytes).orElse(0L);
    if (bytes == 0) {
      return line(cells(row));
    }
    int length = (int) Math.round((double) bytes / largest * longestBar);
    return line(cells(row)) + GAP + (length == 0 ? "." : "#".repeat(length));
  }

  private List<String> cells(Row row) {
    return List.of(
        row.id() + (comparison.usesStandIn(row) ? " *" : "") + (row.forProduction() ? "" : " !"),
        row.image().map(Image::fileBytes).map(Units::bytes).orElse("-"),
        row.image().flatMap(Image::gzipBytes).map(Units::bytes).orElse("-"),
        comparison.factor(row).map(words -> words.replace(" smaller", "")).orElse("-"),
        row.starts().flatMap(Times::net).map(TerminalTable::ascii).orElse("-"));
  }

  /** {@code 159+-4} and {@code ~0}, for terminals without ± and ≈. */
  private static String ascii(String time) {
    return time.replace(" ms", "").replace(" ± ", "+-").replace("≈ ", "~");
  }

  private String line(List<String> cells) {
    return IntStream.range(1, cells.size())
        .mapToObj(
            column -> " ".repeat(widths[column] - cells.get(column).length()) + cells.get(column))
        .collect(Collectors.joining(GAP, padded(cells.get(0)) + GAP, ""));
  }

  /** The first column, its middle left out where it is too long: both its ends tell it apart. */
  private String padded(String variant) {
    int most = widths[0];
    if (variant.length() > most) {
      int end = (most - 2) / 2;
      variant =
          variant.substring(0, most - 2 - end) + ".." + variant.substring(variant.length() - end);
    }
    return variant + " ".repeat(most - variant.length());
  }

  private static int widest(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
  }

  /** The text, its end cut off where it is wider than that. */
  private static String fitted(String text, int most) {
    if (width(text) <= most) {
      return text;
    }
    StringBuilder fitted = new StringBuilder();
    int left = most - 3;
    for (int character : text.codePoints().toArray()) {
      left -= width(character);
      if (left < 0) {
        break;
      }
      fitted.appendCodePoint(character);
    }
    return fitted.append("...").toString();
  }

  private static int width(String text) {
    return text.codePoints().map(TerminalTable::width).sum();
  }

  /** How many columns a character takes at most: symbols and most Asian scripts may take two. */
  private static int width(int character) {
    return character < 0x2300 ? 1 : 2;
  }
}
