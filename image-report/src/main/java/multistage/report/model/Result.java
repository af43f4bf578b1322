package multistage.report.model;

import java.util.Optional;

/** What came of doing something: a value, or the reason why there is none. */
public sealed interface Result<T> {
  /** It went well. */
  record Done<T>(T value) implements Result<T> {}

  /** It didn't. */
  record Failed<T>(String reason) implements Result<T> {}

  /** The value, if it went well. */
  default Optional<T> result() {
    return this instanceof Done<T> done ? Optional.of(done.value()) : Optional.empty();
  }

  /** The reason, if it didn't. */
  default Optional<String> failure() {
    return this instanceof Failed<T> failed ? Optional.of(failed.reason()) : Optional.empty();
  }
}
