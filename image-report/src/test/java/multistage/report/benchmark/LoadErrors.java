package multistage.report.benchmark;

import java.util.List;
import java.util.Optional;

/**
 * What went wrong under load, as the clients note it: a line for each, with the number of its
 * errors, a tab, and what the first one was.
 *
 * @param count answers that weren't a 200, and connections that broke
 * @param first what the first one was, of the first client that has any; empty without errors
 */
public record LoadErrors(long count, Optional<String> first) {
  /** A client's line, without its end. */
  public static String line(long errors, Optional<String> first) {
    return errors + "\t" + first.map(text -> text.replaceAll("\\s+", " ").strip()).orElse("");
  }

  /**
   * What all clients together noted.
   *
   * @throws IllegalArgumentException when a line is none of theirs
   */
  public static LoadErrors of(List<String> lines) {
    long count = 0;
    Optional<String> first = Optional.empty();
    for (String line : lines) {
      String[] parts = line.split("\t", 2);
      if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) {
        throw new IllegalArgumentException("not a number of errors: " + line);
      }
      count += Long.parseLong(parts[0]);
      first = first.or(() -> Optional.of(parts[1]).filter(text -> !text.isEmpty()));
    }
    return new LoadErrors(count, first);
  }
}
