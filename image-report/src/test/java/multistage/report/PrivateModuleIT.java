package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import multistage.report.SecretSearch.Place;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.CaCertificates;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.PrivateGitServer;
import multistage.report.engine.Unreachable;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/**
 * Where the token for a private library goes: nowhere, with {@code chi/multi-stage-private}, and
 * into the image with {@code docs/examples/leaky-token.Dockerfile}.
 *
 * <p>Both files are built as they are, with a program that does nothing: what is looked for is the
 * token, and compiling a real server takes long.
 */
@Tag("thorough")
class PrivateModuleIT {
  private static final String GOOD = "dockerfiles/chi/multi-stage-private.Dockerfile";
  private static final String LEAKY = "docs/examples/leaky-token.Dockerfile";

  private static final DockerEngine ENGINE = DockerEngine.connect();
  private static final BuildKit BUILD_KIT = new BuildKit();
  private static final List<String> NAMES = new ArrayList<>();

  @TempDir static Path root;
  @TempDir static Path secrets;

  private static PrivateGitServer server;

  @BeforeAll
  static void startGitServer() throws IOException, BuildFailedException {
    for (String file :
        List.of(GOOD, LEAKY, "webserver-chi/private/go.mod", "webserver-chi/private/go.sum")) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.copy(Repository.ROOT.resolve(file), root.resolve(file));
    }
    Files.writeString(root.resolve("webserver-chi/main.go"), "package main\n\nfunc main() {}\n");
    Files.writeString(root.resolve("webserver-chi/private/platform.go"), "package main\n");
    for (String image : List.of("golang:1.27", PrivateGitServer.IMAGE)) {
      Optional<String> missing = ENGINE.fetch(image);
      assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
    server = PrivateGitServer.start(ENGINE.connection(), Repository.ROOT, secrets);
  }

  @AfterAll
  static void removeAll() {
    NAMES.forEach(name -> DockerClientFactory.instance().client().removeImageCmd(name).exec());
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aBuildSecretLeavesNothingBehind() throws IOException, BuildFailedException {
    String image = build(GOOD, server.inputs());

    assertThat(placesOf(server.token(), image)).as("the token").isEmpty();
    assertThat(placesOf(asCredentials(server.token()), image)).as("as HTTP sends it").isEmpty();
    assertThat(placesOf(lineOf(server.certificate()), image)).as("the certificate").isEmpty();
    assertThat(placesOf("GOPRIVATE", image)).as("the build stage's environment").isEmpty();
  }

  @Test
  void anArgumentAndARemovedFileStay() throws IOException, BuildFailedException {
    BuildInputs inputs = server.inputs();
    String image =
        build(
            LEAKY,
            new BuildInputs(
                // Not the token: that comes in by the argument.
                Map.of(CaCertificates.SECRET, inputs.secrets().get(CaCertificates.SECRET)),
                inputs.hosts(),
                Map.of("TOKEN", server.token()),
                false));

    assertThat(placesOf(server.token(), image))
        .containsExactlyInAnyOrder(Place.DESCRIPTION, Place.LAYER);
    assertThat(placesOf(lineOf(server.certificate()), image)).as("the certificate").isEmpty();
  }

  @Test
  void withoutTheTokenThereIsNoLibrary() throws IOException {
    Map<String, Path> secrets = new HashMap<>(server.inputs().secrets());
    secrets.put(
        PrivateGitServer.SECRET,
        Files.writeString(
            root.resolve("wrong"), "machine git.example.com login reader password wrong\n"));

    assertThatThrownBy(
            () -> build(GOOD, new BuildInputs(secrets, server.inputs().hosts(), Map.of(), false)))
        .hasMessageContaining("git.example.com/platform.git");
  }

  @Test
  void withoutTheCertificateTheBuildFailsAtOnceAndNamesIt() throws IOException {
    Map<String, Path> secrets = new HashMap<>(server.inputs().secrets());
    secrets.remove(CaCertificates.SECRET);

    assertThatThrownBy(
            () -> build(GOOD, new BuildInputs(secrets, server.inputs().hosts(), Map.of(), false)))
        .hasMessageContaining("secret " + CaCertificates.SECRET + ": not found");
  }

  /** Without the cache: it would do without this token. */
  private static String build(String dockerfile, BuildInputs inputs) throws IOException {
    Variant variant =
        DockerfileParser.parse(
            new VariantId("private-module", "try-" + NAMES.size()),
            dockerfile,
            "webserver-chi",
            Files.readString(root.resolve(dockerfile)));
    List<String> log = new ArrayList<>();
    try {
      BUILD_KIT.build(root, variant, variant.imageName(), inputs.withoutCache(), log::add);
    } catch (BuildFailedException e) {
      Optional<String> unreachable = Unreachable.packagesIn(log);
      assumeTrue(
          unreachable.isEmpty(), () -> "no package repository: " + unreachable.orElseThrow());
      throw new AssertionError(String.join("\n", log), e);
    }
    NAMES.add(variant.imageName());
    return variant.imageName();
  }

  private static Set<Place> placesOf(String text, String image) throws IOException {
    try (InputStream archive = ENGINE.save(List.of(image))) {
      return SecretSearch.placesOf(text, archive);
    }
  }

  private static String asCredentials(String token) {
    return Base64.getEncoder().encodeToString(("reader:" + token).getBytes(StandardCharsets.UTF_8));
  }

  private static String lineOf(String certificate) {
    return certificate.lines().skip(2).findFirst().orElseThrow();
  }
}
