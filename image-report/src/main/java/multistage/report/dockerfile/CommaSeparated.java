package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.List;
import multistage.report.diagnostic.UserError;

/** One line of comma-separated values, as in {@code --mount=type=bind,target=/src}. */
final class CommaSeparated {
  private CommaSeparated() {}

  /**
   * The line's fields; one in double quotes may have commas in it.
   *
   * @param flag what messages call it
   */
  static List<String> fields(String line, String flag) {
    if (line.isEmpty()) {
      throw new UserError(flag + " has no value", "put one behind the \"=\", or remove it");
    }
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      if (at < line.length() && line.charAt(at) == '"') {
        StringBuilder field = new StringBuilder();
        at = quoted(line, at + 1, field, flag);
        fields.add(field.toString());
        if (at == line.length()) {
          return fields;
        }
        at++;
        continue;
      }
      int comma = line.indexOf(',', at);
      String field = line.substring(at, comma < 0 ? line.length() : comma);
      if (field.indexOf('"') >= 0) {
        throw misquoted(flag);
      }
      fields.add(field);
      if (comma < 0) {
        return fields;
      }
      at = comma + 1;
    }
  }

  /** Reads a quoted field; two quotes in it are one. Ends at the comma or the line's end. */
  private static int quoted(String line, int begin, StringBuilder field, String flag) {
    int at = begin;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw misquoted(flag);
      }
      field.append(line, at, quote);
      at = quote + 1;
      if (at < line.length() && line.charAt(at) == '"') {
        field.append('"');
        at++;
      } else if (at == line.length() || line.charAt(at) == ',') {
        return at;
      } else {
        throw misquoted(flag);
      }
    }
  }

  private static UserError misquoted(String flag) {
    return new UserError(
        "in " + flag + ", there is a double quote within a field", "put the whole field in quotes");
  }
}
