package multistage.sizereport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Dockerfile of the ladder. Comments at its top, such as {@code # Platform: …}, describe it. */
public record Variant(Path dockerfile, String text) {
  public static final Path REPOSITORY = Path.of(System.getProperty("repository", ".."));

  /** Every Dockerfile in dockerfiles/, or those that {@code -Dvariants='go/*,java/*'} selects. */
  public static List<Variant> all() throws IOException {
    String pattern = System.getProperty("variants", "*");
    String selected = pattern.replace("*", ".*").replace(',', '|');
    List<Variant> variants = new ArrayList<>();
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("dockerfiles"), 2).sorted()) {
      for (Path file : files.filter(path -> path.toString().endsWith(".Dockerfile")).toList()) {
        variants.add(new Variant(file, Files.readString(file)));
      }
    }
    if (variants.stream().noneMatch(variant -> variant.toString().matches(selected))) {
      throw new IllegalArgumentException("-Dvariants=" + pattern + " selects none of " + variants);
    }
    variants.removeIf(variant -> !variant.toString().matches(selected));
    variants.removeIf(variant -> variant.text.contains("# Secret: netrc")); // see BuildSecretIT
    return variants;
  }

  /** Its image, which is built when somebody gets the name from this future. */
  public DockerBuild image() {
    DockerBuild image = new DockerBuild("lesson/" + toString().replace('/', ':'), context());
    header("Platform").ifPresent(platform -> image.with("--platform=" + platform));
    header("Needs").ifPresent(network -> image.abortIfOffline());
    return image.with("--file=" + dockerfile);
  }

  /** The build context: {@code webserver-go} for {@code dockerfiles/go}. */
  public Path context() {
    return REPOSITORY.resolve("webserver-" + dockerfile.getParent().getFileName());
  }

  /** The rest of the first line {@code # KEY: …}, if there is one. */
  public Optional<String> header(String key) {
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
