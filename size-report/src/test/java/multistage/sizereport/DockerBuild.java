package multistage.sizereport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.utility.LazyFuture;

/**
 * An image that {@code docker build} builds with BuildKit. A container takes its image from any
 * {@code Future<String>}: this one builds when it is first asked for the name.
 */
public final class DockerBuild extends LazyFuture<String> {
  private static final String OFFLINE =
      "(?s).*?([^\n]*(no such host|[Uu]nknown host| resolving|connection refused|timeout)[^\n]*).*";
  // The first docker on PATH may lack buildx, which BuildKit needs: then Debian's own.
  private static final String DOCKER =
      run("1", List.of("docker", "build", "--help")).isEmpty() ? "docker" : "/usr/bin/docker";

  private final String name;
  private final List<String> command;
  private String buildKit = "1";
  private boolean abortsIfOffline;

  public DockerBuild(String name, Path context) {
    this.name = name;
    this.command = new ArrayList<>(List.of(DOCKER, "build", "--tag=" + name, context.toString()));
  }

  /** Adds options of {@code docker build}, such as {@code --target=test}. */
  public DockerBuild with(String... options) {
    command.addAll(List.of(options));
    return this;
  }

  /** Builds with the builder that Docker had before BuildKit. */
  public DockerBuild withClassicBuilder() {
    buildKit = "0";
    return with("--force-rm"); // it would leave the container of a step that fails
  }

  /** Aborts the test where the network that the build needs cannot be reached. */
  public DockerBuild abortIfOffline() {
    abortsIfOffline = true;
    return this;
  }

  @Override
  protected String resolve() {
    String failure = run(buildKit, command);
    assumeFalse(abortsIfOffline && failure.matches(OFFLINE), failure.replaceAll(OFFLINE, "$1"));
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
    }
    return name;
  }

  /** Runs a command, and returns what it printed if it has failed. */
  private static String run(String buildKit, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOCKER_BUILDKIT", buildKit);
    // Attestations say when an image was built: with them, each build makes another image.
    builder.environment().put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      int exitCode = process.onExit().join().exitValue();
      return exitCode == 0 ? "" : output + "exit code " + exitCode;
    } catch (IOException e) {
      return e.getMessage(); // there is no such program
    }
  }
}
