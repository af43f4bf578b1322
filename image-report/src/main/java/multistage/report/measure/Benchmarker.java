package multistage.report.measure;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import multistage.report.engine.EngineConnection;
import multistage.report.model.Benchmark;
import multistage.report.model.Variant;

/** Measures images that hold more closely than every run does. */
public final class Benchmarker {
  /** What engines accept as a container's limit at least: 6 MiB, which they call 6 MB. */
  static final long ENGINE_FLOOR = 6L << 20;

  private static final int REQUESTS = 1_000;

  /** How many requests have to be answered within a limit. */
  private static final int SERVED = 100;

  /** More than any server here needs. */
  private static final long MOST = 2L << 30;

  private final EngineConnection engine;

  /** Measures containers on that engine. */
  public Benchmarker(EngineConnection engine) {
    this.engine = engine;
  }

  /**
   * What an image needs of memory.
   *
   * @param need the figures
   * @param noLimit why there is no smallest limit among them; empty where there is one
   */
  public record Memory(Benchmark.MemoryNeed need, Optional<String> noLimit) {}

  /**
   * Measures what the image needs of memory.
   *
   * @param looseLimit why a container can use more than its limit here: then none is looked for
   * @return empty where the engine doesn't count memory
   * @throws StartFailedException when it doesn't come to a first answer without a limit
   */
  public Optional<Memory> memory(Variant variant, Optional<String> looseLimit)
      throws StartFailedException {
    try (ServerContainer server = ServerContainer.start(engine, variant.imageName())) {
      Optional<Usage> afterStart = server.usage();
      if (afterStart.isEmpty()) {
        return Optional.empty();
      }
      try (KeptConnection client = new KeptConnection(server.address())) {
        for (int i = 0; i < REQUESTS; i++) {
          client.ask();
        }
        if (client.errors() > 0) {
          throw new StartFailedException(
              client.errors() + " of " + REQUESTS + " requests weren't answered with 200");
        }
      }
      long afterRequests = server.usage().orElseThrow().memoryBytes();
      ControlGroup group = server.controlGroup();
      Optional<Long> peak = group.peakBytes();
      Optional<Long> pss = group.pssBytes();
      long guess = Math.max(afterRequests, afterStart.get().memoryBytes());
      Limit limit =
          looseLimit
              .map(reason -> new Limit(Optional.empty(), looseLimit))
              .orElseGet(() -> limit(bytes -> serves(variant, bytes), guess));
      return Optional.of(
          new Memory(
              new Benchmark.MemoryNeed(
                  afterStart.get().memoryBytes(),
                  afterRequests,
                  REQUESTS,
                  peak,
                  pss,
                  limit.smallest(),
                  limit.smallest().filter(bytes -> bytes == ENGINE_FLOOR).isPresent()),
              limit.none()));
    } catch (TimeoutException e) {
      throw new StartFailedException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring memory", e);
    }
  }

  /** Whether something works within so many bytes. */
  interface Trial {
    boolean works(long bytes);
  }

  /** How it went within a limit. */
  enum Served {
    /** It was killed, or hardly moved, or broke a connection. */
    NO,
    /** It served within the limit. */
    YES,
    /** It served, but might have swapped out what is beyond the limit. */
    WITH_SWAP
  }

  /** Serving within so many bytes. */
  interface LimitedServer {
    Served within(long bytes);
  }

  /** A smallest limit, or why there is none. */
  record Limit(Optional<Long> smallest, Optional<String> none) {}

  /** Looks for the smallest limit, and believes none that swap has helped with. */
  static Limit limit(LimitedServer server, long guess) {
    Set<Served> seen = EnumSet.noneOf(Served.class);
    Optional<Long> smallest =
        smallest(
            bytes -> {
              // Once is enough: whatever else is tried would rest on it.
              Served served = seen.contains(Served.WITH_SWAP) ? Served.YES : server.within(bytes);
              seen.add(served);
              return served != Served.NO;
            },
            guess);
    if (seen.contains(Served.WITH_SWAP)) {
      return new Limit(
          Optional.empty(),
          Optional.of(
              "the container may swap, whatever the engine says: its control group allows that,"
                  + " so a limit says nothing of what it needs"));
    }
    return new Limit(
        smallest,
        smallest.isPresent()
            ? Optional.empty()
            : Optional.of("it didn't serve with any that was tried, up to " + MOST + " bytes"));
  }

  /**
   * The smallest limit that works, to a sixteenth or a mebibyte, in whole kibibytes.
   *
   * @param guess what is used without a limit
   * @return empty when nothing that was tried works
   */
  static Optional<Long> smallest(Trial trial, long guess) {
    if (trial.works(ENGINE_FLOOR)) {
      return Optional.of(ENGINE_FLOOR);
    }
    long fails = ENGINE_FLOOR;
    long works = kibibytes(Math.max(guess, 2 * ENGINE_FLOOR));
    while (!trial.works(works)) {
      fails = works;
      works *= 2;
      if (works > MOST) {
        return Optional.empty();
      }
    }
    while (works - fails > Math.max(1L << 20, works / 16)) {
      long middle = kibibytes((works + fails) / 2);
      if (trial.works(middle)) {
        works = middle;
      } else {
        fails = middle;
      }
    }
    return Optional.of(works);
  }

  private static long kibibytes(long bytes) {
    return bytes / 1024 * 1024;
  }

  private Served serves(Variant variant, long memoryBytes) {
    try (ServerContainer server =
            ServerContainer.start(
                engine,
                variant.imageName(),
                command ->
                    command
                        .getHostConfig()
                        .withMemory(memoryBytes)
                        // As much as memory: nothing is swapped out.
                        .withMemorySwap(memoryBytes));
        KeptConnection client = new KeptConnection(server.address())) {
      for (int i = 0; i < SERVED && client.errors() == 0; i++) {
        client.ask();
      }
      if (client.errors() > 0) {
        return Served.NO;
      }
      return server.controlGroup().swappableBytes().orElse(0L) > 0 ? Served.WITH_SWAP : Served.YES;
    } catch (StartFailedException e) {
      // Killed for want of memory, or so short of it that it hardly moves.
      return Served.NO;
    }
  }

  /** Something that is done with a running server. */
  public interface Use<T> {
    /**
     * Does it.
     *
     * @param address where the server is reached from here
     */
    T with(URI address) throws IOException;
  }

  /**
   * Starts the image on one processor, does something with it, and ends it.
   *
   * @param processor which, as the kernel numbers them
   */
  public <T> T onProcessor(Variant variant, int processor, Use<T> use)
      throws StartFailedException, IOException {
    try (ServerContainer server =
        ServerContainer.start(
            engine,
            variant.imageName(),
            command -> command.getHostConfig().withCpusetCpus(String.valueOf(processor)))) {
      return use.with(server.controlGroup().isHere() ? server.directAddress() : server.address());
    }
  }
}
