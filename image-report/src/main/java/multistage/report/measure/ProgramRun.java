package multistage.report.measure;

import com.github.dockerjava.api.exception.DockerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.EngineMessage;
import multistage.report.engine.OwnContainer;
import multistage.report.exercise.Evidence.Run;

/** Runs an image's program that is expected to end by itself. */
public final class ProgramRun {
  /** How long a program may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ProgramRun() {}

  /**
   * Runs it in a container of its own, which is gone afterwards.
   *
   * @param arguments in place of the image's {@code CMD}; none leaves that as it is
   */
  public static Run of(EngineConnection engine, String imageName, List<String> arguments) {
    try (OwnContainer container =
        OwnContainer.create(
            engine,
            imageName,
            command -> {
              if (!arguments.isEmpty()) {
                command.withCmd(arguments);
              }
            })) {
      container.start();
      OptionalInt end = container.awaitEnd(PATIENCE, () -> {});
      Optional<Integer> exitCode = end.isPresent() ? Optional.of(end.getAsInt()) : Optional.empty();
      return new Run(Optional.empty(), exitCode, container.output());
    } catch (DockerException e) {
      return new Run(Optional.of(EngineMessage.of(e)), Optional.empty(), "");
    }
  }
}
