package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import multistage.report.diagnostic.UserError;
import multistage.report.exercise.LearnerProgress.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small file that remembers. */
class LearnerProgressTest {
  @Test
  void readsWhatItWrote() {
    LearnerProgress progress =
        LearnerProgress.NONE.with("02-b", new State(false, 2)).with("01-a", new State(true, 0));

    assertThat(LearnerProgress.parse(progress.text(), "progress.yaml")).isEqualTo(progress);
    assertThat(progress.current()).contains("01-a");
    assertThat(progress.of("02-b").hints()).isEqualTo(2);
    assertThat(progress.of("03-c")).isEqualTo(State.NEW);
    assertThat(LearnerProgress.parse(LearnerProgress.NONE.text(), "progress.yaml"))
        .isEqualTo(LearnerProgress.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only this\n"})
  void nothingIsNoProgress(String text) {
    assertThat(LearnerProgress.parse(text, "progress.yaml")).isEqualTo(LearnerProgress.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exercises: {a: {hints: many}}|progress.yaml:1: ",
        "exercises: {a: {hints: -1}}|hints: 0 or more, not -1",
        "exercises: {a: {stars: 5}}|stars",
        "exercises: {a: {hints: 1}|progress.yaml",
        "solved|progress.yaml",
        "'[1, 2]'|progress.yaml",
      })
  void damageIsNamedWithItsPlaceAndWhatToDo(String text, String reason) {
    assertThatThrownBy(() -> LearnerProgress.parse(text, "progress.yaml"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("progress.yaml")
        .hasMessageContaining("the record of your progress is damaged: ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith(
            "; correct it, or delete it to begin a new one; your Dockerfiles stay as they are");
  }
}
