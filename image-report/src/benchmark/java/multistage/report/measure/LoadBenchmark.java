package multistage.report.measure;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import multistage.report.benchmark.LoadErrors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * Asks a server that runs somewhere else, over a connection that is kept; each thread has its own.
 * {@code BenchmarkRun} starts it beside a container; by hand:
 *
 * <pre>
 * mvn -Pspeed test-compile exec:exec@jmh -Djmh='LoadBenchmark.latency -f 0 -p address=http://localhost:8080/'
 * </pre>
 */
@State(Scope.Thread)
public class LoadBenchmark {
  private static final int WARM_UP_SECONDS = 2;

  /** The server. */
  @Param("http://localhost:8080/")
  public String address;

  /** A system property: the file for {@link LoadErrors}, a line for each thread. */
  private static final String ERRORS = "errors";

  /** Whether one of this process's clients has asked enough for all; guarded by the class. */
  private static boolean isWarm;

  private KeptConnection client;

  /** Connects to the server. */
  @Setup
  public void connect() throws IOException {
    warmUp();
    client = new KeptConnection(URI.create(address));
  }

  /**
   * The first answers' times are to be the server's, not those of a client whose own code is still
   * interpreted: so the first client asks a server in this process before, and the others wait.
   */
  private static synchronized void warmUp() throws IOException {
    if (isWarm) {
      return;
    }
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (KeptConnection own =
        new KeptConnection(URI.create("http://localhost:" + server.getAddress().getPort() + "/"))) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
      while (System.nanoTime() < end) {
        own.ask();
      }
      if (own.errors() > 0) {
        throw new IllegalStateException("the client's own server gave " + own.errors() + " errors");
      }
    } finally {
      server.stop(0);
    }
    isWarm = true;
  }

  /** Keeps the number of errors. */
  @TearDown
  public void end() throws IOException {
    client.close();
    String errors = System.getProperty(ERRORS);
    if (errors != null) {
      synchronized (LoadBenchmark.class) {
        Files.writeString(
            Path.of(errors),
            LoadErrors.line(client.errors(), client.firstError()) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
  }

  /** How long an answer with 200 takes. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void latency() throws IOException {
    client.awaitAnswer();
  }

  /** How many answers with 200 eight clients get in a second. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(8)
  public void throughput() throws IOException {
    client.awaitAnswer();
  }

  /** How many answers with 200 one client gets in a second. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public void curve() throws IOException {
    client.awaitAnswer();
  }
}
