package multistage.report.model;

import java.util.Optional;

/**
 * One thing that was tried on a variant's image, from outside.
 *
 * @param id which; {@code name} in a report
 * @param passed whether it held
 * @param required whether the variant fails when it doesn't
 * @param detail what was seen
 * @param notMade whether it couldn't be made: then it has neither passed nor failed, and the detail
 *     says why
 */
public record Check(CheckId id, boolean passed, boolean required, String detail, boolean notMade) {
  /** Refuses one that passed without having been made. */
  public Check {
    if (passed && notMade) {
      throw new IllegalArgumentException(id.text() + " passed, but wasn't made");
    }
  }

  /** One that was made. */
  public Check(CheckId id, boolean passed, boolean required, String detail) {
    this(id, passed, required, detail, false);
  }

  /** Whether it was made, and didn't hold. */
  public boolean failed() {
    return !passed && !notMade;
  }

  /** What it is called, such as {@code contract: GET /}. */
  public String name() {
    return id.text();
  }

  /** Which check it is, or is a part of; none for what a budget asks. */
  public Optional<CheckName> check() {
    return id instanceof CheckId.Named named ? Optional.of(named.name()) : Optional.empty();
  }

  /** The same, for a variant that requires it or doesn't. */
  public Check requiredAs(boolean isRequired) {
    return new Check(id, passed, isRequired, detail, notMade);
  }

  /** Whether a figure is over a ceiling that is only to warn of. */
  public boolean isWarning() {
    return id instanceof CheckId.Budget && !required && failed();
  }
}
