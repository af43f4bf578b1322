package multistage.report.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.model.Builder;
import multistage.report.model.Variant;

/**
 * BuildKit, by way of a {@code docker} client: the engine's API for it is a protocol of its own
 * that no Java client speaks.
 *
 * <p>From version 23 on a client needs the plugin buildx for it, which not every one has; older
 * ones bring it themselves. The first that can is taken.
 */
public final class BuildKit implements ImageBuilder, BuildCache {
  private static final int FIRST_VERSION_WITHOUT = 23;

  private static final Pattern RECORD =
      Pattern.compile("([a-z0-9]{8,})\\*?(?:\\s+(?:true|false)\\s.*)?\\s*");

  private final Optional<Path> client;
  private final EngineWatch watch;
  private final Supplier<Standstill> standstill;

  /**
   * That of the engine that the client uses.
   *
   * @param watch says when that engine is given up: nothing waits for it then
   */
  public BuildKit(EngineWatch watch) {
    this(findClient(), watch, Standstill::ofBuild);
  }

  /** That of an engine that nobody watches. */
  public BuildKit() {
    this(new EngineWatch(() -> true));
  }

  BuildKit(Optional<Path> client, EngineWatch watch, Supplier<Standstill> standstill) {
    this.client = client;
    this.watch = watch;
    this.standstill = standstill;
  }

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
    Standstill stands = standstill.get();
    AtomicBoolean stood = new AtomicBoolean();
    try {
      int code =
          ClientProcess.run(
              command,
              line -> {
                stands.moved();
                lines.add(line);
                log.accept(line);
              },
              () -> {
                stood.set(stands.isReached());
                return stood.get() ? Optional.of(Standstill.inWords()) : givenUp();
              });
      if (code != 0) {
        String last = lines.isEmpty() ? "exit code " + code : lines.get(lines.size() - 1);
        throw new BuildFailedException(last, null);
      }
    } catch (ClientProcess.EndedException e) {
      throw stood.get()
          ? BuildFailedException.standstill(e.getMessage())
          : new BuildFailedException(e.getMessage(), e);
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
    try {
      return recordsIn(output("buildx", "du"));
    } catch (IOException e) {
      // A client before version 23 may have no buildx. What it has adds up images, too, and fails
      // if one of them changes meanwhile.
      return recordsIn(
          output(
              "system", "df", "--verbose", "--format={{range .BuildCache}}{{println .ID}}{{end}}"));
    }
  }

  /**
   * Reads the IDs in the client's list of records, which may be a table with a record in each row.
   * It marks those that are in use with {@code *}; what else there may be are sums and warnings.
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
    int code = ClientProcess.run(command, lines::add, this::givenUp);
    if (code != 0) {
      throw new IOException(
          String.join(" ", command)
              + ": "
              + (lines.isEmpty() ? "exit code " + code : lines.get(0)));
    }
    return lines;
  }

  /** Why no client is to wait for the engine, if that is so. */
  private Optional<String> givenUp() {
    return watch.isGivenUp() ? Optional.of("the engine doesn't answer") : Optional.empty();
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
      return run(docker, line -> {}, "buildx", "version") == 0
          || run(docker, version::add, "version", "--format={{.Client.Version}}") == 0
              && Integer.parseInt(version.get(0).replaceFirst("\\D.*", "")) < FIRST_VERSION_WITHOUT;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static int run(Path docker, Consumer<String> output, String... arguments)
      throws IOException {
    List<String> command =
        Stream.concat(Stream.of(docker.toString()), Stream.of(arguments)).toList();
    return ClientProcess.run(command, output, Optional::empty);
  }
}
