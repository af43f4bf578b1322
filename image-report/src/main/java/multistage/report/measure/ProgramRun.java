package multistage.report.measure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The engine's answer as docker-java quotes it. */
  private static final Pattern MESSAGE = Pattern.compile("(?s).*\"message\":\"(.*?)\"}.*");

  /**
   * Runs it in a container of its own, which is gone afterwards.
   *
   * @param arguments in place of the image's {@code CMD}; none leaves that as it is
   */
  public static ProgramRun of(String imageName, List<String> arguments) {
    try (MomentaryContainer container =
        MomentaryContainer.create(
            imageName, create -> arguments.isEmpty() ? create : create.withCmd(arguments))) {
      DockerClient client = container.client();
      client.startContainerCmd(container.id()).exec();
      Optional<Integer> exitCode = exitCode(client, container.id());
      return new ProgramRun(Optional.empty(), exitCode, output(client, container.id()));
    } catch (DockerException e) {
      return notStarted(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + imageName, e);
    } catch (IOException e) {
      throw new IllegalStateException("the engine's answer couldn't be closed", e);
    }
  }

  private static ProgramRun notStarted(DockerException e) {
    Matcher message = MESSAGE.matcher(e.getMessage());
    String reason = message.matches() ? message.group(1) : e.getMessage();
    return new ProgramRun(
        Optional.of(reason.replace("\\\"", "\"").replace("\\n", "\n")), Optional.empty(), "");
  }

  private static Optional<Integer> exitCode(DockerClient client, String container)
      throws IOException, InterruptedException {
    try (WaitContainerResultCallback ended = client.waitContainerCmd(container).start()) {
      return ended.awaitCompletion(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(ended.awaitStatusCode())
          : Optional.empty();
    }
  }

  private static String output(DockerClient client, String container)
      throws IOException, InterruptedException {
    StringBuilder output = new StringBuilder();
    try (ResultCallback.Adapter<Frame> frames =
        client
            .logContainerCmd(container)
            .withStdOut(true)
            .withStdErr(true)
            .exec(
                new ResultCallback.Adapter<>() {
                  @Override
                  public void onNext(Frame frame) {
                    output.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                  }
                })) {
      frames.awaitCompletion();
    }
    return output.toString();
  }
}
