package multistage.report.exercise;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.WastedFile;

/**
 * Something by which a wrong turn shows in an image or its build, whatever the Dockerfile says.
 * Patterns are regular expressions.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Sign.Misses.class, name = "misses"),
  @JsonSubTypes.Type(value = Sign.Says.class, name = "says"),
  @JsonSubTypes.Type(value = Sign.BuildSays.class, name = "buildSays"),
  @JsonSubTypes.Type(value = Sign.Step.class, name = "step"),
  @JsonSubTypes.Type(value = Sign.User.class, name = "user"),
  @JsonSubTypes.Type(value = Sign.Command.class, name = "command"),
  @JsonSubTypes.Type(value = Sign.ProgramMissing.class, name = "programMissing"),
  @JsonSubTypes.Type(value = Sign.Environment.class, name = "environment"),
  @JsonSubTypes.Type(value = Sign.Holds.class, name = "holds"),
  @JsonSubTypes.Type(value = Sign.Hidden.class, name = "hidden"),
  @JsonSubTypes.Type(value = Sign.Files.class, name = "files"),
  @JsonSubTypes.Type(value = Sign.Not.class, name = "not"),
})
public sealed interface Sign {
  /** What a sign without its pattern is refused with. */
  String NO_PATTERN = "a pattern is missing";

  /** Whether it is there. */
  boolean isIn(Findings findings);

  /** The patterns that it wants the image's paths to be compared with. */
  default Stream<Pattern> patternsOfPaths() {
    return Stream.empty();
  }

  /** A requirement with a name like this isn't met. */
  record Misses(Pattern pattern) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Misses {
      Objects.requireNonNull(pattern, NO_PATTERN);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.misses().stream().anyMatch(name -> pattern.matcher(name).matches());
    }
  }

  /** What is told of the requirements that aren't met, a program's own words included, has it. */
  record Says(Pattern pattern) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Says {
      Objects.requireNonNull(pattern, NO_PATTERN);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.built() && pattern.matcher(findings.told()).find();
    }
  }

  /** The build fails, and the end of its output has it. */
  record BuildSays(Pattern pattern) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BuildSays {
      Objects.requireNonNull(pattern, NO_PATTERN);
    }

    @Override
    public boolean isIn(Findings findings) {
      return !findings.built() && pattern.matcher(findings.told()).find();
    }
  }

  /** The builder came to a step that has it, executed or taken from the cache. */
  record Step(Pattern pattern) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Step {
      Objects.requireNonNull(pattern, NO_PATTERN);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.steps().stream().anyMatch(step -> pattern.matcher(step).find());
    }
  }

  /** The image's {@code USER} is like this; empty where there is none. */
  record User(Pattern pattern) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public User {
      Objects.requireNonNull(pattern, NO_PATTERN);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.built() && pattern.matcher(findings.user()).matches();
    }
  }

  /** Entrypoint and arguments, with spaces between them, are like this; empty where none are. */
  record Command(Pattern pattern) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Command {
      Objects.requireNonNull(pattern, NO_PATTERN);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.built() && pattern.matcher(String.join(" ", findings.command())).matches();
    }
  }

  /** The command names its program by a path at which the image has no file. */
  record ProgramMissing() implements Sign {
    @Override
    public boolean isIn(Findings findings) {
      return findings.programMissing();
    }
  }

  /** A variable of the image, as {@code NAME=VALUE}, is like this. */
  record Environment(Pattern pattern) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Environment {
      Objects.requireNonNull(pattern, NO_PATTERN);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.environment().stream()
          .anyMatch(variable -> pattern.matcher(variable).matches());
    }
  }

  /**
   * So many of the image's file bytes are there for this.
   *
   * @param cause what for
   * @param atLeastBytes how many at least
   */
  record Holds(String cause, long atLeastBytes) implements Sign {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when there is no such cause, or the number is less than 1
     */
    public Holds {
      Cause.parse(cause);
      requirePositive(atLeastBytes);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.causes().getOrDefault(cause, 0L) >= atLeastBytes;
    }
  }

  /**
   * Files of so many bytes are in a layer though no container sees them.
   *
   * @param how what a higher layer does to them
   * @param atLeastBytes how many at least
   */
  record Hidden(WastedFile.How how, long atLeastBytes) implements Sign {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when the number is less than 1
     */
    public Hidden {
      Objects.requireNonNull(how, "hidden: how?");
      requirePositive(atLeastBytes);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.hidden().getOrDefault(how.toString(), 0L) >= atLeastBytes;
    }
  }

  /**
   * A container sees files, links or directories at paths like this.
   *
   * @param path a pattern for the whole path, without a leading {@code /}
   * @param atLeast how many there are at least; 1 where nothing is said
   */
  record Files(Pattern path, Integer atLeast) implements Sign {
    /** Fills in the number. */
    public Files {
      Objects.requireNonNull(path, NO_PATTERN);
      atLeast = atLeast == null ? 1 : atLeast;
      requirePositive(atLeast);
    }

    @Override
    public boolean isIn(Findings findings) {
      return findings.files().getOrDefault(path.pattern(), 0) >= atLeast;
    }

    @Override
    public Stream<Pattern> patternsOfPaths() {
      return Stream.of(path);
    }
  }

  /** The other sign isn't there. */
  record Not(Sign sign) implements Sign {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Not {
      Objects.requireNonNull(sign, "not: which sign?");
    }

    @Override
    public boolean isIn(Findings findings) {
      return !sign.isIn(findings);
    }

    @Override
    public Stream<Pattern> patternsOfPaths() {
      return sign.patternsOfPaths();
    }
  }

  private static void requirePositive(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("a number is 1 or more, not " + number);
    }
  }
}
