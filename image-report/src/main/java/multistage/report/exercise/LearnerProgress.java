package multistage.report.exercise;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import multistage.report.diagnostic.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a learner has done.
 *
 * @param current the folder's name of the exercise that was worked on last
 * @param exercises what was done in each that was begun, by its folder's name
 */
public record LearnerProgress(Optional<String> current, Map<String, State> exercises) {
  /** Nothing is done yet. */
  public static final LearnerProgress NONE = new LearnerProgress(Optional.empty(), Map.of());

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * What was done in one exercise.
   *
   * @param solved whether a check has passed since the last reset
   * @param hints how many hints were shown
   */
  public record State(boolean solved, int hints) {
    /** Nothing yet. */
    public static final State NEW = new State(false, 0);

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public State {
      if (hints < 0) {
        throw new IllegalArgumentException("hints: 0 or more, not " + hints);
      }
    }
  }

  /** Copies the map. */
  public LearnerProgress {
    current = current == null ? Optional.empty() : current;
    exercises = exercises == null ? Map.of() : Map.copyOf(exercises);
  }

  /**
   * Reads the file.
   *
   * @param file what to call it in a message
   * @throws UserError when it can't be understood
   */
  public static LearnerProgress parse(String yaml, String file) {
    if (yaml.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      return NONE;
    }
    try {
      LearnerProgress progress = MAPPER.readValue(yaml, LearnerProgress.class);
      return progress == null ? NONE : progress;
    } catch (JacksonException e) {
      UserError error =
          new UserError(
              "the record of your progress is damaged: "
                  + e.getOriginalMessage().lines().findFirst().orElse(""),
              "correct it, or delete it to begin a new one; your Dockerfiles stay as they are");
      boolean hasLine = e.getLocation() != null && e.getLocation().getLineNr() > 0;
      throw hasLine ? error.at(file, e.getLocation().getLineNr()) : error.in(file);
    }
  }

  /** The file's text. */
  public String text() {
    return "# What `exercises` remembers of your progress. Your Dockerfiles are beside it.\n"
        + current.map(name -> "current: " + name + "\n").orElse("")
        + (exercises.isEmpty() ? "" : "exercises:\n")
        + new TreeMap<>(exercises)
            .entrySet().stream()
                .map(
                    exercise ->
                        "  %s: {solved: %s, hints: %d}\n"
                            .formatted(
                                exercise.getKey(),
                                exercise.getValue().solved(),
                                exercise.getValue().hints()))
                .collect(Collectors.joining());
  }

  /** What was done in an exercise. */
  public State of(String exercise) {
    return exercises.getOrDefault(exercise, State.NEW);
  }

  /** The same after more was done in an exercise, which is the current one then. */
  public LearnerProgress with(String exercise, State state) {
    Map<String, State> changed = new TreeMap<>(exercises);
    changed.put(exercise, state);
    return new LearnerProgress(Optional.of(exercise), changed);
  }
}
