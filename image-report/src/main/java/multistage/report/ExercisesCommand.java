package multistage.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import multistage.report.engine.DockerEngine;
import multistage.report.exercise.ExerciseCheck;
import multistage.report.exercise.ExerciseRunner;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code image-report exercises}: the command behind {@code ./lab exercises}. */
@Command(
    name = "exercises",
    mixinStandardHelpOptions = true,
    description = {
      "Leads you through the exercises; without a command, lists them with your progress.",
      "You edit a copy of your own in the directory work. A number N can be left out: then it is the"
          + " exercise that you worked on last, or the next one that isn't solved."
    },
    subcommandsRepeatable = false)
final class ExercisesCommand implements Callable<Integer> {
  /** Which exercise it is about. */
  static final class Which {
    @Parameters(paramLabel = "N", arity = "0..1", description = "the exercise's number")
    private Optional<String> number;
  }

  @Spec private CommandSpec spec;

  /** Made once, though a watch checks often. */
  private Optional<ExerciseCheck> check = Optional.empty();

  @Override
  public Integer call() throws IOException {
    runner().list();
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows the task of the next exercise, and makes your copy.")
  void next(@Mixin Which which) throws IOException {
    runner().next(which.number);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Checks your copy: builds it, measures the image, and says what is still missing.",
        "The exit code is 0 only if the exercise is solved."
      })
  int check(@Mixin Which which) throws IOException {
    return runner().check(which.number) ? 0 : Failure.FAILED;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Checks your copy each time you save it, until the exercise is solved. Ctrl-C stops.",
        "Without a number, continues with the next exercise."
      })
  void watch(@Mixin Which which) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (AtTheEnd stopped =
        new AtTheEnd(
            "say how to continue",
            () -> {
              out.println("\nStopped. " + name() + " watch continues where you were.");
              out.flush();
            })) {
      runner().watch(which.number);
    }
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows a hint, each time one more.")
  void hint(@Mixin Which which) throws IOException {
    runner().hint(which.number);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Replaces your copy with the starter, and forgets its progress.")
  void reset(@Parameters(paramLabel = "N", description = "the exercise's number") String number)
      throws IOException {
    runner().reset(number);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Compares your copy with the starter, line by line: how many bytes each change added or"
            + " removed.",
        "When you have solved the exercise, also compares a solution with yours."
      })
  void compare(
      @Parameters(paramLabel = "N", arity = "0..1", description = "the exercise's number")
          Optional<String> number)
      throws IOException {
    runner().compare(number);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows a solution and its explanation, when you have solved the exercise.")
  void solution(
      @Parameters(paramLabel = "N", description = "the exercise's number") String number,
      @Option(names = "--anyway", description = "show it although you haven't") boolean anyway)
      throws IOException {
    runner().solution(number, anyway);
  }

  private ExerciseRunner runner() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return ExerciseRunner.in(
        Path.of("").toAbsolutePath(),
        name(),
        this::checks,
        Main.width(),
        text -> {
          out.print(text);
          out.flush();
        });
  }

  private ExerciseCheck checks() throws IOException {
    if (check.isEmpty()) {
      check =
          Optional.of(
              new ExerciseCheck(
                  DockerEngine.connect(),
                  Main.cacheFolder(),
                  Main.labRecord(),
                  Terminal.ofStandardError()));
    }
    return check.get();
  }

  /** What this was called as: a script that calls it says so. */
  private String name() {
    return Optional.ofNullable(System.getenv("LAB_COMMAND"))
        .filter(command -> !command.isBlank())
        .orElse(spec.root().name() + " exercises");
  }
}
