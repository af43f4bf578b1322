package multistage.report.render.markdown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.LineShare;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.terminal.AnnotatedText;
import multistage.report.render.text.Units;

/** A Dockerfile and what its lines bring, for a Markdown document. */
public final class AnnotatedMarkdown {
  private static final int MOST_CAUSES = 4;
  private static final int WIDTH = 118;

  private AnnotatedMarkdown() {}

  /** Sentences, the source with its margin as a block, and a table of what the lines bring. */
  public static String of(AnnotatedDockerfile dockerfile) {
    StringBuilder out = new StringBuilder();
    out.append(Markdown.code(dockerfile.file()))
        .append(" makes an image of ")
        .append(Units.sizes(dockerfile.fileBytes(), dockerfile.gzipBytes()))
        .append('.');
    boolean pulls = dockerfile.gzipBytes().isPresent();
    AnnotationText.leftBehind(dockerfile)
        .ifPresent(sentence -> out.append(' ').append(Markdown.text(sentence)).append('.'));
    out.append("\n\n")
        .append(Markdown.block(AnnotatedText.source(dockerfile, WIDTH)))
        .append('\n')
        .append(
            Markdown.table(
                pulls ? "lrrrl" : "lrrl",
                cells(pulls, "Lines", "File bytes", "To pull", "Hides", "What for"),
                rows(dockerfile, pulls)));
    return out.toString();
  }

  /**
   * The source with its margin as a block, without the comment that introduces the file to this
   * repository, and what stays behind as a sentence.
   *
   * @param times what instructions take; none where that wasn't measured, or isn't to be shown
   */
  public static String source(AnnotatedDockerfile dockerfile, List<LineTime> times) {
    int first = AnnotationText.introduction(dockerfile).last() + 1;
    return Markdown.block(AnnotatedText.source(dockerfile, times, WIDTH, first))
        + AnnotationText.leftBehind(dockerfile)
            .map(sentence -> "\n" + Markdown.text(sentence) + ".\n")
            .orElse("");
  }

  /** A row's cells, of which one is left out where no pull sizes are known. */
  private static List<String> cells(
      boolean pulls, String lines, String files, String pull, String hides, String causes) {
    return pulls
        ? List.of(lines, files, pull, hides, causes)
        : List.of(lines, files, hides, causes);
  }

  private static List<List<String>> rows(AnnotatedDockerfile dockerfile, boolean pulls) {
    List<List<String>> rows = new ArrayList<>();
    dockerfile.inImage().stream()
        .sorted(Comparator.comparingLong(LineShare::fileBytes).reversed())
        .forEach(part -> rows.add(row(AnnotationText.heading(part.origin()), part, pulls)));
    for (AnnotatedStage stage : dockerfile.stages()) {
      Optional<Long> bytes = stage.fileBytes();
      if (stage.role() == Role.LEFT_BEHIND && bytes.isPresent()) {
        rows.add(
            cells(
                pulls,
                "Stage " + Markdown.text(stage.displayName()) + ", left behind",
                Units.exactBytes(bytes.get()),
                "",
                "",
                ""));
      }
    }
    return rows;
  }

  private static List<String> row(String lines, LineShare part, boolean pulls) {
    return cells(
        pulls,
        lines,
        Units.exactBytes(part.fileBytes()),
        part.gzipBytes().map(Units::exactBytes).orElse(""),
        part.hidesFileBytes() == 0 ? "" : Units.exactBytes(part.hidesFileBytes()),
        part.causes().isEmpty() ? "" : AnnotationText.causes(part.causes(), MOST_CAUSES));
  }
}
