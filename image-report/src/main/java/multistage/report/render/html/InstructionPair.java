package multistage.report.render.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Origin.Lines;
import multistage.report.model.SourceChange;

/**
 * Two Dockerfiles' instructions beside each other.
 *
 * @param isSame whether both have them, so that the text is the same
 * @param note what a change brought
 */
record InstructionPair(
    boolean isSame, List<CodeLine> before, List<CodeLine> after, Optional<SourceNote> note) {
  /** All of both files'. */
  static List<InstructionPair> pairs(RowSource source) {
    AnnotatedDockerfile old = source.before().orElseThrow();
    AnnotatedDockerfile fresh = source.dockerfile();
    List<Lines> left = units(old);
    List<Lines> right = units(fresh);
    List<InstructionPair> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    for (SourceChange change : source.changes()) {
      while (j < right.size()
          && right.get(j).first() < change.line()
          && i < left.size()
          && !change.removed().contains(left.get(i))) {
        pairs.add(same(old, left.get(i++), fresh, right.get(j++)));
      }
      pairs.add(
          new InstructionPair(
              false,
              all(old, change.removed()),
              all(fresh, change.added()),
              Optional.of(SourceNote.of(source, change))));
      i += change.removed().size();
      j += change.added().size();
    }
    while (i < left.size() && j < right.size()) {
      pairs.add(same(old, left.get(i++), fresh, right.get(j++)));
    }
    return pairs;
  }

  private static InstructionPair same(
      AnnotatedDockerfile old, Lines left, AnnotatedDockerfile fresh, Lines right) {
    return new InstructionPair(
        true, all(old, List.of(left)), all(fresh, List.of(right)), Optional.empty());
  }

  private static List<CodeLine> all(AnnotatedDockerfile of, List<Lines> lines) {
    return lines.stream().flatMap(each -> CodeLine.of(of, each, true, "").stream()).toList();
  }

  private static List<Lines> units(AnnotatedDockerfile of) {
    return of.stages().stream().flatMap(stage -> RowSource.instructions(stage).stream()).toList();
  }

  /** The line's number in the other file, nothing where comments make it longer or shorter. */
  String numberBefore(int line) {
    return before.size() == after.size() || line == 0
        ? String.valueOf(before.get(line).number())
        : "";
  }
}
