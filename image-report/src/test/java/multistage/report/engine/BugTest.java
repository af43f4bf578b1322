package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BugTest {
  static List<Throwable> whatOthersDoToIt() {
    return List.of(
        new UserError("it is red", "paint it"),
        NoEngineException.noneAnswers(URI.create("unix:///none"), new IOException("refused")),
        new IOException("the disk is full"),
        new UncheckedIOException(new IOException("the disk is full")),
        new TimeoutException("still running"),
        new CompletionException(new TimeoutException("still running")),
        new InternalServerErrorException("{\"message\":\"no space left\"}"),
        new DockerClientException("Could not pull image"),
        new RuntimeException(new IOException("Broken pipe")));
  }

  @ParameterizedTest
  @MethodSource
  void whatOthersDoToIt(Throwable e) {
    assertThat(Bug.is(e)).isFalse();
  }

  static List<Throwable> itsOwnMistakes() {
    return List.of(
        new IllegalArgumentException("3 is not the median"),
        new NullPointerException(),
        new IllegalStateException("3 is not the median"),
        new CompletionException(new NullPointerException()),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource
  void itsOwnMistakes(Throwable e) {
    assertThat(Bug.is(e)).isTrue();
  }

  @Test
  void aRowSaysThatItIsOneAndWhere() {
    String reason = Bug.reason(new IllegalStateException("3 is not the median"));
    assertThat(reason.lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains("bug").endsWith("not the median"));
    assertThat(reason).contains("\n\tat " + BugTest.class.getName());
    assertThat(Bug.isReason(reason)).isTrue();
    assertThat(Bug.isReason("it can't be weighed: " + reason)).isTrue();
    assertThat(Bug.isReason("saysHello: 3 is not the median")).isFalse();
  }
}
