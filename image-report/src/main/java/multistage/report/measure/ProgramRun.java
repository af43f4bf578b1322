package multistage.report.measure;

import com.github.dockerjava.api.exception.DockerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.EngineMessage;
import multistage.report.engine.OwnContainer;

/**
 * What an image's program did that is expected to end by itself.
 *
 * @param startFailure why the engine couldn't start it, if it couldn't
 * @param exitCode what it ended with; empty where it didn't end in time
 * @param output what it printed
 */
public record ProgramRun(Optional<String> startFailure, Optional<Integer> exitCode, String output) {
  /** How long a program may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Runs it in a container of its own, which is gone afterwards.
   *
   * @param arguments in place of the image's {@code CMD}; none leaves that as it is
   */
  public static ProgramRun of(EngineConnection engine, String imageName, List<String> arguments) {
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
      return new ProgramRun(Optional.empty(), exitCode, container.output());
    } catch (DockerException e) {
      return new ProgramRun(Optional.of(EngineMessage.of(e)), Optional.empty(), "");
    }
  }
}
