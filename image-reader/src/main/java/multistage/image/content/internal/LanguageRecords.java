package multistage.image.content.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.SoftwarePackage.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What pip, npm and gem note of the packages that they have installed, beside the packages' files.
 *
 * @see <a
 *     href="https://packaging.python.org/en/latest/specifications/recording-installed-packages/">
 *     Python's specification, Recording installed projects</a>
 * @see <a href="https://docs.npmjs.com/cli/v11/configuring-npm/folders">npm, Folders</a>
 * @see <a href="https://guides.rubygems.org/specification-reference/">RubyGems, Specification
 *     Reference</a>
 */
final class LanguageRecords {
  private static final Pattern PYTHON =
      Pattern.compile(
          "(?:.*/)?[^/]+\\.(?:dist-info/METADATA|egg-info/PKG-INFO|egg-info)"
              + "|(?:.*/)?EGG-INFO/PKG-INFO");

  /** Paths in these lists are from this folder. */
  private static final Pattern PYTHON_RECORD =
      Pattern.compile("((?:.*/)?)[^/]+\\.dist-info/RECORD");

  private static final Pattern PYTHON_FILES =
      Pattern.compile("((?:.*/)?[^/]+\\.egg-info/)installed-files\\.txt");

  private static final Pattern NPM =
      Pattern.compile("((?:.*/)?node_modules/(?:@[^/]+/)?[^/@.][^/]*/)package\\.json");

  private static final Pattern GEM =
      Pattern.compile("((?:.*/)?)specifications/(default/)?([^/]+)\\.gemspec");

  private static final Pattern GEM_NAME =
      Pattern.compile("\\.name\\s*=\\s*[\"']([^\"'\\n]{1,300})[\"']");
  private static final Pattern GEM_VERSION =
      Pattern.compile(
          "\\.version\\s*=\\s*(?:Gem::Version\\.new\\s*\\(?\\s*)?[\"']([^\"'\\n]{1,300})[\"']");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(1_000_000)
                          .maxNestingDepth(200)
                          .build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private LanguageRecords() {}

  /** A package's own description, as far as it is read here. */
  record NpmPackage(String name, String version) {}

  /** What reads the record at that path, if it is one. */
  static Optional<Function<String, Optional<FileFacts>>> parser(String path) {
    if (path.endsWith("/package.json")) {
      Matcher npm = NPM.matcher(path);
      return npm.matches() ? Optional.of(text -> npm(text, npm.group(1))) : Optional.empty();
    }
    if (path.endsWith(".gemspec")) {
      Matcher gem = GEM.matcher(path);
      return gem.matches()
          ? Optional.of(
              text -> gem(text, gem.group(2) == null, gem.group(1) + "gems/" + gem.group(3) + "/"))
          : Optional.empty();
    }
    if (PYTHON.matcher(path).matches()) {
      return Optional.of(LanguageRecords::python);
    }
    Matcher record = PYTHON_RECORD.matcher(path);
    if (record.matches()) {
      return Optional.of(text -> files(text.lines().map(LanguageRecords::field), record.group(1)));
    }
    Matcher files = PYTHON_FILES.matcher(path);
    return files.matches()
        ? Optional.of(text -> files(text.lines(), files.group(1)))
        : Optional.empty();
  }

  /** The fields before the first empty line; a description of any length may follow. */
  private static Optional<FileFacts> python(String text) {
    String name = "";
    String version = "";
    for (String line : Records.lines(text)) {
      if (line.isBlank()) {
        break;
      }
      if (line.regionMatches(true, 0, "Name:", 0, 5)) {
        name = line.substring(5).strip();
      } else if (line.regionMatches(true, 0, "Version:", 0, 8)) {
        version = line.substring(8).strip();
      }
    }
    return version.isEmpty() ? Optional.empty() : facts(Type.PYTHON, name, version, List.of());
  }

  /** The first of a line's fields, which has quotes where there is a comma in it. */
  private static String field(String line) {
    if (line.startsWith("\"")) {
      int end = line.indexOf("\",", 1);
      return end < 0 ? "" : line.substring(1, end).replace("\"\"", "\"");
    }
    int comma = line.indexOf(',');
    return comma < 0 ? line : line.substring(0, comma);
  }

  private static Optional<FileFacts> files(Stream<String> paths, String folder) {
    return Records.covering(
        paths
            .map(String::strip)
            .filter(path -> !path.isEmpty())
            .map(path -> path.startsWith("/") ? path : inside(folder + path)));
  }

  private static String inside(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static Optional<FileFacts> npm(String text, String folder) {
    try {
      NpmPackage described = JSON.readValue(withoutMark(text), NpmPackage.class);
      return described == null || described.name() == null || described.version() == null
          ? Optional.empty()
          : facts(Type.NPM, described.name(), described.version(), List.of(folder));
    } catch (JacksonException e) {
      // Packages bring such files for tests of their own, which are broken on purpose.
      return Optional.empty();
    }
  }

  /** Without the mark that editors on Windows write before a text, and that npm passes over. */
  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static Optional<FileFacts> gem(String text, boolean hasFolder, String folder) {
    Matcher name = GEM_NAME.matcher(text);
    Matcher version = GEM_VERSION.matcher(text);
    return name.find() && version.find()
        ? facts(Type.GEM, name.group(1), version.group(1), hasFolder ? List.of(folder) : List.of())
        : Optional.empty();
  }

  private static Optional<FileFacts> facts(
      Type type, String name, String version, List<String> covered) {
    return Records.softwarePackage(type, name, version, Optional.empty())
        .map(
            software ->
                new FileFacts(
                    Kind.RECORD, 0, OptionalLong.empty(), List.of(software), covered, List.of()));
  }
}
