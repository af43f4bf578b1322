package multistage.sizereport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * How long one server takes to answer: {@code ./lab mvn verify -pl size-report -am -Pbenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ServerBenchmark {
  private final GenericContainer<?> server =
      new GenericContainer<>("lesson/go:multi-stage-scratch")
          .withExposedPorts(8080)
          .waitingFor(Wait.forLogMessage(".*:8080.*", 1));
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpRequest request;

  @Setup
  public void start() {
    server.start();
    String address = "http://%s:%d/".formatted(server.getHost(), server.getMappedPort(8080));
    request = HttpRequest.newBuilder(URI.create(address)).build();
  }

  @Benchmark
  public int hello() throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @TearDown
  public void stop() {
    server.stop();
  }
}
