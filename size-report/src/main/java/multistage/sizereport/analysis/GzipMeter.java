package multistage.sizereport.analysis;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;

/**
 * Finds out how long a gzip file would be, without making one.
 *
 * <p>Blocks are compressed in parallel, as pigz does it: each by itself, with the end of the one
 * before as its dictionary. The sum is within a fraction of a percent of what zlib gives at that
 * level, and the same for any number of threads.
 *
 * <p>A block that comes again after the same dictionary isn't compressed again: images hold many
 * files that others hold as well, each in a layer of its own.
 */
public final class GzipMeter implements AutoCloseable {
  /** How much is compressed at a time. */
  static final int BLOCK_BYTES = 256 * 1024;

  /**
   * The level whose lengths are nearest to what engines push: those compress with Go's {@code
   * compress/gzip} at its default level, to which zlib's 5 is nearer than 6.
   */
  public static final int LEVEL = 5;

  // As far back as deflate can refer (RFC 1951).
  private static final int WINDOW_BYTES = 32 * 1024;
  // RFC 1952: ten bytes before, and CRC and length behind.
  private static final int HEADER_AND_TRAILER_BYTES = 18;

  // Of 25 GB, in about 15 MB.
  private static final int MOST_KNOWN = 100_000;

  private final ExecutorService threads;
  private final int mostInFlight;
  private final Queue<BlockDeflater> idle = new ConcurrentLinkedQueue<>();
  private final KnownLengths known;

  /** How long blocks became that were compressed before, by any meter. */
  static class KnownLengths {
    /** By the hash of the dictionary and the block. */
    private final Map<ByteBuffer, Long> lengths = new ConcurrentHashMap<>();

    long find(ByteBuffer block, LongSupplier compress) {
      Long before = lengths.get(block);
      if (before != null) {
        return before;
      }
      long length = compress.getAsLong();
      if (lengths.size() < MOST_KNOWN) {
        lengths.put(block, length);
      }
      return length;
    }
  }

  /** A meter that has nothing to go by. */
  GzipMeter(int threadCount) {
    this(threadCount, new KnownLengths());
  }

  /** Starts as many threads; {@link #close} ends them. */
  GzipMeter(int threadCount, KnownLengths known) {
    this.known = known;
    threads =
        Executors.newFixedThreadPool(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "gzip-meter");
              thread.setDaemon(true);
              return thread;
            });
    // Enough to keep every thread busy while the reader waits for the oldest block.
    mostInFlight = 2 * threadCount + 1;
  }

  /** Begins to measure another file. */
  Measurement measure() {
    return new Measurement();
  }

  /** Ends the threads and frees what they hold; blocks that still wait are forgotten. */
  @Override
  public void close() {
    threads.shutdownNow();
    for (BlockDeflater deflater; (deflater = idle.poll()) != null; ) {
      deflater.deflater.end();
    }
  }

  /** One file's length in the making. For one thread. */
  final class Measurement {
    private final Deque<Future<Long>> inFlight = new ArrayDeque<>();
    private long bytes = HEADER_AND_TRAILER_BYTES;
    private byte[] dictionary = {};
    private byte[] held = {};
    private int heldLength;

    /**
     * Appends a block, and waits when too many are under way.
     *
     * @param block belongs to the measurement from now on: nobody may write to it any more
     * @param length how much of it counts
     * @param afresh whether it is compressed without reference to what came before: then it becomes
     *     as long wherever it stands
     * @throws InterruptedIOException when the thread is interrupted
     */
    void add(byte[] block, int length, boolean afresh) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      // The last block is compressed in another way, so one is held until the next is there.
      if (heldLength > 0) {
        submit(false);
      }
      dictionary =
          afresh
              ? new byte[0]
              : Arrays.copyOfRange(held, Math.max(0, heldLength - WINDOW_BYTES), heldLength);
      held = block;
      heldLength = length;
    }

    /** The length in bytes of all that was added, compressed. */
    long finish() throws IOException {
      submit(true);
      while (!inFlight.isEmpty()) {
        awaitOldest();
      }
      return bytes;
    }

    private void submit(boolean last) throws IOException {
      if (inFlight.size() >= mostInFlight) {
        awaitOldest();
      }
      byte[] before = dictionary;
      byte[] block = held;
      int length = heldLength;
      inFlight.add(threads.submit(() -> deflatedLength(before, block, length, last)));
    }

    private void awaitOldest() throws IOException {
      try {
        bytes += inFlight.remove().get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw interrupted();
      } catch (ExecutionException e) {
        throw new IllegalStateException("compressing failed", e.getCause());
      }
    }
  }

  private static InterruptedIOException interrupted() {
    return new InterruptedIOException("interrupted while reading a layer");
  }

  private long deflatedLength(byte[] dictionary, byte[] block, int length, boolean last) {
    MessageDigest sha256 = Sha256.begin();
    sha256.update(last ? (byte) 1 : 0);
    sha256.update(dictionary);
    sha256.update(block, 0, length);
    return known.find(
        ByteBuffer.wrap(sha256.digest()),
        () -> {
          BlockDeflater deflater = Objects.requireNonNullElseGet(idle.poll(), BlockDeflater::new);
          long bytes = deflater.length(dictionary, block, length, last);
          idle.add(deflater);
          return bytes;
        });
  }

  private static final class BlockDeflater {
    final Deflater deflater = new Deflater(LEVEL, true);
    private final byte[] output = new byte[64 * 1024];

    long length(byte[] dictionary, byte[] block, int length, boolean last) {
      deflater.reset();
      if (dictionary.length > 0) {
        deflater.setDictionary(dictionary);
      }
      deflater.setInput(block, 0, length);
      if (last) {
        deflater.finish();
      }
      int mode = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
      int written;
      do {
        written = deflater.deflate(output, 0, output.length, mode);
      } while (written == output.length);
      return deflater.getBytesWritten();
    }
  }
}
