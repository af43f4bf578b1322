package multistage.report.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Notices an engine that takes what it is asked and never answers, as one that was stopped by
 * SIGSTOP, and cuts off whoever waits for it.
 *
 * <p>Saving an image or waiting for a container's end may take long. An engine that is alive
 * answers a ping meanwhile: that alone is waited for with a limit.
 */
final class Heartbeat {
  /** Far more than an engine that is alive takes, also on a busy machine. */
  static final Duration MAX_SILENCE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 10_000;
  private static final long STEP_MILLIS = 100;

  private final Runnable ping;
  private final long maxSteps;
  private final Runnable cutOff;
  private final ExecutorService pings =
      Executors.newSingleThreadExecutor(task -> daemon(task, "ping the engine"));
  private volatile boolean isGivenUp;

  /**
   * Asks nothing yet.
   *
   * @param ping returns when the engine has answered
   * @param maxSilence how long that may take
   * @param cutOff ends all that waits for the engine, in exceptions
   */
  Heartbeat(Runnable ping, Duration maxSilence, Runnable cutOff) {
    this.ping = ping;
    this.maxSteps = Math.max(1, maxSilence.toMillis() / STEP_MILLIS);
    this.cutOff = cutOff;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Asks from now on every few seconds, until the process ends or the engine is given up. */
  void start() {
    daemon(this::askAgainAndAgain, "watch the engine").start();
  }

  private void askAgainAndAgain() {
    try {
      while (!isGivenUp) {
        problem();
        Thread.sleep(Math.min(PAUSE_MILLIS, maxSteps * STEP_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it answers at this moment; never again once it has been given up. */
  boolean answers() {
    return problem().isEmpty();
  }

  /** Whether it took what it was asked and didn't answer: what waited for it has been cut off. */
  boolean isGivenUp() {
    return isGivenUp;
  }

  /** What keeps it from answering now. */
  Optional<Throwable> problem() {
    if (isGivenUp) {
      return Optional.of(new TimeoutException("it was given up before"));
    }
    Future<?> answer = pings.submit(ping);
    // In steps: while this process was stopped itself, no engine kept it waiting.
    for (long step = 0; step < maxSteps; step++) {
      try {
        answer.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
        return Optional.empty();
      } catch (ExecutionException e) {
        // Refused, or without a socket: whatever it is, it is no answer.
        return Optional.of(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the engine", e);
      } catch (TimeoutException e) {
        continue;
      }
    }
    giveUp();
    return Optional.of(
        new TimeoutException("no answer within " + maxSteps * STEP_MILLIS / 1000 + " s"));
  }

  private synchronized void giveUp() {
    if (!isGivenUp) {
      isGivenUp = true;
      cutOff.run();
    }
  }
}
