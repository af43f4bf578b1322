package multistage.sizereport;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails all tests if the engine accepts requests but never answers, as one that SIGSTOP has
 * stopped: each would wait for ever. A build may take as long as it needs: an engine that is alive
 * tells its version meanwhile.
 *
 * <p>JUnit finds this class in {@code META-INF/services}.
 */
public final class EngineWatch
    implements BeforeAllCallback, BeforeClassTemplateInvocationCallback, BeforeEachCallback {
  private static final int MAX_SILENCE_SECONDS = 60; // far more than a busy machine takes
  private static final int PAUSE_SECONDS = 10;
  private static final String REASON = "the Docker engine hangs";
  private static final AtomicBoolean IS_WATCHED = new AtomicBoolean();
  private static final Set<Thread> TESTS = ConcurrentHashMap.newKeySet();
  private static volatile boolean isLost;

  @Override
  public void beforeAll(ExtensionContext tests) {
    boolean needEngine = tests.getRequiredTestClass().getSimpleName().endsWith("IT");
    if (needEngine && IS_WATCHED.compareAndSet(false, true)) {
      Thread watch = new Thread(EngineWatch::watch, "watch the engine");
      watch.setDaemon(true);
      watch.start();
    }
    beforeEach(tests);
  }

  @Override
  public void beforeClassTemplateInvocation(ExtensionContext variant) {
    beforeEach(variant);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    if (isLost) {
      throw new IllegalStateException(REASON);
    }
    TESTS.add(Thread.currentThread());
  }

  /** Why a test failed: what it waited for was cut off if the engine hangs. */
  static String reason(Throwable failure) {
    return isLost ? REASON : failure.getMessage();
  }

  private static void watch() {
    try {
      while (answers()) {
        SECONDS.sleep(PAUSE_SECONDS);
      }
      isLost = true;
      System.out.printf(
          "The Docker engine hasn't answered for %d seconds. The run ends here.%n",
          MAX_SILENCE_SECONDS);
      // Testcontainers would ask it to remove containers at the end: the report's next run does
      // that.
      // Failsafe has heard by then which tests failed, and takes another code than 0 for a crash.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
      while (true) { // whoever stops waiting may ask it something else, and wait again
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy); // docker build
        TESTS.forEach(Thread::interrupt);
        SECONDS.sleep(1);
      }
    } catch (IOException | InterruptedException e) {
      return; // without docker, no test waits
    }
  }

  private static boolean answers() throws IOException, InterruptedException {
    Process question =
        new ProcessBuilder("docker", "version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // In steps: if this process was stopped itself, no engine kept it waiting.
    for (int second = 0; second < MAX_SILENCE_SECONDS; second++) {
      if (question.waitFor(1, SECONDS)) {
        return true; // an engine that has ended answers, too: its socket refuses
      }
    }
    return false;
  }
}
