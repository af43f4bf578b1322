package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EngineWatchTest {
  private final AtomicBoolean answers = new AtomicBoolean(true);
  private final EngineWatch watch = new EngineWatch(answers::get);
  private final List<String> told = new ArrayList<>();

  @Test
  void whatFailsWhileTheEngineAnswersIsNotItsFault() {
    assertThat(watch.stoppedWhile("building go/a", told::add)).isEmpty();
    assertThat(watch.stopped()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void eachRowSaysWhatWasDoneAndTheTerminalOnce() {
    answers.set(false);
    assertThat(watch.stopped()).as("nobody has asked it for anything").isEmpty();
    assertThat(watch.stoppedWhile("building go/a", told::add))
        .contains("the engine stopped answering while building go/a");
    assertThat(watch.stoppedWhile("building java/b", told::add))
        .contains("the engine stopped answering while building java/b");
    assertThat(watch.stopped()).contains("the engine stopped answering while building go/a");
    assertThat(told).hasSize(1);
  }

  @Test
  void anEngineThatIsBackIsWorkedWith() {
    answers.set(false);
    watch.stoppedWhile("building go/a", told::add);
    answers.set(true);
    assertThat(watch.stopped()).isEmpty();
    answers.set(false);
    assertThat(watch.stoppedWhile("proving go/a", told::add)).isPresent();
    assertThat(told).hasSize(2);
  }

  @Test
  void aReasonIsKnownAgain() {
    answers.set(false);
    assertThat(watch.stoppedWhile("building go/a", told::add))
        .map(EngineWatch::isReason)
        .contains(true);
    assertThat(EngineWatch.isReason("it doesn't start: the engine stopped answering while x"))
        .isFalse();
  }
}
