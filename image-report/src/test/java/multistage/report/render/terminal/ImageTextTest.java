package multistage.report.render.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.SoftwarePackage;
import multistage.report.model.Report;
import multistage.report.model.VariantId;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;

class ImageTextTest {
  private static final Report REPORT = ExampleReports.mixed();
  private static final Image LARGE = image("go/single-stage");
  private static final Image SMALL = image("go/multi-stage-scratch");

  @Test
  void aLongInventoryIsWrapped() {
    SoftwarePackage[] packages =
        Stream.of(SoftwarePackage.Type.values())
            .map(type -> new SoftwarePackage(type, "a-name-as-long-as-a-systems", "1"))
            .toArray(SoftwarePackage[]::new);
    assertThat(
            ImageText.explain(
                "image", ExampleReports.withPackages("go/x", packages).image().orElseThrow()))
        .contains("  a-name-as-long-as-a-systems 1, ", ",\n    1 ", " 1 Ruby gem\n")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 80));
  }

  @Test
  void explainsAnImage() {
    String text = ImageText.explain("registry.example/" + "long/".repeat(30) + "name:1", LARGE);

    assertThat(text)
        .contains(
            "995 MB in files, 332 MB to pull, 4 layers",
            "RUN CGO_ENABLED=0 go build",
            "base image, the rest",
            "Inside the largest files\n   93.8 MB /webserver\n",
            "             65.7 MB  standard library\n                 46.9 MB  net/http\n",
            "             9.38 MB  constants (.rodata)\n",
            "   9.38 MB /webserver.aot\n          what is in it can't be told\n",
            "Hidden by a later layer, but still pulled: 9.38 MB in 1 file\n",
            "/root/.ssh/id_ed25519   <- a secret?",
            "debian 13, 2 Debian packages, 1 Go module\n",
            "1 shell, 0 setuid files, 1 user",
            "invisible to scanners, since no package record covers it: 3.05 kB in 2 files\n",
            "3 kB /opt/copied.so");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void saysWhyOneImageIsSmaller() {
    String text = ImageText.compare("old", LARGE, "new", SMALL);

    assertThat(text)
        .contains(
            "    995 MB                              old\n",
            "   -901 MB  --------------------------  base image, the rest\n",
            "   8.43 MB                              new\n",
            "The difference is -986,588,209 file bytes, and so is the sum of the causes.",
            "already: 4.73 MB in 1 layer\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void saysNothingOfPullSizesThatNobodyAskedFor() {
    assertThat(ImageText.explain("old", withoutPullSizes(LARGE)))
        .contains("995 MB in files, 4 layers", "\nLayers, lowest first: files, instruction\n")
        .doesNotContain("to pull");
    assertThat(ImageText.compare("old", withoutPullSizes(LARGE), "new", withoutPullSizes(SMALL)))
        .contains("\nTo pull, where the old one is there already: 1 layer\n");
  }

  @Test
  void anImageAgainstItself() {
    assertThat(ImageText.compare("a", SMALL, "a", SMALL))
        .contains("The difference is 0 file bytes", "already: 0 B in 0 layers\n");
  }

  private static Image withoutPullSizes(Image image) {
    return ExampleReports.withGzipBytes(image, any -> Optional.empty());
  }

  private static Image image(String id) {
    return REPORT.variants().stream()
        .filter(row -> row.id().equals(VariantId.parse(id)))
        .findFirst()
        .orElseThrow()
        .image()
        .orElseThrow();
  }
}
