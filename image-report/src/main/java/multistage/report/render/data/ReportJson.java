package multistage.report.render.data;

import com.fasterxml.jackson.annotation.Nulls;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import multistage.image.Image;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Report;
import multistage.report.render.text.PlainText;
import multistage.report.wire.TextValues;
import multistage.report.wire.WireImage;
import multistage.report.wire.WireMapping;
import multistage.report.wire.WireReport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code report.json}: the whole report, from which everything else can be made again. It follows
 * {@code report.schema.json}.
 */
public final class ReportJson {
  private static final JsonMapper MAPPER =
      TextValues.addTo(
              JsonMapper.builder(
                  JsonFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      // Double.toString gives other digits before JDK 19 than since.
                      .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                      .build()))
          .annotationIntrospector(new Required())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                          .withObjectEmptySeparator("")
                          .withArrayEmptySeparator(""))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  /** A file may lack what a later version added, which is optional. It is written all the same. */
  private static final class Required extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return member.getRawType() != Optional.class;
    }
  }

  private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");

  private ReportJson() {}

  /** The report as JSON, its members in the order of the records' components. */
  public static String write(Report report) {
    return of(WireMapping.toWire(report));
  }

  /** One image as JSON, as a report has it. */
  public static String write(Image image) {
    return of(WireMapping.map(image, WireImage.class));
  }

  /** Anything else as JSON. */
  static String of(Object value) {
    return wholeCharacters(MAPPER.writeValueAsString(value) + "\n");
  }

  /**
   * JSON in one line that can stand in an HTML page's {@code script} element: nothing in it ends
   * the element or begins a comment.
   *
   * @see <a
   *     href="https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements">HTML,
   *     Restrictions for contents of script elements</a>
   */
  public static String insideScript(Object value) {
    String json =
        MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    return wholeCharacters(json.replace("<", "\\u003c"));
  }

  private static String wholeCharacters(String json) {
    // A log may have been cut in the middle of a character. UTF-8 has no form for a half, JSON
    // does.
    return HALF_A_CHARACTER
        .matcher(json)
        .replaceAll(half -> String.format(Locale.ROOT, "\\\\u%04x", (int) half.group().charAt(0)));
  }

  /** Reads {@code report.json}; see {@link #read(String, String)}. */
  public static Report read(String json) {
    return read(json, "report.json");
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file what to call it in a message
   * @throws UserError when the text isn't a report of this schema version, with a message for
   *     people: what is wrong, where, and what to do
   */
  public static Report read(String json, String file) {
    WireReport wire;
    try {
      requireVersion(MAPPER.readTree(json).get("schemaVersion"), file);
      wire = MAPPER.readValue(json, WireReport.class);
    } catch (JacksonException e) {
      throw noReport(file, problem(e));
    }
    try {
      return WireMapping.toModel(wire);
    } catch (IllegalArgumentException e) {
      throw noReport(file, problem(e));
    }
  }

  private static void requireVersion(JsonNode version, String file) {
    if (version == null) {
      throw noReport(file, "it has no schemaVersion");
    }
    if (!version.isInt() || version.intValue() != WireReport.SCHEMA_VERSION) {
      throw new UserError(
          file
              + " has schemaVersion "
              + PlainText.cut(version.toString(), 40)
              + ", this program reads "
              + WireReport.SCHEMA_VERSION
              + ": read it with the program that wrote it, or make a new one with mvn verify");
    }
  }

  private static UserError noReport(String file, String problem) {
    return new UserError(file + " is no size report: " + problem, "make a new one with mvn verify");
  }

  private static String problem(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String place =
        at == null || at.getLineNr() < 1
            ? ""
            : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    if (e instanceof StreamConstraintsException) {
      return "it has more levels, or a longer text or number, than any report" + place;
    }
    if (e instanceof StreamReadException) {
      // What follows in parentheses is for who calls the parser.
      return PlainText.firstLine(e.getOriginalMessage()).replaceFirst(" \\(.*", "") + place;
    }
    if (e.getCause() instanceof IllegalArgumentException refusal) {
      return problem(refusal) + place;
    }
    if (e.getPath().isEmpty() && e.getOriginalMessage().startsWith("Trailing token")) {
      return "something follows after its end" + place;
    }
    return member(e) + place + " is missing or not what report.schema.json says";
  }

  private static String problem(IllegalArgumentException refusal) {
    return PlainText.cut(PlainText.firstLine(refusal.getMessage()), 300);
  }

  /** Where in the report, as in {@code variants[3].status}. */
  private static String member(JacksonException e) {
    StringBuilder member = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        member.append('[').append(step.getIndex()).append(']');
      } else {
        member.append(member.isEmpty() ? "" : ".");
        member.append(PlainText.cut(PlainText.oneLine(step.getPropertyName()), 40));
      }
    }
    return member.isEmpty() ? "it" : member.toString();
  }
}
