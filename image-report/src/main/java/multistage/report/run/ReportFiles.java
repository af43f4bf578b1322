package multistage.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.process.AtTheEnd;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;
import multistage.report.render.data.BenchmarkActionJson;
import multistage.report.render.data.CsvReport;
import multistage.report.render.data.CycloneDxSbom;
import multistage.report.render.data.ReportJson;
import multistage.report.render.html.HtmlReport;
import multistage.report.render.markdown.MarkdownReport;
import multistage.report.render.markdown.SummaryReport;

/** The files that a report is read from. */
public final class ReportFiles {
  /** The one that all others are made from. */
  public static final String JSON = "report.json";

  private static final String SBOM = ".cdx.json";

  /** The one of the run before. */
  private static final String EARLIER = "earlier.json";

  /** What was called a report and is none. */
  private static final String UNREADABLE = "unreadable.json";

  private static final String UNREADABLE_EARLIER = "unreadable-earlier.json";

  private ReportFiles() {}

  /**
   * Puts the report of an earlier run aside, so that nobody takes it for that of the run which
   * begins now, and reads it. What that run left out it may have found out in one before: those
   * rows are kept.
   *
   * @param progress is told of a report that can't be read, and where it went: no run fails for it
   * @return empty where there is none, or none that this program can read; after a run that was
   *     stopped, the report of the one before
   * @throws UserError when the run that begins now couldn't leave its report there
   */
  public static Optional<Report> putAside(Path folder, Progress progress) throws IOException {
    requireWritable(folder);
    Optional<Report> before = readOrPutAside(folder, EARLIER, progress);
    Optional<Report> latest = readOrPutAside(folder, JSON, progress);
    if (latest.isEmpty()) {
      return before;
    }
    if (before.isEmpty()) {
      Files.move(
          folder.resolve(JSON), folder.resolve(EARLIER), StandardCopyOption.REPLACE_EXISTING);
      return latest;
    }
    Report both = EarlierRun.both(before.get(), latest.get());
    replace(folder, EARLIER, both);
    Files.delete(folder.resolve(JSON));
    return Optional.of(both);
  }

  /** What this program can't read is kept under another name, and in the way of no run. */
  private static Optional<Report> readOrPutAside(Path folder, String name, Progress progress)
      throws IOException {
    Path json = folder.resolve(name);
    Optional<Report> report = readIfPossible(json);
    if (report.isEmpty() && Files.exists(json)) {
      // Each has its own place: what is wrong with one doesn't cost the other.
      Path unreadable = folder.resolve(name.equals(JSON) ? UNREADABLE : UNREADABLE_EARLIER);
      Files.move(json, unreadable, StandardCopyOption.REPLACE_EXISTING);
      progress.say(
          json
              + " can't be read by this program, and is "
              + unreadable
              + " now: what only it has is measured again");
    }
    return report;
  }

  /** A run takes long: what it finds must not be lost at its end. */
  private static void requireWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "report", ".tmp"));
    } catch (IOException e) {
      throw new UserError(
          "no report can be written into " + folder + " (" + e + ")",
          "name another directory, as in --output report");
    }
  }

  private static Report read(Path json) {
    return ReportJson.read(
        InputFile.text(json, "name the folder of a report, or make one: mvn verify"),
        json.toString());
  }

  private static Optional<Report> readIfPossible(Path json) {
    try {
      return Optional.of(read(json));
    } catch (RuntimeException e) {
      // Another version's, perhaps, or one with something in it that nobody thought of.
      return Optional.empty();
    }
  }

  /**
   * Writes {@code report.json} alone: the other files stay those of the run before until this one
   * has all that they show.
   */
  public static void keepUnfinished(Path folder, Report report) throws IOException {
    // What a run that was stopped found out isn't what there is to find out.
    AtTheEnd.requireNotEnding();
    Files.createDirectories(folder);
    replace(folder, JSON, report);
  }

  /** Writes {@code report.json} into a folder, and the others from it. */
  public static void write(Path folder, Report report) throws IOException {
    keepUnfinished(folder, report);
    render(folder);
  }

  private static void replace(Path folder, String name, Report report) throws IOException {
    replace(folder.resolve(name), ReportJson.write(report));
  }

  /** All of it or nothing: a run that is stopped meanwhile leaves no half of a file. */
  private static void replace(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes all other files again from {@code report.json}, which needs no engine. */
  public static Report render(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new UserError(
          folder + " is a file, not a folder", "name the folder that report.json is in");
    }
    Report report = read(folder.resolve(JSON));
    // All are made before the first is replaced: what can't be made costs none of those there are.
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resolve("index.html"), HtmlReport.of(report));
    files.put(folder.resolve("report.md"), MarkdownReport.of(report));
    files.put(
        folder.resolve("summary.md"),
        SummaryReport.of(report, readIfPossible(folder.resolve(EARLIER))));
    files.put(folder.resolve("report.csv"), CsvReport.of(report));
    files.put(folder.resolve("benchmark-action.json"), BenchmarkActionJson.of(report));
    Path sboms = folder.resolve("sbom");
    for (Row row : report.variants()) {
      CycloneDxSbom.of(report, row)
          .ifPresent(sbom -> files.put(sboms.resolve(row.id() + SBOM), sbom));
    }
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      replace(file.getKey(), file.getValue());
    }
    removeOtherSboms(sboms, files.keySet());
    return report;
  }

  /**
   * A bill of materials is there for each image, {@code SERVER/NAME.cdx.json}, none from before.
   */
  private static void removeOtherSboms(Path folder, Set<Path> written) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder, 2)) {
        for (Path file : files.filter(path -> path.toString().endsWith(SBOM)).toList()) {
          if (!written.contains(file)) {
            Files.delete(file);
          }
        }
      }
    }
  }
}
