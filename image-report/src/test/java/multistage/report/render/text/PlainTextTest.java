package multistage.report.render.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void dropsWhatTerminalsTakeForCommands() {
    assertThat(
            PlainText.of(
                "\u001b[1;31mred\u001b[0m \u001b]0;title\u0007window\u001b(B \u001b]8;;x\u001b\\link"))
        .isEqualTo("red window link");
  }

  @Test
  void losesNothingAfterACommandThatNeverEnds() {
    assertThat(PlainText.of("a\u001b]0;title\nthe error")).isEqualTo("a0;title\nthe error");
    assertThat(PlainText.of("a\u001b[12")).isEqualTo("a12");
    assertThat(PlainText.of("a\u001b")).isEqualTo("a");
  }

  @Test
  void dropsControlAndFormatCharacters() {
    assertThat(PlainText.of("a\u0000b\u0008c\u007fd\u009be\u202ef\u200bg\ufeffh\ti"))
        .isEqualTo("abcdefgh\ti");
  }

  @Test
  void endsLinesInOneWay() {
    assertThat(PlainText.of("1\r\n2\r3\n4\u20285")).isEqualTo("1\n2\n3\n4\n5");
  }

  @Test
  void replacesHalvesOfCharacters() {
    assertThat(PlainText.of("\ud83d-\udc33-🐳")).isEqualTo("\ufffd-\ufffd-🐳");
  }

  @Test
  void findsTheFirstLineThatSaysSomething() {
    assertThat(PlainText.firstLine("\n \u001b[0m\n  no \t space \r\nleft")).isEqualTo("no space");
    assertThat(PlainText.firstLine(" \n")).isEqualTo("no reason was given");
  }

  @Test
  void cutsAndShowsIt() {
    assertThat(PlainText.cut("12345678", 8)).isEqualTo("12345678");
    assertThat(PlainText.cut("123456789", 8)).isEqualTo("12345...");
    assertThat(PlainText.cut("1234🐳6789", 8)).isEqualTo("1234\ufffd...");
  }

  @Test
  void keepsBeginningAndEnd() {
    assertThat(PlainText.beginningAndEnd("12345678", 8)).isEqualTo("12345678");
    assertThat(PlainText.beginningAndEnd("12" + "x".repeat(2000) + "345678", 8))
        .isEqualTo(
            "12\n[... 2,000 characters are left out here; report.json has them ...]\n345678");
  }
}
