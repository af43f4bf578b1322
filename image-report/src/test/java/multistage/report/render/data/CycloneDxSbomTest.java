package multistage.report.render.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.ExampleReports;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CycloneDxSbomTest {
  private static final JsonParser PARSER = new JsonParser();

  @Test
  void followsTheSchemaThatTheLibraryBrings() throws Exception {
    Report report = ExampleReports.mixed();
    int images = 0;
    for (Row row : report.variants()) {
      Optional<String> sbom = CycloneDxSbom.of(report, row);
      assertThat(sbom.isPresent()).isEqualTo(row.image().isPresent());
      if (sbom.isPresent()) {
        images++;
        assertValid(sbom.get());
      }
    }
    assertThat(images).isEqualTo(6);
  }

  @Test
  void theSchemaWouldFindWhatIsWrong() throws IOException {
    String sbom = sbom(new SoftwarePackage(Type.DEB, "a", "1"));

    for (String bad :
        List.of(
            sbom.replace("\"container\"", "\"box\""),
            sbom.replace("urn:uuid:", "uuid:"),
            sbom.replace("\"library\",", "\"library\", \"color\": \"red\","))) {
      assertThat(bad).isNotEqualTo(sbom);
      assertThat(PARSER.validate(bad.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DEB        | libstdc++6       | 14.2.0-19   | gcc-14    | pkg:deb/debian/libstdc%2B%2B6@14.2.0-19?distro=debian-13&upstream=gcc-14
          DEB        | zlib1g           | 1:1.3.dfsg  |           | pkg:deb/debian/zlib1g@1%3A1.3.dfsg?distro=debian-13
          DEB        | libzstd1         | 1.5.7-1+b1  | z@1.5.7-1 | pkg:deb/debian/libzstd1@1.5.7-1%2Bb1?distro=debian-13&upstream=z%401.5.7-1
          APK        | musl             | 1.2.5-r10   |           | pkg:apk/debian/musl@1.2.5-r10?distro=debian-13
          GO_MODULE  | stdlib           | go1.27.4    |           | pkg:golang/stdlib@1.27.4
          GO_MODULE  | github.com/a/b/v5 | v5.2.3     |           | pkg:golang/github.com/a/b/v5@v5.2.3
          GO_MODULE  | my/server        | (devel)     |           | pkg:golang/my/server
          MAVEN      | org.example:a    | 1.0         |           | pkg:maven/org.example/a@1.0
          MAVEN      | spring-core      | 7.0         |           |
          JDK_MODULE | java.base        | 25.0.1      |           | pkg:generic/openjdk/java.base@25.0.1
          JDK_MODULE | my.module        | ''          |           |
          """)
  void packagesHaveTheirUrl(Type type, String name, String version, String source, String url)
      throws Exception {
    Bom bom =
        parsed(
            sbom(
                new SoftwarePackage(Type.OPERATING_SYSTEM, "debian", "13"),
                new SoftwarePackage(type, name, version, Optional.ofNullable(source))));

    assertThat(bom.getComponents()).hasSize(2);
    assertThat(bom.getComponents().get(0).getType()).isEqualTo(Component.Type.OPERATING_SYSTEM);
    assertThat(bom.getComponents().get(1).getPurl()).isEqualTo(url);
    assertThat(name).endsWith(bom.getComponents().get(1).getName());
  }

  @Test
  void withoutANameTheDistributionIsTheUsualOne() throws Exception {
    assertThat(
            parsed(
                    sbom(
                        new SoftwarePackage(Type.DEB, "a", "1"),
                        new SoftwarePackage(Type.APK, "b", "2")))
                .getComponents())
        .extracting(Component::getPurl)
        .containsExactly("pkg:deb/debian/a@1", "pkg:apk/alpine/b@2");
  }

  @Test
  void saysWhatNoRecordCovers() throws Exception {
    Report report = ExampleReports.mixed();
    Bom incomplete = parsed(CycloneDxSbom.of(report, row(report, "go/single-stage")).orElseThrow());
    Bom complete =
        parsed(CycloneDxSbom.of(report, row(report, "go/multi-stage-scratch")).orElseThrow());

    assertThat(incomplete.getMetadata().getProperties())
        .extracting(p -> p.getName() + " " + p.getValue())
        .contains(
            "multistage:invisibleFileBytes 3046",
            "multistage:invisibleFiles 2",
            "multistage:largestInvisibleFile /opt/copied.so 3000");
    assertThat(incomplete.getCompositions()).hasSize(1);
    assertThat(complete.getMetadata().getProperties())
        .extracting(p -> p.getName() + " " + p.getValue())
        .contains("multistage:invisibleFileBytes 0");
    assertThat(complete.getCompositions()).isNullOrEmpty();
  }

  @Test
  void isTheSameForTheSameReport() {
    Report report = ExampleReports.mixed();
    Row row = row(report, "go/single-stage");

    assertThat(CycloneDxSbom.of(ReportJson.read(ReportJson.write(report)), row))
        .isEqualTo(CycloneDxSbom.of(report, row));
    assertThat(CycloneDxSbom.of(report, row).orElseThrow())
        .contains("\"timestamp\" : \"2026-05-01T10:15:30Z\"")
        .contains("\"version\" : \"" + row.image().orElseThrow().id() + "\"");
  }

  @Test
  void everyRowHasANumberOfItsOwn() {
    Report report = ExampleReports.mixed();

    assertThat(
            report.variants().stream()
                .flatMap(row -> CycloneDxSbom.of(report, row).stream())
                .map(CycloneDxSbomTest::serialNumber))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  @Test
  void whateverTheNamesAreItIsValid() throws Exception {
    assertValid(
        sbom(
            new SoftwarePackage(Type.DEB, "a\u001b[31m\"\\\ud83d", "1 2\n3", Optional.of("?&=@#")),
            new SoftwarePackage(Type.GO_MODULE, "/", "(devel)"),
            new SoftwarePackage(Type.GO_MODULE, "", ""),
            new SoftwarePackage(Type.MAVEN, ":", ":"),
            new SoftwarePackage(Type.MAVEN, "a:", "1"),
            new SoftwarePackage(Type.DEB, "same", "1"),
            new SoftwarePackage(Type.DEB, "same", "1"),
            new SoftwarePackage(Type.OPERATING_SYSTEM, "../x y", "1")));
  }

  private static void assertValid(String sbom) throws IOException, ParseException {
    assertThat(PARSER.validate(sbom.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
        .isEmpty();
    List<Component> components = parsed(sbom).getComponents();
    if (components != null) {
      assertThat(components).extracting(Component::getBomRef).doesNotHaveDuplicates();
    }
  }

  private static String sbom(SoftwarePackage... packages) {
    Row row = ExampleReports.withPackages("go/x", packages);
    return CycloneDxSbom.of(ExampleReports.of(row), row).orElseThrow();
  }

  private static Bom parsed(String sbom) throws ParseException {
    return PARSER.parse(sbom.getBytes(StandardCharsets.UTF_8));
  }

  private static String serialNumber(String sbom) {
    return sbom.lines().filter(line -> line.contains("serialNumber")).findFirst().orElseThrow();
  }

  private static Row row(Report report, String id) {
    return report.variants().stream()
        .filter(row -> row.id().toString().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
