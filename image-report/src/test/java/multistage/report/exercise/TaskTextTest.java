package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a terminal shows of a README. */
class TaskTextTest {
  private static final String README =
      """
      # 3. A title

      Chapter: [4. Which base](../../course/04-which-base.md).

      This [Dockerfile](Dockerfile) prints
      **another** `time`.

      <!-- untested: nothing runs it -->
      ```bash
      ./lab exercises check 3
      ```

      <details><summary>Hint: <code>ARG TOKEN</code> instead</summary>

      Copy it from [an image](https://example.org/a):

      - `one`
      - two

      </details>

      <details><summary>Hint: more</summary>

      Look.

      </details>

      When you have solved it, look at [one solution](../solutions/03-a/README.md).
      """;

  @Test
  void theTaskIsWhatStandsBeforeTheHints() {
    assertThat(TaskText.parse(README, "docs/exercises/03-a").task())
        .isEqualTo(
            """
            Chapter: 4. Which base (docs/course/04-which-base.md).

            This Dockerfile prints another `time`.

              ./lab exercises check 3""");
  }

  @Test
  void hintsAreWhatIsFolded() {
    assertThat(TaskText.parse(README, "docs/exercises/03-a").hints())
        .isEqualTo(
            List.of(
                new TaskText.Hint(
                    "`ARG TOKEN` instead",
                    "Copy it from an image (https://example.org/a):\n\n- `one`\n- two"),
                new TaskText.Hint("more", "Look.")));
  }

  @Test
  void linesAreAsWideAsATerminal() {
    assertThat(TaskText.wrapped("word ".repeat(100)).lines())
        .hasSizeGreaterThan(5)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(96).endsWith("word"));
  }
}
