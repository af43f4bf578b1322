package multistage.report.exercise;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a check of an exercise came to.
 *
 * @param buildFailure the end of the build's output, if it failed; then nothing else was judged
 * @param parts each requirement with its judgement, in the exercise's order
 */
public record Verdict(Optional<String> buildFailure, List<Part> parts) {
  /** A requirement and whether it is met. */
  public record Part(Requirement requirement, Judgement judgement) {}

  /** Copies the list. */
  public Verdict {
    parts = List.copyOf(parts);
  }

  /** Nothing can be said of an image that there isn't. */
  public static Verdict unbuilt(String endOfOutput) {
    return new Verdict(Optional.of(endOfOutput), List.of());
  }

  /** Whether nothing is missing. */
  public boolean isSolved() {
    return buildFailure.isEmpty() && parts.stream().allMatch(part -> part.judgement().met());
  }

  /** The names of the requirements that aren't met. */
  public List<String> missed() {
    return parts.stream()
        .filter(part -> !part.judgement().met())
        .map(part -> part.requirement().name())
        .toList();
  }

  /**
   * One sentence with what was measured and what is still missing, and below it what else helps.
   */
  public String text() {
    if (buildFailure.isPresent()) {
      return "Not yet: it doesn't build. The end of the build's output:\n\n"
          + buildFailure.get().indent(2);
    }
    List<String> good = phrases(true);
    List<String> missing = phrases(false);
    String measured = "builds" + (good.isEmpty() ? "" : list(good));
    String sentence =
        isSolved()
            ? "Solved: it " + measured + "."
            : "Not yet: it " + measured + ", but it " + String.join(", and it ", missing) + ".";
    String details =
        parts.stream()
            .filter(part -> !part.judgement().met())
            .flatMap(part -> part.judgement().detail().stream())
            .distinct()
            .map(detail -> "\n" + detail.indent(2))
            .collect(Collectors.joining());
    return sentence + "\n" + details;
  }

  private List<String> phrases(boolean met) {
    return List.copyOf(
        parts.stream()
            .map(Part::judgement)
            .filter(judgement -> judgement.met() == met)
            .map(Judgement::phrase)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** To follow a first verb: {@code , answers and has 8.6 MB in files}. */
  private static String list(List<String> phrases) {
    List<String> allButLast = phrases.subList(0, phrases.size() - 1);
    return allButLast.stream().map(phrase -> ", " + phrase).collect(Collectors.joining())
        + " and "
        + phrases.get(phrases.size() - 1);
  }
}
