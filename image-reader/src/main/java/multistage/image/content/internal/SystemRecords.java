package multistage.image.content.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.SoftwarePackage;
import multistage.image.User;

/** What a system, or a Java run-time, notes of itself. */
final class SystemRecords {
  private static final int PASSWD_FIELDS = 7;

  private SystemRecords() {}

  /**
   * The users in {@code /etc/passwd}; lines that aren't a user's are left out.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/passwd.5.html">passwd(5)</a>
   */
  static Optional<FileFacts> users(String text) {
    List<User> users = new ArrayList<>();
    for (String line : Records.lines(text)) {
      String[] fields = line.split(":", -1);
      if (fields.length == PASSWD_FIELDS
          && Records.isName(fields[0])
          && fields[2].matches("\\d{1,10}")
          && Records.isShort(fields[6])) {
        users.add(new User(fields[0], Long.parseLong(fields[2]), fields[6].strip()));
      }
    }
    return users.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FileFacts(
                Kind.RECORD, 0, OptionalLong.empty(), List.of(), List.of(), List.copyOf(users)));
  }

  /**
   * The distribution.
   *
   * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/os-release.html">
   *     os-release(5)</a>
   */
  static Optional<FileFacts> operatingSystem(String text) {
    Map<String, String> variables = variables(text);
    return Records.of(
        Records.softwarePackage(
                SoftwarePackage.Type.OPERATING_SYSTEM,
                variables.getOrDefault("ID", ""),
                variables.getOrDefault("VERSION_ID", ""),
                Optional.empty())
            .stream()
            .toList());
  }

  /**
   * The modules of a Java run-time, each with the run-time's version. One older than Java 9 has no
   * modules, and says nothing.
   *
   * @see <a href="https://openjdk.org/jeps/220">JEP 220: Modular Run-Time Images, which describes
   *     the file release</a>
   */
  static Optional<FileFacts> javaRelease(String text) {
    Map<String, String> variables = variables(text);
    String version = variables.getOrDefault("JAVA_VERSION", "");
    return version.isEmpty()
        ? Optional.empty()
        : Records.of(
            Stream.of(variables.getOrDefault("MODULES", "").split("\\s+"))
                .flatMap(
                    module ->
                        Records.softwarePackage(
                            SoftwarePackage.Type.JDK_MODULE,
                            module,
                            SoftwarePackage.isJdkModule(module) ? version : "",
                            Optional.empty())
                            .stream())
                .toList());
  }

  /** The variables of a file that a shell could read, as far as they stand on one line. */
  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new HashMap<>();
    for (String line : Records.lines(text)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String value = line.substring(equals + 1).strip();
        char quote = value.isEmpty() ? 0 : value.charAt(0);
        boolean quoted =
            value.length() > 1
                && (quote == '"' || quote == '\'')
                && value.charAt(value.length() - 1) == quote;
        variables.put(
            line.substring(0, equals).strip(),
            quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return variables;
  }
}
