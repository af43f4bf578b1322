package multistage.report.exercise;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Builder;
import multistage.report.model.CheckName;
import multistage.report.wire.TextValues;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An exercise, as the file {@code exercise.yaml} in its folder declares it.
 *
 * @param title what the learner is to do
 * @param chapter the chapter of the course that it belongs to, as Dockerfiles name it
 * @param difficulty how hard it is for somebody who has read that chapter
 * @param builder what has to build it, where one of the two builders gives another verdict
 * @param context the folder at the repository's root that is the build context; the exercise's own
 *     if there is none
 * @param secrets files of the exercise's folder that the build is given as secrets, by ID
 * @param requires what an image has to meet; all of it
 * @param starter what is wrong with the file that the learner starts from
 * @param wrongTurns what learners try that doesn't solve it, the most specific first
 */
public record Exercise(
    String title,
    String chapter,
    Optional<Difficulty> difficulty,
    Optional<Builder> builder,
    Optional<String> context,
    Map<String, String> secrets,
    List<Requirement> requires,
    Starter starter,
    List<WrongTurn> wrongTurns) {
  /** What the file is called. */
  public static final String FILE = "exercise.yaml";

  private static final YAMLMapper MAPPER =
      TextValues.addTo(
              YAMLMapper.builder(
                  YAMLFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build()))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final String NO_EXERCISE =
      "it isn't an exercise, with title, chapter, starter and requires";

  /** How hard an exercise is. */
  public enum Difficulty {
    /** One idea, in one or two lines. */
    EASY,
    /** Several lines, or an idea that isn't obvious. */
    MEDIUM,
    /** Several ideas at once, or one that takes an afternoon. */
    HARD;

    /** As {@code exercise.yaml} names it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Why the starter fails: a test makes sure that it does so for this reason and no other.
   *
   * @param misses the names of the requirements that it doesn't meet
   * @param because a part of what the check says
   */
  public record Starter(List<String> misses, String because) {
    /** Copies the list. */
    public Starter {
      misses = misses == null ? List.of() : List.copyOf(misses);
    }
  }

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException when a part is missing
   */
  public Exercise {
    if (title == null || chapter == null || starter == null) {
      throw new IllegalArgumentException("an exercise has a title, a chapter and a starter");
    }
    if (requires == null || requires.isEmpty()) {
      throw new IllegalArgumentException("an exercise requires something");
    }
    secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
    requires = List.copyOf(requires);
    wrongTurns = wrongTurns == null ? List.of() : List.copyOf(wrongTurns);
  }

  /**
   * Reads {@code exercise.yaml}.
   *
   * @param file what to call it in a message
   * @throws UserError when it can't be understood: where, and what is wrong
   */
  public static Exercise parse(String yaml, String file) {
    return read(yaml, file, MAPPER.constructType(Exercise.class), NO_EXERCISE);
  }

  /**
   * Reads wrong turns that can be taken in every exercise.
   *
   * @param file what to call it in a message
   * @throws UserError when it can't be understood: where, and what is wrong
   */
  static List<WrongTurn> parseWrongTurns(String yaml, String file) {
    return read(
        yaml,
        file,
        MAPPER.getTypeFactory().constructCollectionType(List.class, WrongTurn.class),
        "it isn't a list of wrong turns, each with name, when and hint");
  }

  private static <T> T read(String yaml, String file, JavaType type, String otherwise) {
    try {
      T value = MAPPER.readValue(yaml, type);
      if (value == null) {
        throw new UserError(otherwise).in(file);
      }
      return value;
    } catch (JacksonException e) {
      boolean isWhole = e.getPath().isEmpty() && !(e.getCause() instanceof RuntimeException);
      UserError error =
          new UserError(
              isWhole && !(e instanceof StreamReadException)
                  ? otherwise
                  : e.getOriginalMessage().lines().findFirst().orElse(""));
      boolean hasLine = e.getLocation() != null && e.getLocation().getLineNr() > 0;
      throw hasLine ? error.at(file, e.getLocation().getLineNr()) : error.in(file);
    }
  }

  /** Judges the image that the evidence is about, requirement by requirement. */
  public Verdict judge(Evidence evidence) {
    return new Verdict(
        Optional.empty(),
        requires.stream()
            .map(requirement -> new Verdict.Part(requirement, requirement.judge(evidence)))
            .toList());
  }

  /** The checks that somebody has to make before this exercise can be judged. */
  public List<CheckName> checks() {
    return requires.stream()
        .filter(Requirement.Passes.class::isInstance)
        .map(requirement -> ((Requirement.Passes) requirement).check())
        .toList();
  }
}
