package multistage.report.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HeartbeatTest {
  private final CountDownLatch forever = new CountDownLatch(1);
  private final AtomicInteger cuts = new AtomicInteger();

  private Heartbeat of(Runnable ping) {
    return new Heartbeat(ping, Duration.ofMillis(300), cuts::incrementAndGet);
  }

  private void hang() {
    try {
      forever.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void oneThatAnswers() {
    Heartbeat heartbeat = of(() -> {});
    assertThat(heartbeat.answers()).isTrue();
    assertThat(heartbeat.isGivenUp()).isFalse();
  }

  /** It may be back: nothing waits for it that would have to be cut off. */
  @Test
  void oneThatRefusesIsAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    Heartbeat heartbeat =
        of(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("refused");
              }
            });
    assertThat(heartbeat.problem()).hasValueSatisfying(e -> assertThat(e).hasMessage("refused"));
    assertThat(heartbeat.answers()).isTrue();
    assertThat(cuts).hasValue(0);
  }

  @Test
  void oneThatHangsIsGivenUpOnce() {
    Heartbeat heartbeat = of(this::hang);
    assertThat(heartbeat.answers()).isFalse();
    assertThat(heartbeat.answers()).isFalse();
    assertThat(heartbeat.isGivenUp()).isTrue();
    assertThat(cuts).hasValue(1);
    forever.countDown();
  }

  /**
   * An engine's usual socket, on which nobody can set how long a read waits: what waits there for
   * an answer gets an exception all the same.
   */
  @Test
  void whatWaitsOnASocketIsCutOff(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("d.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      inBackground(() -> acceptAll(server));
      EngineConnection connection =
          EngineConnection.open("unix://" + socket, Duration.ofSeconds(1));
      assertThatThrownBy(() -> connection.client().versionCmd().exec())
          .isInstanceOf(RuntimeException.class);
      assertThat(connection.watch().isGivenUp()).isTrue();
      assertThat(connection.watch().answers()).isFalse();
    }
  }

  private final AtomicBoolean hangs = new AtomicBoolean();

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "pretended engine");
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptAll(ServerSocketChannel server) {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        inBackground(() -> answer(connection));
      }
    } catch (IOException e) {
      // The test has ended.
      return;
    }
  }

  /** Pings are answered until somebody asks for the version. */
  private void answer(SocketChannel connection) {
    try (connection) {
      ByteBuffer request = ByteBuffer.allocate(4096);
      while (connection.read(request.clear()) > 0) {
        String text = US_ASCII.decode(request.flip()).toString();
        if (text.contains("/version")) {
          hangs.set(true);
        }
        if (!hangs.get()) {
          String status = text.contains("/_ping") ? "200 OK" : "404 Not Found";
          String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\n{}";
          connection.write(US_ASCII.encode(answer));
        }
      }
    } catch (IOException e) {
      // The client has closed it.
      return;
    }
  }
}
