package multistage.sizereport;

import static io.restassured.RestAssured.given;
import static multistage.sizereport.ImageAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import multistage.image.explain.ExplainedImage;
import multistage.image.explain.SavedImages;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The first step: one Dockerfile, one container, one question, one look inside. */
class OneImageIT {
  private static final Path REPOSITORY = Path.of(System.getProperty("repository", ".."));

  @Test
  void theSmallestBaseIsNoBase() throws Exception {
    ImageFromDockerfile image =
        new ImageFromDockerfile("lesson/one-image", false)
            .withFileFromPath(".", REPOSITORY.resolve("webserver-go"))
            .withFileFromPath(
                "Dockerfile", REPOSITORY.resolve("dockerfiles/go/multi-stage-scratch.Dockerfile"));
    try (GenericContainer<?> server =
        new GenericContainer<>(image)
            .withExposedPorts(8080)
            .waitingFor(Wait.forLogMessage(".*:8080.*", 1))) {
      server.start();

      given()
          .baseUri("http://" + server.getHost())
          .port(server.getMappedPort(8080))
          .get("/")
          .then()
          .statusCode(200)
          .body(equalTo("Hello, World!"));

      try (InputStream archive =
          server.getDockerClient().saveImageCmd(server.getDockerImageName()).exec()) {
        List<ExplainedImage> saved = SavedImages.read(archive);
        assertThat(saved.get(0))
            .isAtMost("12 MB")
            .contains("/webserver")
            .hasNoShell()
            .runsAsNonRoot();
      }
    }
  }
}
