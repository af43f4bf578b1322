package multistage.report.render.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import multistage.image.Image;
import multistage.report.model.Builder;
import multistage.report.model.Estimate;
import multistage.report.model.Memory;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.render.rows.Comparison;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * {@code report.csv}, for a spreadsheet: a header and one line for each variant, in the report's
 * order, with bytes and milliseconds as plain numbers and nothing where there is no figure.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvReport {
  private static final CsvMapper MAPPER =
      CsvMapper.builder(
              CsvFactory.builder()
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
                  .build())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private static final CsvSchema SCHEMA =
      MAPPER.schemaFor(Line.class).withHeader().withLineSeparator("\r\n");

  private CsvReport() {}

  /** The report as CSV. */
  public static String of(Report report) {
    Comparison comparison = new Comparison(report);
    List<Line> lines = report.variants().stream().map(row -> line(row, comparison)).toList();
    return MAPPER.writer(SCHEMA).writeValueAsString(lines);
  }

  /** The columns, by name and in order. */
  private record Line(
      String variant,
      String title,
      String dockerfile,
      String improvesOn,
      boolean forProduction,
      Builder builder,
      String platform,
      Outcome status,
      String reason,
      boolean standIn,
      String imageId,
      Integer layers,
      Long fileBytes,
      Long tarBytes,
      Long gzipBytes,
      Long engineBytes,
      BigDecimal shareOfSingleStage,
      Long medianStartMillis,
      Long startLowMillis,
      Long startHighMillis,
      Long netMedianStartMillis,
      Long netStartLowMillis,
      Long netStartHighMillis,
      Integer startRounds,
      Long firstStartMillis,
      Long medianMemoryBytes,
      String measuredAt) {}

  /** What can't be told from nothing is nothing. */
  private static long net(Estimate estimate) {
    return estimate.holdsZero() ? 0 : Math.round(estimate.medianMillis());
  }

  private static Line line(Row row, Comparison comparison) {
    Optional<Image> image = row.image();
    return new Line(
        row.id().toString(),
        text(row.title()),
        text(row.dockerfile()),
        row.improvesOn().map(Object::toString).orElse(null),
        row.forProduction(),
        row.builder(),
        row.platform().map(CsvReport::text).orElse(null),
        row.status(),
        row.failure().map(PlainText::firstLine).map(CsvReport::text).orElse(null),
        comparison.usesStandIn(row),
        image.map(i -> i.id().value()).orElse(null),
        image.map(i -> i.layers().size()).orElse(null),
        image.map(Image::fileBytes).orElse(null),
        image.map(Image::tarBytes).orElse(null),
        image.flatMap(Image::gzipBytes).orElse(null),
        image.map(Image::engineBytes).orElse(null),
        image
            .flatMap(i -> comparison.singleStage(row.id()).map(base -> share(i, base)))
            .orElse(null),
        row.starts().map(Startup::medianMillis).map(Math::round).orElse(null),
        row.starts().flatMap(Startup::gross).map(Estimate::lowMillis).map(Math::round).orElse(null),
        row.starts()
            .flatMap(Startup::gross)
            .map(Estimate::highMillis)
            .map(Math::round)
            .orElse(null),
        row.starts().flatMap(Times::netEstimate).map(CsvReport::net).orElse(null),
        row.starts().flatMap(Startup::net).map(Estimate::lowMillis).map(Math::round).orElse(null),
        row.starts().flatMap(Startup::net).map(Estimate::highMillis).map(Math::round).orElse(null),
        row.starts().map(startup -> startup.millis().size()).orElse(null),
        row.startup().flatMap(Startup::firstMillis).map(Math::round).orElse(null),
        row.memory().map(Memory::medianBytes).orElse(null),
        row.measuredAt().map(Instant::toString).orElse(null));
  }

  /** How much of the single stage's file bytes the image has, to six significant digits. */
  private static BigDecimal share(Image image, Image base) {
    return BigDecimal.valueOf(image.fileBytes())
        .divide(BigDecimal.valueOf(base.fileBytes()), MathContext.DECIMAL32)
        .round(new MathContext(6));
  }

  /**
   * Text that a spreadsheet takes for text: one that starts like a formula gets an apostrophe.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
   */
  private static String text(String text) {
    String line = PlainText.oneLine(text);
    return !line.isEmpty() && "=+-@".indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
  }
}
