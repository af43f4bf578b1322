package multistage.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import multistage.report.docs.OfficialBases;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * What others state of an official image: a line of {@code docs/data/official-sizes.csv}.
 *
 * @param size in the source's own words
 * @param kind what is counted: {@code uncompressed} or {@code compressed} layers
 * @param source a page that says so
 */
public record OfficialSize(
    @JsonProperty("reference") String reference,
    @JsonProperty("size") String size,
    @JsonProperty("kind") String kind,
    @JsonProperty("image") String image,
    @JsonProperty("as-of") String asOf,
    @JsonProperty("source") String source) {
  private static final Pattern MEGABYTES = Pattern.compile("(\\d+\\.\\d+) MB");
  private static final Pattern ABOUT_MEBIBYTES = Pattern.compile("around (\\d+) MiB");

  /** All of them. */
  public static List<OfficialSize> all() throws IOException {
    try (MappingIterator<OfficialSize> rows =
        new CsvMapper()
            .readerFor(OfficialSize.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(
                Files.readString(Repository.ROOT.resolve("docs/data/official-sizes.csv")))) {
      return rows.readAll();
    }
  }

  /**
   * The images that a marker {@code official REFERENCE…} names, compared with the first.
   *
   * @throws IllegalArgumentException when nobody states a size of one
   */
  public static String table(String marker, List<OfficialSize> all) {
    List<OfficialSize> named =
        Arrays.stream(marker.strip().split("\\s+"))
            .skip(1)
            .map(
                reference ->
                    all.stream()
                        .filter(size -> size.reference().equals(reference))
                        .findFirst()
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "docs/data/official-sizes.csv has no " + reference)))
            .toList();
    return "| Official image | Size, as its source says | Against the first |\n|---|---|---:|\n"
        + named.stream()
            .map(
                size ->
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            size.reference(),
                            size.cell(),
                            size.percentOf(named.get(0)).orElse("–")))
            .collect(Collectors.joining());
  }

  /** The uncompressed sizes that sources state, for sums with measured layers. */
  public static OfficialBases bases(List<OfficialSize> all) {
    return new OfficialBases(
        all.stream()
            .filter(size -> size.kind().equals("uncompressed"))
            .collect(Collectors.toMap(OfficialSize::reference, OfficialSize::bytes)));
  }

  private long bytes() {
    Matcher about = ABOUT_MEBIBYTES.matcher(size);
    return about.matches()
        ? Long.parseLong(about.group(1)) << 20
        : Math.round(megabytes().orElseThrow(() -> new IllegalStateException(size)) * 1e6);
  }

  /** The size with where it comes from, in Markdown. */
  public String cell() {
    return "[" + size + "](" + source + ") (`" + image + "`, " + asOf + ")";
  }

  /** Empty where one of the two isn't stated in megabytes. */
  private Optional<String> percentOf(OfficialSize first) {
    return megabytes()
        .flatMap(
            is ->
                first
                    .megabytes()
                    .map(was -> String.format(Locale.ROOT, "%.0f %%", 100 * is / was)));
  }

  private Optional<Double> megabytes() {
    Matcher matcher = MEGABYTES.matcher(size);
    return matcher.matches() ? Optional.of(Double.parseDouble(matcher.group(1))) : Optional.empty();
  }
}
