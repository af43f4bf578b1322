package multistage.sizereport.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads images that are built while others still are, so that weighing them finds their layers
 * known. A build leaves a processor idle whenever it waits for the disk or links; reading fills
 * that.
 *
 * <p>What can't be read is left for weighing to say.
 */
final class ReadingAhead implements AutoCloseable {
  private final Weigher weigher;
  private final Progress progress;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "reading ahead");
            thread.setDaemon(true);
            return thread;
          });

  /** Reads nothing yet; the weigher is nobody else's until this is closed. */
  ReadingAhead(Weigher weigher, Progress progress) {
    this.weigher = weigher;
    this.progress = progress;
  }

  /** Reads an image when there is time, by its name. */
  void read(String image) {
    waiting.add(image);
    thread.execute(this::readWhatWaits);
  }

  /** In one stream, in which a layer that several have is there once. */
  private void readWhatWaits() {
    List<String> images = new ArrayList<>();
    waiting.drainTo(images);
    if (!images.isEmpty()) {
      try {
        weigher.weigh(images);
      } catch (RuntimeException e) {
        progress.say("not read ahead: " + e);
      }
    }
  }

  /** Waits until all is read. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading images", e);
    }
  }
}
