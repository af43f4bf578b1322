package multistage.sizereport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * One Dockerfile of the ladder: comments at its top, such as {@code # Platform: …}, describe it.
 */
record Variant(Path dockerfile, String text) {
  private static final Path REPOSITORY = Path.of(System.getProperty("repository", ".."));

  /** Every Dockerfile of the ladder, or those that {@code -Dvariants='go/*,java/*'} selects. */
  static List<Variant> all() throws IOException {
    String selected = System.getProperty("variants", "*").replace("*", ".*").replace(',', '|');
    List<Variant> variants = new ArrayList<>();
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("dockerfiles"), 2)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        variants.add(new Variant(file, Files.readString(file)));
      }
    }
    variants.removeIf(variant -> !variant.dockerfile.toString().endsWith(".Dockerfile"));
    variants.removeIf(variant -> !variant.toString().matches(selected));
    // PrivateModuleIT, a slow test, has the Git server that this one needs.
    variants.removeIf(variant -> variant.text.contains("# Secret: netrc"));
    return variants;
  }

  /** The name of its image, which is built when somebody gets it from this future. */
  Future<String> image() {
    String name = "lesson/" + toString().replace('/', ':');
    // The classic builder has no RUN --mount; without a registry, it first waits for a base image.
    return header("Builder").isPresent() || header("Needs").isPresent()
        ? new DockerBuild(name, this)
        : new ImageFromDockerfile(name, false)
            .withFileFromPath(".", context())
            .withFileFromPath("Dockerfile", dockerfile);
  }

  /** The build context: {@code webserver-go} for {@code dockerfiles/go}. */
  Path context() {
    return REPOSITORY.resolve("webserver-" + dockerfile.getParent().getFileName());
  }

  /** The rest of the first line {@code # KEY: …}, if there is one. */
  Optional<String> header(String key) {
    return text.lines()
        .filter(line -> line.startsWith("# " + key + ": "))
        .map(line -> line.substring(key.length() + 4))
        .findFirst();
  }

  /** Its name in every report, such as {@code go/multi-stage-scratch}. */
  @Override
  public String toString() {
    String path = dockerfile.getParent().getFileName() + "/" + dockerfile.getFileName();
    return path.replace(".Dockerfile", "");
  }
}
