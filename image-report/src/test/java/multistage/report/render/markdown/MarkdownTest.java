package multistage.report.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void textIsNoMarkup() {
    assertThat(Markdown.text("a|b `c` *d* [e](f) <g> \\ h\n&amp; @i #1"))
        .isEqualTo("a\\|b \\`c\\` \\*d\\* \\[e\\](f) \\<g\\> \\\\ h \\&amp; \\@i \\#1");
  }

  @Test
  void codeIsSetOffByMoreBackticksThanItHas() {
    assertThat(Markdown.code("RUN a")).isEqualTo("`RUN a`");
    assertThat(Markdown.code("a | b\nc")).isEqualTo("`a \\| b c`");
    assertThat(Markdown.code("a `b` ``c")).isEqualTo("```a `b` ``c```");
    assertThat(Markdown.code("`a`")).isEqualTo("`` `a` ``");
    assertThat(Markdown.code(" \n")).isEmpty();
  }

  @Test
  void aBlockIsSetOffByMoreBackticksThanItHas() {
    assertThat(Markdown.block("\na | b\n  c\n\n")).isEqualTo("```text\na | b\n  c\n```\n");
    assertThat(Markdown.block("```\n</details>\n```"))
        .isEqualTo("````text\n```\n</details>\n```\n````\n");
  }

  @Test
  void linksLeadToTheFileWhateverItsName() {
    assertThat(Markdown.link("go/a", "dockerfiles/go/a.Dockerfile"))
        .isEqualTo("[go/a](dockerfiles/go/a.Dockerfile)");
    assertThat(Markdown.link("a", "x (1)|é%.md")).isEqualTo("[a](x%20%281%29%7C%C3%A9%25.md)");
  }

  @Test
  void tablesAlignTheirColumns() {
    assertThat(Markdown.table("lr", List.of("a", "b"), List.of(List.of("1", "2"))))
        .isEqualTo("| a | b |\n|---|---:|\n| 1 | 2 |\n");
  }
}
