package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import multistage.report.diagnostic.UserError;

/**
 * A Dockerfile as it is built: its lines, and which stage and instruction each belongs to.
 *
 * @param file what messages call it
 * @param lines its text
 * @param stages in the file's order
 * @param target the stage that is built, from 0
 */
public record BuildSource(String file, List<String> lines, List<SourceStage> stages, int target) {
  /** Copies the lists. */
  public BuildSource {
    lines = List.copyOf(lines);
    stages = List.copyOf(stages);
  }

  /**
   * Reads a Dockerfile.
   *
   * @param file what messages call it
   * @param target the stage to build, as {@code --target} names it; empty for the last
   * @param arguments what {@code --build-arg} sets
   * @throws UserError when {@code docker build} refuses it before anything runs, or there is no
   *     such stage
   */
  public static BuildSource read(
      String file, String text, Optional<String> target, Map<String, String> arguments) {
    Dockerfile dockerfile = Dockerfile.read(file, text);
    target.ifPresent(name -> requireStage(dockerfile, name));
    Platform machine = Platform.ofThisMachine();
    BuildPlan plan =
        BuildPlan.of(
            dockerfile,
            new BuildPlan.Wanted(target, false, machine, machine, Optional.empty(), arguments));
    // A byte order mark, which editors on Windows write.
    List<String> lines = text.replaceFirst("^\uFEFF", "").lines().toList();
    return new BuildSource(file, lines, plan.source(), plan.target());
  }

  /** The stages that the image is made with, and that it isn't made of. */
  public List<SourceStage> leftBehind() {
    List<SourceStage> chain = chain(target);
    return stages.stream().filter(stage -> stage.isNeeded() && !chain.contains(stage)).toList();
  }

  private static void requireStage(Dockerfile dockerfile, String target) {
    List<String> names =
        dockerfile.stages().stream().flatMap(stage -> stage.name().stream()).toList();
    if (names.stream().noneMatch(target::equalsIgnoreCase)) {
      throw new UserError(
              "there is no stage \"" + target + "\"",
              (names.isEmpty()
                  ? "give one a name with AS"
                  : "there are: " + String.join(", ", names)))
          .at(dockerfile.file(), dockerfile.stages().get(0).line());
    }
  }

  /**
   * The stages that a stage's image is made of: the one that starts from an image or from {@code
   * scratch}, those that start from it one after another, and at the end the stage itself.
   */
  public List<SourceStage> chain(int stage) {
    List<SourceStage> chain = new ArrayList<>(List.of(stages.get(stage)));
    for (OptionalInt base = stages.get(stage).baseStage();
        base.isPresent();
        base = stages.get(base.getAsInt()).baseStage()) {
      chain.add(0, stages.get(base.getAsInt()));
    }
    return List.copyOf(chain);
  }
}
