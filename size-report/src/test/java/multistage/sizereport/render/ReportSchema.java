package multistage.sizereport.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code report.schema.json}, for tests that hold a report against it. */
public final class ReportSchema {
  private static final Schema SCHEMA = load();

  private ReportSchema() {}

  /** Fails with all that is wrong, and where, unless the file follows the schema. */
  public static void assertValid(Path report) throws IOException {
    assertThat(errors(Files.readString(report))).as(report.toString()).isEmpty();
  }

  /** What is wrong with a report, each with its place; empty when it follows the schema. */
  static List<String> errors(String json) {
    return SCHEMA
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }

  private static Schema load() {
    try (InputStream schema = ReportSchema.class.getResourceAsStream("/report.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
