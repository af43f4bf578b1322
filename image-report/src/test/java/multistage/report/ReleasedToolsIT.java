package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.CaCertificates;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.Unreachable;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.weigh.ImageLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** One image, as each released tool writes it, has one explanation, byte for byte. */
@Tag("thorough")
@Tag("long")
class ReleasedToolsIT {
  private static final String SOURCE = "image-report/src/test/resources/released-tools";

  /** A tag is given, so that no tool adds one of its own. */
  private static final String IMAGE = "docker.io/multistage/released-tools:1";

  private static final Set<String> BY_CONTAINER_TOOLS =
      Set.of(
          "buildah-dir",
          "buildah-docker-archive",
          "buildah-oci",
          "buildah-oci-archive",
          "crane-legacy",
          "crane-oci",
          "crane-tarball",
          "docker.tar",
          "podman-docker-archive",
          "podman-docker-dir",
          "podman-oci-archive",
          "podman-oci-dir",
          "skopeo-dir",
          "skopeo-docker-archive",
          "skopeo-oci",
          "skopeo-oci-archive");

  /**
   * When it makes OCI's form of an image in Docker's, skopeo writes the configuration anew, without
   * what only Docker knows. So the ID, which is the configuration's digest, is another.
   */
  private static final Set<String> WITH_AN_ID_OF_THEIR_OWN =
      Set.of("skopeo-oci", "skopeo-oci-archive");

  @TempDir static Path folder;

  private static Path images;
  private static String docker;
  private static String tools;

  @BeforeAll
  static void writeWithEachTool() throws IOException, InterruptedException, BuildFailedException {
    BuildKit buildKit = new BuildKit();
    assumeTrue(buildKit.isThere(), "no docker client here can use BuildKit");
    docker = buildKit.client().orElseThrow().toString();
    buildTools(buildKit);
    images = Files.createDirectory(folder.resolve("images"));
    run("build", "--quiet", "--tag", IMAGE, Repository.ROOT.resolve(SOURCE + "/image").toString());
    run("save", "--output", images.resolve("docker.tar").toString(), IMAGE);
    // To mount file systems, as podman does, a container needs that right.
    String container = run("create", "--cap-add=SYS_ADMIN", "--network=none", tools, IMAGE);
    try {
      run("cp", images.toString(), container + ":/images");
      run("start", "--attach", container);
      run("cp", container + ":/images/.", images.toString());
    } finally {
      run("rm", "--force", "--volumes", container);
    }
  }

  @AfterAll
  static void removeImages() throws IOException, InterruptedException {
    if (images != null) {
      run("image", "rm", "--force", IMAGE, tools);
    }
  }

  @Test
  void oneImageHasOneExplanation() throws IOException {
    Map<String, Image> read = readAll();

    assertThat(read.keySet()).isEqualTo(new TreeSet<>(BY_CONTAINER_TOOLS));
    assertThat(explanations(read).values()).hasSize(1);
    Map<Boolean, Set<String>> ids =
        read.entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    entry -> WITH_AN_ID_OF_THEIR_OWN.contains(entry.getKey()),
                    Collectors.mapping(
                        entry -> entry.getValue().id().value(), Collectors.toSet())));
    assertThat(ids.get(true)).hasSize(1);
    assertThat(ids.get(false)).hasSize(1).doesNotContainAnyElementsOf(ids.get(true));
  }

  /** With the containerd image store an engine's BuildKit writes all forms, or else Docker's. */
  @Test
  void buildKitsOwnFormsHaveItToo() throws IOException, InterruptedException {
    String context = Repository.ROOT.resolve(SOURCE + "/image").toString();
    Path written = Files.createDirectory(folder.resolve("buildkit"));
    List<String> forms = new ArrayList<>(List.of("type=docker"));
    if (run("info", "--format", "{{.DriverStatus}}").contains("io.containerd.snapshotter")) {
      forms.addAll(
          List.of(
              "type=oci",
              "type=oci,tar=false",
              "type=oci,compression=zstd,force-compression=true"));
    }
    Map<String, Image> read = new TreeMap<>();
    for (String form : forms) {
      Path file = written.resolve(String.valueOf(read.size()));
      run("build", "--quiet", "--output", form + ",dest=" + file, context);
      read.put(form, read(file));
    }
    read.put("docker.tar", read(images.resolve("docker.tar")));

    assertThat(explanations(read).values()).hasSize(1);
    assertThat(read.values().stream().map(Image::id).distinct()).hasSize(1);
  }

  /** Jib takes the image as a base, adds nothing to it, and writes it as both of its formats. */
  @Test
  void jibsFormsHaveItToo() throws Exception {
    Map<String, Image> read = new TreeMap<>();
    for (ImageFormat format : ImageFormat.values()) {
      Path file = folder.resolve("jib-" + format + ".tar");
      Jib.from(TarImage.at(images.resolve("docker.tar")).named(IMAGE))
          .setFormat(format)
          .containerize(
              Containerizer.to(TarImage.at(file).named(IMAGE))
                  .setBaseImageLayersCache(folder.resolve("jib-base"))
                  .setApplicationLayersCache(folder.resolve("jib-application"))
                  .setOfflineMode(true));
      read.put(format.name(), read(file));
    }
    read.put("docker.tar", read(images.resolve("docker.tar")));

    assertThat(explanations(read).values()).hasSize(1);
  }

  private static Map<String, Image> readAll() throws IOException {
    Map<String, Image> read = new TreeMap<>();
    try (Stream<Path> files = Files.list(images)) {
      for (Path file : files.toList()) {
        read.put(file.getFileName().toString(), read(file));
      }
    }
    return read;
  }

  private static Image read(Path file) throws IOException {
    return new ImageLoader(
            () -> {
              throw new AssertionError("a file needs no engine");
            },
            // Each is read from its first byte to its last: nothing is known of the others.
            Files.createTempDirectory(folder, "cache"),
            true,
            new Progress(new PrintStream(OutputStream.nullOutputStream())))
        .load(file.toString(), Optional.empty())
        .image();
  }

  /** By what is said of an image, apart from its ID, who says it. */
  private static Map<String, List<String>> explanations(Map<String, Image> images) {
    JsonMapper json = JsonMapper.builder().build();
    return images.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry ->
                    json.writeValueAsString(entry.getValue())
                        .replace(entry.getValue().id().value(), "ID"),
                TreeMap::new,
                Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
  }

  /** Builds the image with the tools; skipped where packages or modules can't be had. */
  private static void buildTools(BuildKit buildKit) throws IOException, BuildFailedException {
    String file = SOURCE + "/tools/Dockerfile";
    Variant variant =
        DockerfileParser.parse(
            new VariantId("released", "tools"),
            file,
            SOURCE + "/tools",
            Files.readString(Repository.ROOT.resolve(file)));
    DockerEngine engine = DockerEngine.connect();
    for (String base : variant.baseImages()) {
      Optional<String> missing = engine.fetch(base);
      assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
    BuildInputs inputs =
        new BuildInputs(
            CaCertificates.ofThisMachine()
                .map(bundle -> Map.of(CaCertificates.SECRET, bundle))
                .orElse(Map.of()),
            Map.of(),
            Optional.ofNullable(System.getenv("GOPROXY"))
                .map(proxy -> Map.of("GOPROXY", proxy))
                .orElse(Map.of()),
            true);
    List<String> log = new ArrayList<>();
    try {
      buildKit.build(Repository.ROOT, variant, variant.imageName(), inputs, log::add);
    } catch (BuildFailedException e) {
      Optional<String> unreachable = Unreachable.packagesIn(log);
      assumeTrue(
          unreachable.isEmpty(), () -> "no package repository: " + unreachable.orElseThrow());
      throw new AssertionError(String.join("\n", log), e);
    }
    tools = variant.imageName();
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(docker));
    command.addAll(Arrays.asList(arguments));
    Path said = Files.createTempFile(folder, "said", ".txt");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    String text = Files.readString(said).strip();
    assertThat(exit).as("%s: %s", command, text).isZero();
    return text;
  }
}
