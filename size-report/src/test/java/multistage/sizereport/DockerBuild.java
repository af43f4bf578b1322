package multistage.sizereport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.utility.LazyFuture;

/**
 * An image that {@code docker build} builds with BuildKit. A container takes its image from any
 * {@code Future<String>}: this one builds when it is first asked for the name.
 */
final class DockerBuild extends LazyFuture<String> {
  private static final String OFFLINE =
      "(?s).*(no such host|Unknown host|connection refused|i/o timeout).*";
  private final String name;
  private final Variant variant;

  DockerBuild(String name, Variant variant) {
    this.name = name;
    this.variant = variant;
  }

  @Override
  protected String resolve() {
    String context = variant.context().toString();
    List<String> command = new ArrayList<>(List.of(client(), "build", "--tag=" + name, context));
    command.add("--file=" + variant.dockerfile());
    variant.header("Platform").ifPresent(platform -> command.add("--platform=" + platform));
    Result build = run(command);
    if (build.exitCode != 0) {
      boolean isOffline = variant.header("Needs").isPresent() && build.output.matches(OFFLINE);
      assumeFalse(isOffline, build.output.substring(build.output.lastIndexOf('\n') + 1));
      throw new ContainerFetchException(build.output);
    }
    return name;
  }

  /** A client without the buildx plugin refuses BuildKit; Debian's own may come second on PATH. */
  private static String client() {
    return run(List.of("docker", "build", "--help")).exitCode == 0 ? "docker" : "/usr/bin/docker";
  }

  private record Result(int exitCode, String output) {}

  private static Result run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOCKER_BUILDKIT", "1");
    // Attestations say when an image was built: with them, each build makes another image.
    builder.environment().put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.onExit().join().exitValue(), output.strip());
    } catch (IOException e) {
      throw new ContainerFetchException(command.get(0) + " cannot be run", e);
    }
  }
}
