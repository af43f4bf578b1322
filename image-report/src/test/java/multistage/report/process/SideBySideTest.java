package multistage.report.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SideBySideTest {
  /** Each waits for the other: one after the other they would never come to an end. */
  @Test
  @Timeout(60)
  void worksOnSoManyAtATime() {
    CountDownLatch both = new CountDownLatch(2);
    Set<String> done = ConcurrentHashMap.newKeySet();
    SideBySide.forEach(
        2,
        List.of("a", "b"),
        item -> {
          both.countDown();
          await(both);
          done.add(item);
        });
    assertThat(done).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void whatFailsIsNotLost() {
    RuntimeException failure = new UserError("b can't be done");
    assertThatThrownBy(
            () ->
                SideBySide.forEach(
                    2,
                    List.of("a", "b"),
                    item -> {
                      if (item.equals("b")) {
                        throw failure;
                      }
                    }))
        .isSameAs(failure);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
