package multistage.report.model;

import java.util.Optional;

/** Which check it is. A report has it as text, which is read and written here alone. */
public sealed interface CheckId {
  /** A check that every image has, or one part of it. */
  record Named(CheckName name, Optional<String> part) implements CheckId {
    @Override
    public String text() {
      return name + part.map(text -> ": " + text).orElse("");
    }
  }

  /** A figure that is held against its limit in the size budget. */
  record Budget(String figure) implements CheckId {
    private static final String PREFIX = "budget: ";

    @Override
    public String text() {
      return PREFIX + figure;
    }
  }

  /** One that another version of this program made. */
  record Unknown(String text) implements CheckId {}

  /** The whole of a check. */
  static CheckId of(CheckName name) {
    return new Named(name, Optional.empty());
  }

  /** A part of a check. */
  static CheckId of(CheckName name, String part) {
    return new Named(name, Optional.of(part));
  }

  /** As a report has it. */
  static CheckId parse(String text) {
    if (text.startsWith(Budget.PREFIX)) {
      return new Budget(text.substring(Budget.PREFIX.length()));
    }
    String[] parts = text.split(": ", 2);
    return CheckName.find(parts[0])
        .<CheckId>map(
            name -> new Named(name, parts.length == 2 ? Optional.of(parts[1]) : Optional.empty()))
        .orElseGet(() -> new Unknown(text));
  }

  /** For reports and for people. */
  String text();
}
