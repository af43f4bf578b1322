package multistage.report.exercise;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import multistage.image.DiffId;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.report.model.Check;
import multistage.report.model.CheckName;
import multistage.report.model.Result;
import multistage.report.model.VariantId;
import multistage.report.rebuild.Change;
import multistage.report.render.text.Units;

/** Something that an exercise asks for. Exercises put them together as they like. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Requirement.Passes.class, name = "passes"),
  @JsonSubTypes.Type(value = Requirement.NonRoot.class, name = "nonRoot"),
  @JsonSubTypes.Type(value = Requirement.Runs.class, name = "runs"),
  @JsonSubTypes.Type(value = Requirement.AtMost.class, name = "atMost"),
  @JsonSubTypes.Type(value = Requirement.Smaller.class, name = "smaller"),
  @JsonSubTypes.Type(value = Requirement.Label.class, name = "label"),
  @JsonSubTypes.Type(value = Requirement.Hides.class, name = "hides"),
  @JsonSubTypes.Type(value = Requirement.HidesFromCache.class, name = "hidesFromCache"),
  @JsonSubTypes.Type(value = Requirement.PushesAgain.class, name = "pushesAgain"),
  @JsonSubTypes.Type(value = Requirement.Refuses.class, name = "refuses"),
})
public sealed interface Requirement {
  /** Whether an image meets it. */
  Judgement judge(Evidence evidence);

  /** What it is called in {@code exercise.yaml}: as here, but for its first letter. */
  default String name() {
    String name = getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /**
   * A check that every step of the ladder is put to.
   *
   * @param check which one
   */
  record Passes(CheckName check) implements Requirement {
    /** How one says that a check was passed, and that it wasn't. */
    private record Phrases(String met, String unmet) {}

    private static final Map<CheckName, Phrases> PHRASES =
        Map.of(
            CheckName.CONTRACT,
            new Phrases("answers as the server should", "doesn't answer as the server should"),
            CheckName.SIGTERM,
            new Phrases(
                "ends soon and cleanly after SIGTERM",
                "doesn't end soon and cleanly after SIGTERM"),
            CheckName.READ_ONLY,
            new Phrases(
                "works on a read-only file system and without capabilities",
                "doesn't work on a read-only file system and without capabilities"),
            CheckName.NO_SHELL,
            new Phrases("has no shell", "has a shell"),
            CheckName.NO_PACKAGE_MANAGER,
            new Phrases("has no package manager", "has a package manager"),
            CheckName.NO_COMPILER,
            new Phrases("has no compiler", "has a compiler"),
            CheckName.NO_SETUID,
            new Phrases(
                "has no file that lends its owner's rights",
                "has files that lend their owner's rights"),
            CheckName.NO_SOURCE_CODE,
            new Phrases("has no source code", "has source code"),
            CheckName.PID_1,
            new Phrases("is process 1 itself", "isn't process 1 itself"),
            CheckName.AOT_CACHE,
            new Phrases(
                "takes its classes from its AOT cache",
                "doesn't take its classes from an AOT cache"));

    /** Reads the check's name. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Passes {
      if (!PHRASES.containsKey(check)) {
        throw new IllegalArgumentException(
            "an exercise can't ask for the check "
                + check
                + "; it can for "
                + new TreeSet<>(possible()));
      }
    }

    /** The checks that an exercise may ask for. */
    public static Set<CheckName> possible() {
      return PHRASES.keySet();
    }

    @Override
    public String name() {
      return check.toString();
    }

    @Override
    public Judgement judge(Evidence evidence) {
      Evidence.Proof proof = evidence.proof();
      Optional<Check> failed =
          proof.of(check).stream().filter(tried -> !tried.passed()).findFirst();
      if (failed.isPresent()) {
        return Judgement.unmet(
            PHRASES.get(check).unmet(), failed.get().name() + ": " + failed.get().detail());
      }
      if (!proof.of(check).isEmpty()) {
        return Judgement.met(PHRASES.get(check).met());
      }
      return proof
          .startFailure()
          .map(failure -> Judgement.unmet("doesn't come to an answer", failure))
          .orElseGet(() -> Judgement.unmet(PHRASES.get(check).unmet()));
    }
  }

  /**
   * So many times smaller than a step of the ladder that is built beside it.
   *
   * @param than which step
   * @param times how many times at least; 1 asks for a single byte less
   */
  record Smaller(VariantId than, int times) implements Requirement {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is less than 1, or a part is missing
     */
    public Smaller {
      Objects.requireNonNull(than, "smaller than what? name a step of the ladder");
      if (times < 1) {
        throw new IllegalArgumentException("times: 1 or more, not " + times);
      }
    }

    @Override
    public Judgement judge(Evidence evidence) {
      long bytes = evidence.fileBytes();
      long other = evidence.fileBytes(than);
      if (times == 1) {
        return judge(bytes, other);
      }
      String others = than + "'s " + Units.bytes(other);
      if (bytes <= other / times) {
        return Judgement.met(
            "has "
                + Units.bytes(bytes)
                + " in files, "
                + Units.factor(bytes, other)
                + " than "
                + others);
      }
      return Judgement.unmet(
          "has "
              + Units.bytes(bytes)
              + " in files, and at most "
              + Units.bytes(other / times)
              + " is asked for, "
              + times
              + "x smaller than "
              + others);
    }

    /** To the byte, where a byte decides. */
    private Judgement judge(long bytes, long other) {
      String measured =
          "has "
              + Units.exactBytes(bytes)
              + " bytes in files, "
              + than
              + " has "
              + Units.exactBytes(other);
      return bytes < other
          ? Judgement.met(measured)
          : Judgement.unmet(measured + ", and it has to be less");
    }
  }

  /**
   * Not too large.
   *
   * @param fileBytes the most bytes that all files of its layers may have
   */
  record AtMost(long fileBytes) implements Requirement {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public AtMost {
      requirePositive(fileBytes);
    }

    @Override
    public Judgement judge(Evidence evidence) {
      String has = "has " + Units.bytes(evidence.fileBytes()) + " in files";
      return evidence.fileBytes() <= fileBytes
          ? Judgement.met(has)
          : Judgement.unmet(has + ", and " + Units.bytes(fileBytes) + " is the most");
    }
  }

  /** Runs as a user that isn't root, and that one can tell from root by its number. */
  record NonRoot() implements Requirement {
    @Override
    public Judgement judge(Evidence evidence) {
      String user = evidence.user();
      String name = user.replaceFirst(":.*", "");
      if (name.matches("0*[1-9]\\d*")) {
        return Judgement.met("runs as user " + user);
      }
      if (name.isEmpty()) {
        return Judgement.unmet("runs as root, since no USER is set");
      }
      return Judgement.unmet(
          name.matches("0+|root")
              ? "runs as root, since USER is " + user
              : "runs as " + user + ", which one can't tell from root without a number");
    }
  }

  /**
   * Its program runs, and ends with exit code 0.
   *
   * @param arguments what is handed to it, in place of {@code CMD}; nothing leaves that as it is
   * @param prints what its output has to contain
   */
  record Runs(List<String> arguments, String prints) implements Requirement {
    /** Copies the list. */
    public Runs {
      arguments = arguments == null ? List.of() : List.copyOf(arguments);
      Objects.requireNonNull(prints, "runs: what has it to print?");
    }

    @Override
    public Judgement judge(Evidence evidence) {
      Evidence.Run run = evidence.run(arguments);
      if (run.startFailure().isPresent()) {
        return Judgement.unmet("doesn't start", run.startFailure().get());
      }
      if (run.exitCode().isEmpty()) {
        return Judgement.unmet("doesn't come to an end", run.output());
      }
      if (run.exitCode().get() != 0) {
        return Judgement.unmet("ends with exit code " + run.exitCode().get(), run.output());
      }
      if (run.output().contains(prints)) {
        return Judgement.met("prints «" + prints + "»");
      }
      return run.output().isBlank()
          ? Judgement.unmet("prints nothing instead of «" + prints + "»")
          : Judgement.unmet("prints something else than «" + prints + "»", run.output());
    }
  }

  /**
   * The content of a file of the exercise is nowhere in the image, whether a container sees it or
   * not.
   *
   * @param file the file with the secret, in the exercise's folder
   */
  record Hides(String file) implements Requirement {
    /** Reads the file's name. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Hides {
      Objects.requireNonNull(file, "hides: which file's content?");
    }

    @Override
    public Judgement judge(Evidence evidence) {
      List<Evidence.Place> places = evidence.placesOf(file);
      if (places.isEmpty()) {
        return Judgement.met("has the secret from " + file + " in no layer and not in its history");
      }
      return Judgement.unmet(
          "still has the secret from "
              + file
              + places.stream().map(Hides::text).collect(Collectors.joining(" and ", " ", "")));
    }

    private static String text(Evidence.Place place) {
      if (place instanceof Evidence.Place.InLayer layer) {
        return "in layer "
            + layer.number()
            + layer.instruction().map(made -> " (" + made + ")").orElse("");
      }
      return "in its configuration or history, for docker history --no-trunc to show";
    }
  }

  /**
   * The content of a file of the exercise is in no stage that the image is made with, so the build
   * cache doesn't keep it.
   *
   * @param file the file with the secret, in the exercise's folder
   */
  record HidesFromCache(String file) implements Requirement {
    /** Reads the file's name. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HidesFromCache {
      Objects.requireNonNull(file, "hidesFromCache: which file's content?");
    }

    @Override
    public Judgement judge(Evidence evidence) {
      List<String> stages = evidence.stagesWith(file);
      return stages.isEmpty()
          ? Judgement.met("leaves the secret from " + file + " in no other stage")
          : Judgement.unmet(
              "leaves the secret from "
                  + file
                  + " in the build cache, with stage "
                  + String.join(" and stage ", stages));
    }
  }

  /**
   * It has a label.
   *
   * @param key its name, such as {@code org.opencontainers.image.version}
   * @param value what it says
   */
  record Label(String key, String value) implements Requirement {
    /**
     * Checks that both are given.
     *
     * @throws IllegalArgumentException when one is missing
     */
    public Label {
      if (key == null || value == null) {
        throw new IllegalArgumentException("a label has a key and a value");
      }
    }

    @Override
    public Judgement judge(Evidence evidence) {
      String says = evidence.labels().getOrDefault(key, "");
      if (says.equals(value)) {
        return Judgement.met("has the label " + key + "=" + value);
      }
      return Judgement.unmet(
          says.isEmpty()
              ? "has no label " + key
              : "has the label " + key + "=" + says + " instead of " + value);
    }
  }

  /**
   * After a change to a source, not much of it has to be pushed, and pulled, again.
   *
   * @param after the change
   * @param atMostBytes how much at most, compressed
   */
  record PushesAgain(Change after, long atMostBytes) implements Requirement {
    /**
     * Checks that both are given.
     *
     * @throws IllegalArgumentException when the number is less than 1
     */
    public PushesAgain {
      Objects.requireNonNull(after, "pushesAgain: after which change?");
      requirePositive(atMostBytes);
    }

    @Override
    public Judgement judge(Evidence evidence) {
      Set<DiffId> before =
          evidence.image().layers().stream().map(Layer::diffId).collect(Collectors.toSet());
      Result<Image> rebuilt = evidence.rebuiltAfter(after);
      if (rebuilt.failure().isPresent()) {
        return Judgement.unmet(
            "can't be built again with one more line in " + after.file(), rebuilt.failure().get());
      }
      List<Layer> pushed =
          rebuilt.result().orElseThrow().layers().stream()
              .filter(layer -> !before.contains(layer.diffId()))
              .toList();
      if (pushed.isEmpty()) {
        return Judgement.unmet(
            "is the same with one more line in " + after.file() + ": that file isn't used");
      }
      long bytes = Layer.gzipBytes(pushed).orElseThrow();
      String measured = "pushes " + Units.bytes(bytes) + " again after one changed line";
      if (bytes <= atMostBytes) {
        return Judgement.met(measured);
      }
      return Judgement.unmet(
          measured + ", and " + Units.bytes(atMostBytes) + " is the most",
          pushed.stream()
              .map(
                  layer ->
                      Units.bytes(layer.gzipBytes().orElseThrow())
                          + " from "
                          + layer.instruction().orElse("a layer that the history doesn't explain"))
              .collect(Collectors.joining("\n")));
    }
  }

  /**
   * It can't be built with a source that its tests find wrong.
   *
   * @param change what makes the source wrong
   */
  record Refuses(Change change) implements Requirement {
    /** Reads the change. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Refuses {
      Objects.requireNonNull(change, "refuses: which change?");
    }

    @Override
    public Judgement judge(Evidence evidence) {
      String changed = "with «" + change.line() + "» added to " + change.file();
      return evidence.rebuiltAfter(change).failure().isPresent()
          ? Judgement.met("refuses to build " + changed)
          : Judgement.unmet("also builds " + changed + ", which its test should have stopped");
    }
  }

  private static void requirePositive(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a number of bytes is 1 or more, not " + bytes);
    }
  }
}
