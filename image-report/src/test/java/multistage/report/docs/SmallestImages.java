package multistage.report.docs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.text.Units;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Who has beaten our smallest image: {@code docs/data/smallest.csv}, and our own row of the run.
 */
final class SmallestImages {
  static final Path FILE = Repository.ROOT.resolve("docs/data/smallest.csv");

  private static final VariantId OURS = VariantId.parse("go/multi-stage-smallest");
  private static final String SOLUTIONS = "docs/exercises/solutions/10-beat-our-smallest/";

  private SmallestImages() {}

  /**
   * An entry, which comes with a Dockerfile that {@code ExercisesIT} checks.
   *
   * @param who a name on GitHub
   * @param bytes of all files, as the check prints them
   * @param how in a few words
   */
  record Entry(
      @JsonProperty("who") String who,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("how") String how) {
    /**
     * Checks what is given.
     *
     * @throws IllegalArgumentException when it can't be an entry
     */
    Entry {
      // What GitHub allows, which is also safe as a file's name.
      if (who == null || !who.matches("[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")) {
        throw new IllegalArgumentException("not a name on GitHub: " + who);
      }
      if (bytes < 1 || how == null || how.isBlank() || !how.matches("[^|\\[\\]<>]{1,120}")) {
        throw new IllegalArgumentException(
            who + ": a positive number of bytes, and how in up to 120 characters without markup");
      }
    }

    /** Where its Dockerfile is, from the repository's root. */
    String dockerfile() {
      return SOLUTIONS + who + ".Dockerfile";
    }
  }

  /** What is in the file. */
  static List<Entry> all() throws IOException {
    return parse(Files.readString(FILE));
  }

  static List<Entry> parse(String csv) throws IOException {
    try (MappingIterator<Entry> rows =
        new CsvMapper()
            .readerFor(Entry.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(csv)) {
      return rows.readAll();
    }
  }

  private record Line(long bytes, String who, String how) {
    String markdown() {
      return "| %s | %s | %s |\n".formatted(Units.exactBytes(bytes), who, how);
    }
  }

  /** The table, smallest first; who comes later with as many bytes stands below. */
  static String table(Report report, List<Entry> entries, String toRoot) {
    Row row = report.row(OURS).orElseThrow();
    Line ours =
        new Line(
            row.image().map(Image::fileBytes).orElseThrow(),
            "this repository",
            "[%s](%s/%s)".formatted(row.title(), toRoot, row.dockerfile()));
    return "| Bytes | Who | How |\n|---:|---|---|\n"
        + Stream.concat(Stream.of(ours), entries.stream().map(entry -> line(entry, toRoot)))
            .sorted(Comparator.comparingLong(Line::bytes))
            .map(Line::markdown)
            .collect(Collectors.joining());
  }

  private static Line line(Entry entry, String toRoot) {
    return new Line(
        entry.bytes(),
        "[%s](https://github.com/%s)".formatted(entry.who(), entry.who()),
        "[%s](%s/%s)".formatted(entry.how(), toRoot, entry.dockerfile()));
  }
}
