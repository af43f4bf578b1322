package multistage.report.weigh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import multistage.report.engine.StoredImage;
import multistage.report.process.Progress;

/**
 * Reads images that are built while others still are, so that weighing them finds their layers
 * known. A build leaves a processor idle whenever it waits for the disk or links; reading fills
 * that.
 *
 * <p>Closing this gives up what isn't read yet. What can't be read is left for weighing to try.
 */
public final class ReadingAhead implements AutoCloseable {
  private final Weigher weigher;
  private final Progress progress;
  private final BlockingQueue<Map<String, StoredImage>> waiting = new LinkedBlockingQueue<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "reading ahead");
            thread.setDaemon(true);
            return thread;
          });

  /** Reads nothing yet; the weigher is nobody else's until this is finished. */
  public ReadingAhead(Weigher weigher, Progress progress) {
    this.weigher = weigher;
    this.progress = progress;
  }

  /**
   * Reads images when there is time, in one stream.
   *
   * @param images by name, such as a variant's and its base image: what they share is there once
   */
  public void read(Map<String, StoredImage> images) {
    waiting.add(images);
    try {
      thread.execute(this::readWhatWaits);
    } catch (RejectedExecutionException e) {
      // The run has been given up; a build that goes on for a moment needs no reading.
      waiting.clear();
    }
  }

  private void readWhatWaits() {
    List<Map<String, StoredImage>> taken = new ArrayList<>();
    waiting.drainTo(taken);
    Map<String, StoredImage> images = new LinkedHashMap<>();
    taken.forEach(images::putAll);
    try {
      weigher.readAhead(images);
    } catch (IOException | RuntimeException e) {
      progress.say(
          "not read ahead: " + String.join(", ", images.keySet()) + ": " + Progress.firstLine(e));
    }
  }

  /** Waits until all is read. */
  public void finish() {
    thread.shutdown();
    try {
      thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading images", e);
    }
  }

  @Override
  public void close() {
    waiting.clear();
    thread.shutdownNow();
  }
}
