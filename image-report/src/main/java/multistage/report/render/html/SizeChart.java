package multistage.report.render.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import multistage.report.model.Check;
import multistage.report.model.CheckName;
import multistage.report.model.Row;
import multistage.report.model.Topic;
import multistage.report.render.rows.CheckText;
import multistage.report.render.rows.Comparison;
import multistage.report.render.rows.RowText;
import multistage.report.render.text.Units;

/**
 * One server's images as bars, each stacked by what its bytes are there for. Single stages come
 * first, on the scale that all servers have in common; beside them the others would be specks, so
 * these follow on a larger scale, which says how much larger. Where they aren't, all have one
 * scale.
 *
 * @param server the server
 * @param groups the bars of each scale
 * @param leftOut how many of its rows aren't shown, as they are about something else
 */
record SizeChart(String server, List<Group> groups, long leftOut) {
  private static final String SINGLE = "single-stage";

  /** A scale that is less than so many times larger isn't worth a second one. */
  private static final long LEAST_ZOOM = 3;

  /**
   * Bars on one scale.
   *
   * @param zoom how many times larger it is than the common one
   * @param fullWidth how many bytes the longest possible bar stands for
   */
  record Group(long zoom, long fullWidth, List<Bar> bars) {
    boolean isZoomed() {
      return zoom > 1;
    }

    /** What a bar as long as the chart is wide would stand for. */
    String width() {
      return Units.bytes(fullWidth);
    }
  }

  /**
   * A row, its bar and what a scanner would ask first.
   *
   * @param parts the bar's parts, from the left; none without an image
   * @param facts shells, packages and root, in a few words each; empty where it isn't known
   */
  record Bar(RowText row, List<BarPart> parts, List<Fact> facts) {
    /** The name without what all but the single stages have in common. */
    String name() {
      return shortName(row.name());
    }
  }

  /**
   * Something that is in an image or isn't.
   *
   * @param isRisk whether an attacker would like it
   */
  record Fact(String text, boolean isRisk) {}

  /** All servers' charts. */
  static List<SizeChart> all(Comparison comparison, List<RowText> rows) {
    long most =
        rows.stream()
            .filter(row -> row.name().startsWith(SINGLE))
            .mapToLong(SizeChart::fileBytes)
            .filter(bytes -> bytes > 0)
            .max()
            .orElse(rows.stream().mapToLong(SizeChart::fileBytes).max().orElse(0));
    return comparison.servers().stream()
        .map(
            server ->
                of(server, rows.stream().filter(row -> row.server().equals(server)).toList(), most))
        .toList();
  }

  private static SizeChart of(String server, List<RowText> rows, long most) {
    List<RowText> shown = rows.stream().filter(SizeChart::isShown).toList();
    List<RowText> single = shown.stream().filter(row -> row.name().startsWith(SINGLE)).toList();
    List<RowText> others = shown.stream().filter(row -> !single.contains(row)).toList();
    List<Group> groups = new ArrayList<>();
    long zoom = zoom(others, most);
    if (zoom < LEAST_ZOOM) {
      groups.add(group(shown, 1, most));
    } else {
      groups.add(group(single, 1, most));
      groups.add(group(others, zoom, most));
    }
    groups.removeIf(group -> group.bars().isEmpty());
    return new SizeChart(server, groups, rows.size() - shown.size());
  }

  private static long fileBytes(RowText row) {
    return row.figures().fileBytes();
  }

  /** A row that is about something else is in the way here, unless it has something to say. */
  private static boolean isShown(RowText row) {
    return row.row().topic() == Topic.SIZE
        || row.row().useFor().isPresent()
        || row.failed()
        || row.isSmallest()
        || row.name().startsWith(SINGLE);
  }

  /** The largest factor with one digit that isn't 0 on which the longest bar has room. */
  private static long zoom(List<RowText> rows, long most) {
    long longest = rows.stream().mapToLong(SizeChart::fileBytes).max().orElse(0);
    if (longest <= 0) {
      return 1;
    }
    long factor = Math.max(1, most / longest);
    long power = (long) Math.pow(10, Math.floor(Math.log10(factor)));
    return factor / power * power;
  }

  private static Group group(List<RowText> rows, long zoom, long most) {
    double fullWidth = 1.0 * most / zoom;
    return new Group(
        zoom,
        Math.round(fullWidth),
        rows.stream()
            .map(row -> new Bar(row, parts(row.row(), fullWidth), facts(row.row())))
            .toList());
  }

  private static List<BarPart> parts(Row row, double fullWidth) {
    return row.image()
        .map(image -> BarPart.of(image.explanation().causes(), fullWidth, 3))
        .orElse(List.of());
  }

  private static List<Fact> facts(Row row) {
    List<Fact> facts = new ArrayList<>();
    row.image()
        .map(image -> image.explanation().inventory())
        .ifPresent(
            inventory -> {
              boolean hasShell = !inventory.shells().isEmpty();
              facts.add(new Fact(hasShell ? "shell" : "no shell", hasShell));
              facts.add(new Fact(Units.count(inventory.packages().size(), "package"), false));
            });
    row.checks().stream()
        .filter(check -> check.check().equals(Optional.of(CheckName.NON_ROOT)) && !check.notMade())
        .findFirst()
        .ifPresent(check -> facts.add(user(check)));
    return facts;
  }

  private static Fact user(Check check) {
    return check.passed()
        ? new Fact("not root", false)
        : new Fact(CheckText.isRoot(check) ? "root" : "named user", true);
  }

  private static String shortName(String name) {
    return name.startsWith("multi-stage-") ? name.substring("multi-stage-".length()) : name;
  }
}
