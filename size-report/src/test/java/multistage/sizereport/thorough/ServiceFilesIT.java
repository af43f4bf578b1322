package multistage.sizereport.thorough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import multistage.sizereport.DockerBuild;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;

/**
 * The files that most services need: CA certificates, time zones, a user with a name. To see
 * whether they are usable, the test puts another program on top of the image, which uses them.
 */
@Tag("thorough")
class ServiceFilesIT {
  @RegisterExtension static final Images IMAGES = new Images();

  private static final Path CONTEXT = Path.of("src/test/resources/probe");

  @ParameterizedTest
  @ValueSource(strings = {"go/multi-stage-service", "go/multi-stage-distroless"})
  void areThere(String variant) throws IOException {
    try (GenericContainer<?> probe = probe(variant, "trusting")) {
      assertThat(probe.getLogs().lines())
          .containsExactly(
              "TLS: 204 No Content, verified up to \"Test authority\"",
              "time zone: 14:00 CEST",
              "user: nonroot");
      assertThat(EndsByItself.exitCodeOf(probe)).isZero();
    }
  }

  /** Certificates that vouch for every server would pass the test above. */
  @ParameterizedTest
  @ValueSource(strings = {"go/multi-stage-service", "go/multi-stage-distroless"})
  void doNotVouchForEveryServer(String variant) throws IOException {
    try (GenericContainer<?> probe = probe(variant, "probe")) {
      assertThat(probe.getLogs().lines().findFirst().orElse(""))
          .startsWith("TLS: missing:")
          .contains("certificate signed by unknown authority");
      assertThat(EndsByItself.exitCodeOf(probe)).isEqualTo(1);
    }
  }

  /** The probe can fail: on scratch, there is nothing that it could use. */
  @ParameterizedTest
  @ValueSource(strings = "go/multi-stage-scratch")
  void areNotOnScratch(String variant) throws IOException {
    try (GenericContainer<?> probe = probe(variant, "probe")) {
      List<String> lines = probe.getLogs().lines().toList();
      assertThat(lines).hasSize(3).allMatch(line -> line.contains(": missing: "));
      assertThat(EndsByItself.exitCodeOf(probe)).isEqualTo(1);
    }
  }

  /** Runs the probe on top of a variant's image to its end. */
  private static GenericContainer<?> probe(String variant, String target) throws IOException {
    String name = IMAGES.named(variant.replace('/', '-') + "-" + target);
    DockerBuild image =
        new DockerBuild(name, CONTEXT)
            .with("--file=" + CONTEXT.resolve("probe.Dockerfile"), "--target=" + target)
            .with("--build-arg=IMAGE=" + Images.variant(variant).image().get());
    GenericContainer<?> probe =
        new GenericContainer<>(image).withStartupCheckStrategy(new EndsByItself());
    probe.start();
    return probe;
  }
}
