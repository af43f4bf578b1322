package multistage.report.engine;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tells what an engine that ended or hangs costs from what is wrong with a variant.
 *
 * <p>To be asked when something failed that takes the engine. An engine that is back, as one that
 * its system restarts, is worked with again; one that hung isn't.
 */
public final class EngineWatch {
  private static final String STOPPED = "the engine stopped answering while ";

  private final BooleanSupplier answers;
  private final BooleanSupplier isGivenUp;
  private Optional<String> reason = Optional.empty();

  /**
   * A watch over an engine.
   *
   * @param answers whether it does at this moment
   */
  public EngineWatch(BooleanSupplier answers) {
    this(answers, () -> false);
  }

  /**
   * A watch over an engine that may hang.
   *
   * @param answers whether it does at this moment
   * @param isGivenUp whether nobody waits for it any more
   */
  public EngineWatch(BooleanSupplier answers, BooleanSupplier isGivenUp) {
    this.answers = answers;
    this.isGivenUp = isGivenUp;
  }

  /** Whether it took what it was asked and never answered: nothing is to wait for it any more. */
  public boolean isGivenUp() {
    return isGivenUp.getAsBoolean();
  }

  /** Whether it does now. */
  public boolean answers() {
    return answers.getAsBoolean();
  }

  /** Why nothing can be done now: it stopped answering before, and still doesn't answer. */
  public synchronized Optional<String> stopped() {
    if (reason.isPresent() && answers.getAsBoolean()) {
      reason = Optional.empty();
    }
    return reason;
  }

  /**
   * The reason for a row if it was the engine that failed; empty while the engine answers.
   *
   * @param doing what failed, such as {@code building go/single-stage}
   * @param tell is told once, and not again until the engine has answered
   */
  public synchronized Optional<String> stoppedWhile(String doing, Consumer<String> tell) {
    if (answers.getAsBoolean()) {
      reason = Optional.empty();
      return Optional.empty();
    }
    String because = STOPPED + doing;
    if (reason.isEmpty()) {
      reason = Optional.of(because);
      tell.accept(because + ": what needs it can't be done any more");
    }
    return Optional.of(because);
  }

  /** Whether a row says that it failed for want of an engine, which says nothing of its image. */
  public static boolean isReason(String failure) {
    return failure.startsWith(STOPPED);
  }
}
