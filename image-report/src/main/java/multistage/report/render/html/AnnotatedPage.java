package multistage.report.render.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.image.SizedPath;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.LineShare;
import multistage.report.model.Origin.Kind;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/**
 * What the template {@code annotated.jte} shows of a Dockerfile.
 *
 * @param css the page's style
 */
record AnnotatedPage(AnnotatedDockerfile dockerfile, String css) {
  /**
   * A line of the source.
   *
   * @param number from 1
   * @param text as it stands there
   * @param fate {@code in}, {@code left}, {@code unbuilt}, or {@code outside} of any stage
   * @param figures what the instruction that begins here brings
   * @param notes figures that belong to no single line, behind the last line that they may be of
   * @param stages those that the instruction that ends here takes files from
   */
  record SourceLine(
      int number,
      String text,
      String fate,
      Optional<Figures> figures,
      List<Figures> notes,
      List<Link> stages) {}

  /** Words that lead to a stage. */
  record Link(String text, String id) {}

  /** Lines of a stage, or outside of all of them, which have no ID. */
  record Section(Optional<String> id, List<SourceLine> lines) {}

  /**
   * Figures beside a line.
   *
   * @param place in words where they belong
   * @param bar how long its bar is, in percent of the image
   * @param detail the ID of what is behind them; empty for what isn't in the image
   */
  record Figures(
      String place,
      String files,
      String exactFiles,
      String pull,
      String hides,
      int bar,
      String detail) {}

  /** What is behind the figures of a line. */
  record Detail(
      String id, String title, int line, String files, String causes, List<SizedPath> largest) {}

  /** In the title and the heading. */
  String file() {
    return PlainText.oneLine(dockerfile.file());
  }

  /** What the image has, in words. */
  String summary() {
    return Units.sizes(dockerfile.fileBytes(), dockerfile.gzipBytes());
  }

  /** Whether pull sizes were asked for. */
  boolean pulls() {
    return dockerfile.gzipBytes().isPresent();
  }

  /** The same to the byte. */
  String exactBytes() {
    return Units.exactBytes(dockerfile.fileBytes());
  }

  /** What stays on the builder, or an empty text. */
  String leftBehind() {
    return AnnotationText.leftBehind(dockerfile).orElse("");
  }

  /** Whether a line hides anything. */
  boolean hides() {
    return parts().stream().anyMatch(part -> part.hidesFileBytes() > 0);
  }

  private List<LineShare> parts() {
    return dockerfile.stages().stream().flatMap(stage -> stage.parts().stream()).toList();
  }

  /** The source, stage by stage. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (SourceLine line : lines()) {
      Optional<String> id = stageAt(line.number()).map(AnnotatedPage::id);
      if (sections.isEmpty() || !sections.get(sections.size() - 1).id().equals(id)) {
        sections.add(new Section(id, new ArrayList<>()));
      }
      sections.get(sections.size() - 1).lines().add(line);
    }
    return sections;
  }

  private Optional<AnnotatedStage> stageAt(int line) {
    return dockerfile.stages().stream()
        .filter(each -> each.line() <= line && line <= each.lastLine())
        .findFirst();
  }

  private static String id(AnnotatedStage stage) {
    return "stage-" + stage.line();
  }

  private List<Link> stagesOf(AnnotatedStage stage, int line) {
    return stage.role() == Role.NOT_BUILT
        ? List.of()
        : stage.steps().stream()
            .filter(step -> step.lines().last() == line)
            .flatMap(step -> step.fromStages().stream())
            .map(dockerfile.stages()::get)
            .map(from -> new Link(AnnotationText.from(from), id(from)))
            .toList();
  }

  private List<SourceLine> lines() {
    List<SourceLine> lines = new ArrayList<>();
    for (int number = 1; number <= dockerfile.lines().size(); number++) {
      int line = number;
      Optional<AnnotatedStage> stage = stageAt(line);
      lines.add(
          new SourceLine(
              number,
              PlainText.of(dockerfile.lines().get(number - 1)),
              stage.map(SourceListing::fate).orElse("outside"),
              parts().stream()
                  .filter(
                      part -> AnnotationText.isBeside(part) && part.origin().firstLine() == line)
                  .findFirst()
                  .map(this::figures),
              parts().stream()
                  .filter(
                      part -> !AnnotationText.isBeside(part) && part.origin().lastLine() == line)
                  .map(this::figures)
                  .toList(),
              stage.map(each -> stagesOf(each, line)).orElse(List.of())));
    }
    return lines;
  }

  private Figures figures(LineShare part) {
    boolean isInImage = dockerfile.inImage().contains(part);
    return new Figures(
        AnnotationText.place(part.origin()),
        Units.bytes(part.fileBytes()),
        Units.exactBytes(part.fileBytes()),
        part.gzipBytes().map(Units::bytes).orElse(""),
        part.hidesFileBytes() == 0 ? "" : Units.bytes(part.hidesFileBytes()),
        isInImage && dockerfile.fileBytes() > 0
            ? (int) Math.round(100.0 * part.fileBytes() / dockerfile.fileBytes())
            : 0,
        isInImage && part.fileBytes() > 0 ? id(part) : "");
  }

  private static String id(LineShare part) {
    return "from-"
        + part.origin().lines().stream()
            .map(lines -> String.valueOf(lines.first()))
            .collect(Collectors.joining("-"))
        + (part.origin().kind() == Kind.TRIGGER ? "-onbuild" : "");
  }

  /** What is behind the image's figures, most bytes first. */
  List<Detail> details() {
    return dockerfile.inImage().stream()
        .filter(part -> part.fileBytes() > 0)
        .sorted(Comparator.comparingLong(LineShare::fileBytes).reversed())
        .map(
            part ->
                new Detail(
                    id(part),
                    AnnotationText.heading(part.origin()),
                    part.origin().firstLine(),
                    Units.exactBytes(part.fileBytes()),
                    AnnotationText.causes(part.causes(), Integer.MAX_VALUE),
                    part.largest()))
        .toList();
  }
}
