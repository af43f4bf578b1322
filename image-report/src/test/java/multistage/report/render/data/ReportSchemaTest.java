package multistage.report.render.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.report.diagnostic.UserError;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportSchemaTest {
  private static final String MIXED = ReportJson.write(ExampleReports.mixed());

  @Test
  void isASchema() throws IOException {
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema().toString(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void describesEveryMemberAndLetsNoneBeLeftOutOrAdded() throws IOException {
    JsonNode schema = schema();
    int objects = 0;
    for (JsonNode type : schema.findParents("properties")) {
      if (!type.has("required")) {
        continue; // a condition on the type around it
      }
      objects++;
      assertThat(type.get("additionalProperties").asBoolean(true)).isFalse();
      assertThat(type.get("required").valueStream().map(JsonNode::asString))
          .containsExactlyElementsOf(type.get("properties").propertyNames());
      type.get("properties")
          .forEachEntry(
              (name, member) ->
                  assertThat(member.has("description") || member.has("$ref")).as(name).isTrue());
    }
    assertThat(objects).isGreaterThanOrEqualTo(10);
  }

  @Test
  void acceptsWhatIsWritten(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), MIXED);
    ReportSchema.assertValid(file);
    assertThat(ReportSchema.errors(ReportJson.write(ExampleReports.official()))).isEmpty();
    assertThat(ReportSchema.errors(ReportJson.write(ExampleReports.of()))).isEmpty();
    assertThat(ReportSchema.errors(ReportJson.write(ExampleReports.annotated()))).isEmpty();
    assertThat(
            ReportSchema.errors(
                ReportJson.write(ExampleReports.of(ExampleReports.passed("go/empty")))))
        .isEmpty();
  }

  @Test
  void saysWhichFileIsWrongAndWhere(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("report.json"), MIXED.replace("\"os\": \"linux\"", "\"os\": 1"));
    assertThatThrownBy(() -> ReportSchema.assertValid(file))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("/engine/os");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " => ",
      textBlock =
          """
          "schemaVersion": 1              => "schemaVersion": 2
          "schemaVersion": 1,             => ~~
          "engine": {                     => "color": "red", "engine": {
          2026-05-01T10                   => May 1st, 10
          "origin": "stand-in"            => "origin": "official"
          "id": "go/single-stage"         => "id": "single-stage"
          "id": "sha256:                  => "id": "sha256:f
          "status": "passed"              => "status": "failed"
          "status": "failed"              => "status": "passed"
          "failure": null                 => "failure": "none"
          "fileBytes": 8431002            => "fileBytes": -8431002
          "fileBytes": 8431002            => "fileBytes": 8431002.5
          "gzipBytes": 4730118            => "gzipBytes": -1
          "fromBase": true                => "fromBase": "true"
          "millis": [ 431.0 ]             => "millis": [ ]
          "medianBytes": 4310000          => "medianBytes": 4310000.5
          "bytes": [ 4310000 ]            => "bytes": [ ]
          "netMedianMillis": 18.1         => "netMedianMillis": "18.1"
          "rounds": 5                     => "rounds": 0
          "measuredAt": "2026             => "measuredAt": "on 2026
          "phases": [                     => "phases": [ [],
          """)
  void refusesWhatIsSpoilt(String good, String bad) {
    assertThat(MIXED).contains(good);
    String spoilt = MIXED.replace(good, bad);
    assertThat(ReportSchema.errors(spoilt)).isNotEmpty();
    assertThatThrownBy(() -> ReportJson.read(spoilt)).isInstanceOf(UserError.class);
  }

  @Test
  void wantsTimesInUtc() {
    assertThat(ReportSchema.errors(MIXED.replace(":30.123456Z", ":30.123456+02:00"))).isNotEmpty();
  }

  private static JsonNode schema() throws IOException {
    try (InputStream schema = ReportSchema.class.getResourceAsStream("/report.schema.json")) {
      return new JsonMapper().readTree(schema);
    }
  }
}
