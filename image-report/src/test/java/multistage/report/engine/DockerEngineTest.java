package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerEngineTest {
  @ParameterizedTest
  @CsvSource({
    "debian, debian:latest",
    "debian:trixie, debian:trixie",
    "localhost:5000/debian, localhost:5000/debian:latest",
    "localhost:5000/debian:trixie, localhost:5000/debian:trixie",
    "debian@sha256:abc, debian@sha256:abc",
  })
  void pullsOneTagAndNotAllThatThereAre(String reference, String pulled) {
    assertThat(DockerEngine.withTag(reference)).isEqualTo(pulled);
  }

  @ParameterizedTest
  @CsvSource({
    "debian:trixie, true",
    "team/image, true",
    "docker.io/library/debian:trixie, true",
    "localhost/debian, false",
    "localhost:5000/debian, false",
    "gcr.io/distroless/static-debian13:nonroot, false",
    "debian@sha256:abc, true",
  })
  void tellsDockerHubFromOtherRegistries(String reference, boolean isOnDockerHub) {
    assertThat(DockerEngine.isOnDockerHub(reference)).isEqualTo(isOnDockerHub);
  }
}
