package multistage.report.render;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import multistage.image.Cause;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.AnnotatedDockerfile;
import multistage.report.annotate.Origin.Lines;
import multistage.report.annotate.SourceChange;

/** Two Dockerfiles for a terminal: the lines that differ, and what each difference brought. */
public final class AnnotatedDiff {
  private static final int NUMBER = 4;

  private final AnnotatedComparison comparison;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private AnnotatedDiff(AnnotatedComparison comparison, int width) {
    this.comparison = comparison;
    this.width = Math.max(60, width);
  }

  /**
   * The second Dockerfile with the lines that the first has instead.
   *
   * @param width of the terminal
   */
  public static String of(AnnotatedComparison comparison, int width) {
    AnnotatedDiff diff = new AnnotatedDiff(comparison, width);
    diff.headline("-", comparison.before());
    diff.headline("+", comparison.after());
    diff.out.append('\n');
    diff.source();
    diff.total();
    return diff.out.toString();
  }

  private void headline(String sign, AnnotatedDockerfile dockerfile) {
    add(
        sign
            + " "
            + PlainText.oneLine(dockerfile.file())
            + ": "
            + Units.bytes(dockerfile.fileBytes())
            + " in files, "
            + Units.bytes(dockerfile.gzipBytes())
            + " to pull");
  }

  private void source() {
    int line = 1;
    for (SourceChange change : comparison.changes()) {
      same(line, change.line() - 1);
      change.removed().forEach(lines -> lines("-", lines, comparison.before()));
      line = change.line();
      for (Lines lines : change.added()) {
        same(line, lines.first() - 1);
        lines("+", lines, comparison.after());
        line = lines.last() + 1;
      }
      brought(change);
    }
    same(line, comparison.after().lines().size());
  }

  private void brought(SourceChange change) {
    if (!change.causes().isEmpty()) {
      add(
          " ".repeat(NUMBER + 3)
              + "^ "
              + (change.causes().size() == 1 ? "" : signed(change.fileBytes()) + ": ")
              + causes(change.causes())
              + (change.through().isEmpty() ? "" : ", through line " + lines(change.through())));
    }
  }

  private void same(int first, int last) {
    for (int line = first; line <= last; line++) {
      line(" ", line, comparison.after());
    }
  }

  private void lines(String sign, Lines lines, AnnotatedDockerfile dockerfile) {
    for (int line = lines.first(); line <= lines.last(); line++) {
      line(sign, line, dockerfile);
    }
  }

  private void line(String sign, int line, AnnotatedDockerfile dockerfile) {
    String text = PlainText.of(dockerfile.lines().get(line - 1)).replace("\t", "    ");
    out.append(
            PlainText.cut(
                    String.format(Locale.ROOT, "%s %" + NUMBER + "d  %s", sign, line, text), width)
                .stripTrailing())
        .append('\n');
  }

  private void total() {
    out.append('\n');
    if (!comparison.elsewhere().isEmpty()) {
      add(
          "Lines that are the same bring other bytes, and which change is the reason can't be told: "
              + (comparison.elsewhereLines().isEmpty()
                  ? ""
                  : "line " + lines(comparison.elsewhereLines()) + ", ")
              + causes(comparison.elsewhere()));
    }
    add(
        "The difference is "
            + ImageText.signed(comparison.after().fileBytes() - comparison.before().fileBytes())
            + " file bytes, and so is the sum of the changes.");
  }

  private void add(String text) {
    String rest = text;
    String indent = "";
    while (indent.length() + rest.length() > width) {
      int space = rest.lastIndexOf(' ', width - indent.length());
      int end = space > width / 2 ? space + 1 : width - indent.length();
      out.append((indent + rest.substring(0, end)).stripTrailing()).append('\n');
      rest = rest.substring(end);
      indent = "    ";
    }
    out.append(indent).append(rest).append('\n');
  }

  private static String causes(Map<Cause, Long> causes) {
    return causes.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Cause, Long> cause) -> Math.abs(cause.getValue()))
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .map(cause -> signed(cause.getValue()) + " " + cause.getKey().title())
        .collect(Collectors.joining(", "));
  }

  private static String lines(List<Lines> lines) {
    return lines.stream()
        .map(
            each ->
                each.first() == each.last()
                    ? String.valueOf(each.first())
                    : each.first() + "-" + each.last())
        .collect(Collectors.joining(", "));
  }

  private static String signed(long bytes) {
    return (bytes < 0 ? "-" : "+") + Units.bytes(Math.abs(bytes));
  }
}
