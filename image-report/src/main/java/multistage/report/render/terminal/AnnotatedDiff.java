package multistage.report.render.terminal;

import java.util.Locale;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Origin.Lines;
import multistage.report.model.SourceChange;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

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
            + Units.sizes(dockerfile.fileBytes(), dockerfile.gzipBytes()));
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
              + (change.causes().size() == 1
                  ? ""
                  : AnnotationText.signed(change.fileBytes()) + ": ")
              + AnnotationText.changes(change.causes())
              + AnnotationText.through(change).map(words -> ", " + words).orElse(""));
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
    String front = String.format(Locale.ROOT, "%s %" + NUMBER + "d  ", sign, line);
    int room = width - front.length();
    do {
      int end = text.length() <= room ? text.length() : AnnotatedText.breakBefore(text, room);
      out.append((front + text.substring(0, end)).stripTrailing()).append('\n');
      text = text.substring(end);
      front = String.format(Locale.ROOT, "%-" + (NUMBER + 4) + "s", sign);
    } while (!text.isEmpty());
  }

  private void total() {
    out.append('\n');
    if (!comparison.elsewhere().isEmpty()) {
      add(
          "Lines that are the same bring other bytes, and which change is the reason can't be told: "
              + (comparison.elsewhereLines().isEmpty()
                  ? ""
                  : AnnotationText.inWords(comparison.elsewhereLines()) + ", ")
              + AnnotationText.changes(comparison.elsewhere()));
    }
    add(
        "The difference is "
            + Units.signed(comparison.after().fileBytes() - comparison.before().fileBytes())
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
}
