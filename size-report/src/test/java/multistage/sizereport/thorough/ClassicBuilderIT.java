package multistage.sizereport.thorough;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.ContainerConfig;
import java.io.IOException;
import java.util.stream.Stream;
import multistage.sizereport.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * Docker had another builder before BuildKit, and {@code ImageFromDockerfile} still uses it. Both
 * build every variant whose header doesn't ask for BuildKit, and their images have the same user,
 * command, and ports. {@code BothBuildersIT} in the module {@code image-report} compares one
 * variant of each server in every run of {@code .ci/run}.
 */
@Tag("thorough")
@Tag("long")
class ClassicBuilderIT {
  @RegisterExtension static final Images IMAGES = new Images();

  @ParameterizedTest
  @MethodSource
  void all(Variant variant) {
    String name = IMAGES.named("classic-" + variant.toString().replace('/', '-'));
    ImageFromDockerfile classic =
        new ImageFromDockerfile(name, false)
            .withFileFromPath(".", variant.context())
            .withFileFromPath("Dockerfile", variant.dockerfile());

    assertThat(settingsOf(variant.image().get()))
        .usingRecursiveComparison()
        // Without a base image, only BuildKit sets PATH and the working directory.
        .comparingOnlyFields("user", "entrypoint", "cmd", "exposedPorts")
        .isEqualTo(settingsOf(classic.get()));
  }

  static Stream<Variant> all() throws IOException {
    return Variant.all().stream().filter(variant -> variant.header("Builder").isEmpty());
  }

  private static ContainerConfig settingsOf(String image) {
    return Images.DOCKER.inspectImageCmd(image).exec().getConfig();
  }
}
