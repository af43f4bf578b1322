package multistage.report.engine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.process.AtTheEnd;

/**
 * BuildKit, by way of a {@code docker} client: the engine's API for it is a protocol of its own
 * that no Java client speaks.
 *
 * <p>From version 23 on a client needs the plugin buildx for it, which not every one has; older
 * ones bring it themselves. The first that can is taken.
 */
public final class BuildKit implements ImageBuilder, BuildCache {
  private static final int FIRST_VERSION_WITHOUT = 23;

  private static final Pattern RECORD = Pattern.compile("\\s*([a-z0-9]{8,})\\*?\\s*");

  private final Optional<Path> client = findClient();

  /** Whether there is a client that can use it. */
  public boolean isThere() {
    return client.isPresent();
  }

  /** The {@code docker} client that can use it, if there is one. */
  public Optional<Path> client() {
    return client;
  }

  @Override
  public Builder kind() {
    return Builder.BUILDKIT;
  }

  @Override
  public void build(
      Path root, Variant variant, String name, BuildInputs inputs, Consumer<String> log)
      throws BuildFailedException {
    Path docker =
        client.orElseThrow(
            () ->
                new BuildFailedException(
                    "no docker client on the PATH or in /usr/bin can use BuildKit; install its"
                        + " plugin buildx (Debian, Ubuntu: docker-buildx or docker.io)",
                    null));
    List<String> command =
        new ArrayList<>(List.of(docker.toString(), "build", "--progress=plain", "--tag=" + name));
    variant.platform().ifPresent(platform -> command.add("--platform=" + platform));
    inputs.secrets().forEach((id, file) -> command.add("--secret=id=" + id + ",src=" + file));
    inputs.hosts().forEach((host, address) -> command.add("--add-host=" + host + ":" + address));
    inputs.arguments().forEach((key, value) -> command.add("--build-arg=" + key + "=" + value));
    inputs.target().ifPresent(stage -> command.add("--target=" + stage));
    if (!inputs.fromCache()) {
      command.add("--no-cache");
    }
    command.add("--file=" + root.resolve(variant.dockerfile()));
    command.add(root.resolve(variant.context()).toString());
    List<String> lines = new ArrayList<>();
    try {
      int code =
          run(
              command,
              line -> {
                lines.add(line);
                log.accept(line);
              });
      if (code != 0) {
        String last = lines.isEmpty() ? "exit code " + code : lines.get(lines.size() - 1);
        throw new BuildFailedException(last, null);
      }
    } catch (IOException e) {
      throw new BuildFailedException(docker + " can't be run: " + e.getMessage(), e);
    }
  }

  @Override
  public Set<String> records() throws IOException {
    // Without a client there is none that could have kept anything.
    if (client.isEmpty()) {
      return Set.of();
    }
    return recordsIn(
        output(
            "system", "df", "--verbose", "--format={{range .BuildCache}}{{println .ID}}{{end}}"));
  }

  /**
   * Reads the IDs in the client's list of records. It marks those that are in use with {@code *};
   * what else there may be are its warnings.
   */
  static Set<String> recordsIn(List<String> lines) {
    return lines.stream()
        .map(RECORD::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void forget(Set<String> records) throws IOException {
    Optional<IOException> failure = Optional.empty();
    for (String record : records) {
      try {
        output("builder", "prune", "--all", "--force", "--filter=id=" + record);
      } catch (IOException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private List<String> output(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(client.stream().map(Path::toString), Stream.of(arguments)).toList();
    List<String> lines = new ArrayList<>();
    int code = run(command, lines::add);
    if (code != 0) {
      throw new IOException(
          String.join(" ", command)
              + ": "
              + (lines.isEmpty() ? "exit code " + code : lines.get(0)));
    }
    return lines;
  }

  private static Optional<Path> findClient() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/bin"))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of("docker", "docker.exe").flatMap(name -> path(folder, name)))
        .filter(Files::isExecutable)
        .filter(BuildKit::isCapable)
        .findFirst();
  }

  private static Stream<Path> path(String folder, String name) {
    try {
      return Stream.of(Path.of(folder, name));
    } catch (InvalidPathException e) {
      // Quoted, as Windows allows: such an entry is none of ours to understand.
      return Stream.empty();
    }
  }

  private static boolean isCapable(Path docker) {
    try {
      List<String> version = new ArrayList<>();
      return run(List.of(docker.toString(), "buildx", "version"), line -> {}) == 0
          || run(
                      List.of(docker.toString(), "version", "--format={{.Client.Version}}"),
                      version::add)
                  == 0
              && Integer.parseInt(version.get(0).replaceFirst("\\D.*", "")) < FIRST_VERSION_WITHOUT;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static int run(List<String> command, Consumer<String> output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOCKER_BUILDKIT", "1");
    // Attestations say when an image was built: with them, each build makes another image where
    // the engine keeps images in containerd's store, and every figure would be measured again.
    builder.environment().put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    // A builder in a container of its own would keep the image to itself.
    builder.environment().remove("BUILDX_BUILDER");
    Process process = builder.start();
    // A build that goes on after the process has ended would go on for nobody.
    try (AtTheEnd stopped = new AtTheEnd("end " + command.get(0), process::destroy);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      process.getOutputStream().close();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.accept(line);
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    } finally {
      // Nothing that is left when all went well.
      process.destroy();
    }
  }
}
