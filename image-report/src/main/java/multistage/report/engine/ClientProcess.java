package multistage.report.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import multistage.report.process.AtTheEnd;

/** A {@code docker} client that runs, and is ended when there is nothing to wait for any more. */
final class ClientProcess {
  /** There was nothing to wait for any more; the message says why. */
  static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;

    EndedException(String why) {
      super(why);
    }
  }

  private static final long LOOK_MILLIS = 500;
  private static final long END_SECONDS = 5;

  private final Process process;
  private final Supplier<Optional<String>> pointless;
  private volatile Optional<String> ended = Optional.empty();

  private ClientProcess(Process process, Supplier<Optional<String>> pointless) {
    this.process = process;
    this.pointless = pointless;
  }

  /**
   * Runs one to its end.
   *
   * @param output is handed each line of both its outputs
   * @param pointless is asked twice a second why it has to be ended, if it has
   * @return its exit code
   * @throws EndedException when it had to be ended, with that reason
   * @throws IOException when it can't be run
   */
  static int run(
      List<String> command, Consumer<String> output, Supplier<Optional<String>> pointless)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOCKER_BUILDKIT", "1");
    // Attestations say when an image was built: with them, each build makes another image where
    // the engine keeps images in containerd's store, and every figure would be measured again.
    builder.environment().put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    // A builder in a container of its own would keep the image to itself.
    builder.environment().remove("BUILDX_BUILDER");
    Process process = builder.start();
    ClientProcess client = new ClientProcess(process, pointless);
    // A build that goes on after the process has ended would go on for nobody.
    try (AtTheEnd stopped = new AtTheEnd("end " + command.get(0), process::destroy);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      client.watch();
      process.getOutputStream().close();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.accept(line);
      }
      int code = process.waitFor();
      if (client.ended.isPresent()) {
        throw new EndedException(client.ended.get());
      }
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    } finally {
      // Nothing that is left when all went well.
      process.destroy();
    }
  }

  private void watch() {
    Thread thread = new Thread(this::endWhenPointless, "watch " + process.pid());
    thread.setDaemon(true);
    thread.start();
  }

  private void endWhenPointless() {
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        ended = pointless.get();
        if (ended.isPresent()) {
          end();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** First in a way that lets it tell the engine; its plugin buildx is a process of its own. */
  private void end() throws InterruptedException {
    List<ProcessHandle> plugins = process.descendants().toList();
    process.destroy();
    process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    plugins.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
