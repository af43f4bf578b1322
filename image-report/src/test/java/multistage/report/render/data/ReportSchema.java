package multistage.report.render.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code report.schema.json}, for tests that hold a report against it. */
public final class ReportSchema {
  private static final JsonSchema SCHEMA = load();

  private ReportSchema() {}

  /** Fails with all that is wrong, and where, unless the file follows the schema. */
  public static void assertValid(Path report) throws IOException {
    assertThat(errors(Files.readString(report))).as(report.toString()).isEmpty();
  }

  /** What is wrong with a report, each with its place; empty when it follows the schema. */
  public static List<String> errors(String json) {
    return SCHEMA
        .validate(
            json,
            InputFormat.JSON,
            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  private static JsonSchema load() {
    try (InputStream schema = ReportSchema.class.getResourceAsStream("/report.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              schema, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
