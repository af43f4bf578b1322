package multistage.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import multistage.image.Digest;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.Execution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageChoiceTest {
  private static final ImagePlatform MACHINE = ImagePlatform.ofMachine("amd64");
  private static final ArchivedImage ALPINE = image("a", "linux/amd64", "alpine:latest");
  private static final ArchivedImage OWN = image("b", "linux/amd64", "localhost:5000/team/app:1");
  private static final ArchivedImage UNNAMED = image("cafe", "linux/amd64");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpine",
        "alpine:latest",
        "library/alpine",
        "docker.io/alpine",
        "docker.io/library/alpine:latest",
        "index.docker.io/library/alpine"
      })
  void namesAsDockerReadsThem(String name) {
    assertThat(choose(name, ALPINE, OWN, UNNAMED)).isEqualTo(new ImageChoice.One(ALPINE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpine:3", "quay.io/alpine", "team/app:1", "localhost:5000/team/app"})
  void otherNames(String name) {
    assertThat(choose(name, ALPINE, OWN, UNNAMED)).isEqualTo(new ImageChoice.NoSuchName());
  }

  @Test
  void anIdOrItsBeginning() {
    assertThat(choose("cafe", ALPINE, UNNAMED)).isEqualTo(new ImageChoice.One(UNNAMED));
    assertThat(choose("sha256:ca", ALPINE, UNNAMED)).isEqualTo(new ImageChoice.One(UNNAMED));
    ArchivedImage called = image("b", "linux/amd64", "cafe:latest");
    assertThat(choose("cafe", called, UNNAMED)).isEqualTo(new ImageChoice.One(called));
  }

  @Test
  void theBeginningOfSeveralIds() {
    ArchivedImage other = image("cab", "linux/amd64");
    assertThat(choose("ca", UNNAMED, other))
        .isEqualTo(new ImageChoice.SeveralImages(List.of(UNNAMED, other)));
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm64, linux/amd64, , linux/amd64",
    "linux/arm64/v8, linux/amd64, linux/arm64, linux/arm64/v8",
    "linux/amd64, linux/amd64/v3, , linux/amd64",
    "linux/arm/v7, linux/arm/v6, linux/arm/v6, linux/arm/v6",
    "windows/amd64, linux/amd64, windows/amd64, windows/amd64"
  })
  void ofSeveralPlatformsTheMachinesOrTheOneAskedFor(
      String first, String second, String asked, String expected) {
    List<ArchivedImage> images = List.of(image("a", first, "x:1"), image("b", second, "x:1"));
    ImageChoice choice =
        ImageChoice.among(
            images,
            Optional.of("x:1"),
            Optional.ofNullable(asked).flatMap(ImagePlatform::parse),
            MACHINE);
    assertThat(choice).isInstanceOf(ImageChoice.One.class);
    assertThat(((ImageChoice.One) choice).image().platform())
        .isEqualTo(ImagePlatform.parse(expected));
  }

  @Test
  void anOperatingSystemAloneIsForThisMachinesProcessor() {
    assertThat(ImagePlatform.parse("windows"))
        .contains(ImagePlatform.of("windows", System.getProperty("os.arch"), ""));
    assertThat(ImagePlatform.parse("arm64")).contains(ImagePlatform.of("linux", "arm64", ""));
  }

  @Test
  void severalPlatformsOfWhichNoneIsTheMachines() {
    List<ArchivedImage> images =
        List.of(image("a", "linux/arm64", "x:1"), image("b", "linux/s390x", "x:1"));
    assertThat(ImageChoice.among(images, Optional.empty(), Optional.empty(), MACHINE))
        .isEqualTo(new ImageChoice.SeveralPlatforms(images));
  }

  @Test
  void differentImagesForDifferentPlatformsAreNotChosenAmong() {
    List<ArchivedImage> images =
        List.of(image("a", "linux/arm64", "x:1"), image("b", "linux/amd64", "y:1"));
    assertThat(ImageChoice.among(images, Optional.empty(), Optional.empty(), MACHINE))
        .isEqualTo(new ImageChoice.SeveralImages(images));
  }

  private static ImageChoice choose(String name, ArchivedImage... images) {
    return ImageChoice.among(List.of(images), Optional.of(name), Optional.empty(), MACHINE);
  }

  private static ArchivedImage image(String idStart, String platform, String... names) {
    Digest id = new Digest("sha256:" + idStart + "0".repeat(64 - idStart.length()));
    return new ArchivedImage(
        new ImageConfig(id, List.of(), List.of(), Execution.NONE),
        List.of(names),
        ImagePlatform.parse(platform),
        Set.of(id.value()),
        true);
  }
}
