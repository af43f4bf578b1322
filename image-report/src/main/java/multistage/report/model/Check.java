package multistage.report.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * One thing that was tried on a variant's image, from outside.
 *
 * @param id which; {@code name} in a report
 * @param passed whether it held
 * @param required whether the variant fails when it doesn't
 * @param detail what was seen
 */
public record Check(
    @JsonProperty("name") CheckId id, boolean passed, boolean required, String detail) {
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
    return new Check(id, passed, isRequired, detail);
  }

  /** Whether a figure is over a ceiling that is only to warn of. */
  @JsonIgnore
  public boolean isWarning() {
    return id instanceof CheckId.Budget && !required && !passed;
  }
}
