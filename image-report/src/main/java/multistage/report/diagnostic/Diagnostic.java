package multistage.report.diagnostic;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is wrong, where, and what to do about it.
 *
 * @param file the file that has to be changed, if it is one
 * @param line the line in that file, counted from 1, if it can be told
 * @param problem what is wrong
 * @param remedy what to do next; empty where the problem's words say it, as in "is true or false,
 *     not maybe"
 */
public record Diagnostic(
    Optional<String> file, OptionalInt line, String problem, Optional<String> remedy) {
  /** As it is printed, in the form that editors and terminals make a link of. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    file.ifPresent(text::append);
    line.ifPresent(number -> text.append(':').append(number));
    file.ifPresent(name -> text.append(": "));
    text.append(problem);
    remedy.ifPresent(next -> text.append("; ").append(next));
    return text.toString();
  }
}
