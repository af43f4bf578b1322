package multistage.report.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * One thing that was tried on a variant's image, from outside.
 *
 * @param name which, such as {@code GET / says Hello, World!}
 * @param passed whether it held
 * @param required whether the variant fails when it doesn't
 * @param detail what was seen
 */
public record Check(String name, boolean passed, boolean required, String detail) {
  /** What the names of checks begin with that hold a figure against its ceiling. */
  public static final String BUDGET = "budget: ";

  /** Which check it is, or is a part of; none for what a budget asks. */
  public Optional<CheckName> check() {
    return CheckName.find(name.replaceFirst(":.*", ""));
  }

  /** The same, for a variant that requires it or doesn't. */
  public Check requiredAs(boolean isRequired) {
    return new Check(name, passed, isRequired, detail);
  }

  /** Whether a figure is over a ceiling that is only to warn of. */
  @JsonIgnore
  public boolean isWarning() {
    return name.startsWith(BUDGET) && !required && !passed;
  }
}
