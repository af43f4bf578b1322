package multistage.image.content.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import multistage.image.FileFacts;

/**
 * The text files in which distributions, Java run-times and languages' package managers record what
 * they brought, known by their paths. Those with more than {@value #MOST_BYTES} bytes or {@value
 * #MOST_LINES} lines say nothing.
 */
public final class RecordExaminer implements Examiner {
  /** A Debian with 3,000 packages has a status file of about 4 MB. */
  static final int MOST_BYTES = 16 << 20;

  static final int MOST_LINES = 500_000;

  private static final String DPKG = "var/lib/dpkg/";

  @Override
  public long wants(String path, long length, byte[] start) {
    return parser(path).isPresent() && length <= MOST_BYTES ? length : 0;
  }

  @Override
  public Optional<FileFacts> examine(String path, long length, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return text.lines().limit(MOST_LINES + 1L).count() > MOST_LINES
        ? Optional.empty()
        : parser(path).flatMap(parser -> parser.apply(text));
  }

  private static Optional<Function<String, Optional<FileFacts>>> parser(String path) {
    return switch (path) {
      case DPKG + "status" -> Optional.of(DpkgRecords::packages);
      case "lib/apk/db/installed", "usr/lib/apk/db/installed" -> Optional.of(ApkRecords::packages);
      case "etc/passwd" -> Optional.of(SystemRecords::users);
      case "etc/os-release", "usr/lib/os-release" -> Optional.of(SystemRecords::operatingSystem);
      default -> {
        if (path.startsWith(DPKG)) {
          yield dpkg(path.substring(DPKG.length()));
        }
        Optional<Function<String, Optional<FileFacts>>> language = LanguageRecords.parser(path);
        if (language.isPresent()) {
          yield language;
        }
        yield path.equals("release") || path.endsWith("/release")
            ? Optional.of(SystemRecords::javaRelease)
            : Optional.empty();
      }
    };
  }

  private static Optional<Function<String, Optional<FileFacts>>> dpkg(String path) {
    boolean md5sums = path.endsWith(".md5sums");
    boolean list = path.endsWith(".list");
    if ((path.startsWith("info/") || path.startsWith("status.d/")) && (md5sums || list)) {
      return Optional.of(md5sums ? DpkgRecords::md5sums : DpkgRecords::files);
    }
    return path.startsWith("status.d/") ? Optional.of(DpkgRecords::packages) : Optional.empty();
  }
}
