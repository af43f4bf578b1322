package multistage.sizereport.thorough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import multistage.sizereport.DockerBuild;
import multistage.sizereport.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Labels tell a registry what an image is, and which commit it was built from. */
@Tag("thorough")
class LabelsIT {
  @RegisterExtension static final Images IMAGES = new Images();

  @Test
  void nameTheCommit() throws IOException {
    Variant variant = Images.variant("go/multi-stage-service");
    DockerBuild image =
        new DockerBuild(IMAGES.named("labels"), variant.context())
            .with("--file=" + variant.dockerfile())
            .with("--build-arg=SOURCE=https://git.example.com/webserver")
            .with("--build-arg=REVISION=0123456789abcdef");

    Map<String, String> labels =
        Images.DOCKER.inspectImageCmd(image.get()).exec().getConfig().getLabels();

    assertThat(labels)
        .containsEntry("org.opencontainers.image.title", "webserver")
        .containsEntry("org.opencontainers.image.source", "https://git.example.com/webserver")
        .containsEntry("org.opencontainers.image.revision", "0123456789abcdef")
        .containsKeys("org.opencontainers.image.description", "org.opencontainers.image.licenses");
  }
}
