package multistage.report.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Work on several things at the same time. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Does something for each item, so many at a time, and returns when all are done, or as soon as
   * one failed: what it threw is thrown here, too, so that a user's mistake stays one.
   *
   * @throws IllegalStateException when the process is ending
   */
  public static <T> void forEach(int most, Collection<T> items, Consumer<T> action) {
    ExecutorService executor = Executors.newFixedThreadPool(most);
    try {
      List<Future<?>> futures = new ArrayList<>();
      items.forEach(
          item ->
              futures.add(
                  executor.submit(
                      () -> {
                        AtTheEnd.requireNotEnding();
                        action.accept(item);
                      })));
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
