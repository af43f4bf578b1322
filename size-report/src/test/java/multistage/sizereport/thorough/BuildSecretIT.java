package multistage.sizereport.thorough;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import multistage.image.archive.TextSearch;
import multistage.sizereport.DockerBuild;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the token for a private library stays: nowhere with {@code chi/multi-stage-private}, and in
 * the image with {@code docs/examples/leaky-token.Dockerfile}.
 *
 * <p>Both are built with a program that does nothing, since compiling a real server takes long.
 */
@Tag("thorough")
class BuildSecretIT {
  @RegisterExtension static final Images IMAGES = new Images();

  private static final String GOOD = "dockerfiles/chi/multi-stage-private.Dockerfile";
  private static final String LEAKY = "docs/examples/leaky-token.Dockerfile";

  /** A program that does nothing. */
  private static final String PROGRAM = "package main\n\nfunc main() {}\n";

  @TempDir static Path directory;

  private static final GitServer SERVER = new GitServer();
  private static Checkout checkout;

  @BeforeAll
  static void startGitServer() throws IOException {
    checkout =
        Checkout.copy(
            directory, GOOD, LEAKY, "webserver-chi/private/go.mod", "webserver-chi/private/go.sum");
    Files.writeString(checkout.path("webserver-chi/main.go"), PROGRAM);
    Files.writeString(checkout.path("webserver-chi/private/platform.go"), "package main\n");
    SERVER.start();
    Files.writeString(checkout.path("certificates"), trustedByThisMachine() + SERVER.certificate());
    Files.writeString(checkout.path("token"), netrc(SERVER.token));
  }

  @AfterAll
  static void stopGitServer() {
    SERVER.stop();
  }

  @Test
  void leavesNothingBehind() throws IOException {
    String image = build("secret", GOOD).with(tokenIn("token"), certificates()).get();

    assertThat(placesOf(SERVER.token, image)).as("the token").isEmpty();
    assertThat(placesOf(base64("reader:" + SERVER.token), image)).as("as HTTP sends it").isEmpty();
    assertThat(placesOf(lineOf(SERVER.certificate()), image)).as("the certificate").isEmpty();
    assertThat(placesOf("GOPRIVATE", image)).as("the build stage's environment").isEmpty();
  }

  /** An argument stays in the history, and a file that is removed in a later layer stays, too. */
  @Test
  void argumentsAndRemovedFilesStay() throws IOException {
    String argument = "--build-arg=TOKEN=" + SERVER.token;
    String image = build("leaky", LEAKY).with(argument, certificates()).get();

    assertThat(placesOf(SERVER.token, image)).containsExactlyInAnyOrder("description", "layer");
    assertThat(placesOf(lineOf(SERVER.certificate()), image)).as("the certificate").isEmpty();
  }

  /** The library really is private: the build above didn't get it elsewhere. */
  @Test
  void failsWithAWrongToken() throws IOException {
    Files.writeString(checkout.path("wrong"), netrc("wrong"));

    assertThatThrownBy(build("wrong", GOOD).with(tokenIn("wrong"), certificates())::get)
        .hasMessageContaining("git.example.com/platform.git");
  }

  @Test
  void failsAtOnceWithoutASecretThatIsRequired() {
    assertThatThrownBy(build("missing", GOOD).with(tokenIn("token"))::get)
        .hasMessageContaining("secret ca-certificates: not found");
  }

  /** Without the cache: with it, the build would do without this token. */
  private static DockerBuild build(String tag, String dockerfile) {
    return new DockerBuild(IMAGES.named(tag), checkout.path("webserver-chi"))
        .with("--file=" + checkout.path(dockerfile), "--no-cache")
        .with("--add-host=git.example.com:" + SERVER.address())
        .abortIfOffline();
  }

  private static String tokenIn(String file) {
    return "--secret=id=netrc,src=" + checkout.path(file);
  }

  private static String certificates() {
    return "--secret=id=ca-certificates,src=" + checkout.path("certificates");
  }

  private static String netrc(String password) {
    return "machine git.example.com login reader password " + password + "\n";
  }

  /** A company's proxy may have a certificate of its own; where there is no file, an image's do. */
  private static String trustedByThisMachine() throws IOException {
    Path file = Path.of("/etc/ssl/certs/ca-certificates.crt");
    return Files.exists(file)
        ? Files.readString(file)
        : SERVER.copyFileFromContainer(
            file.toString(), content -> new String(content.readAllBytes(), UTF_8));
  }

  /**
   * Whether a text is in a layer, or in what describes the image: its configuration, its history.
   */
  private static Set<String> placesOf(String text, String name) throws IOException {
    List<String> layers = Images.DOCKER.inspectImageCmd(name).exec().getRootFS().getLayers();
    try (InputStream archive = Images.DOCKER.saveImageCmd(name).exec()) {
      return TextSearch.digestsOf(text, archive).stream()
          .map(digest -> layers.contains(digest.value()) ? "layer" : "description")
          .collect(Collectors.toSet());
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String lineOf(String certificate) {
    return certificate.lines().skip(2).findFirst().orElseThrow();
  }
}
