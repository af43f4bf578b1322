package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That drift is found, and where. */
class ChecksTest {
  @TempDir Path root;

  @Test
  void links() throws IOException {
    write("docs/other.md", "# What it *is*: `a` and b\n");
    MarkdownDocument document =
        document(
            """
            # Here

            [fine](other.md#what-it-is-a-and-b), [too](#here), [elsewhere](https://example.com/x)

            | a table |
            |---|
            | [gone](gone.md) |

            ![gone, too](picture.svg)
            and [no such heading](other.md#nothing)
            """);

    assertThat(Checks.links(document))
        .extracting(drift -> drift.line() + ": " + drift.what())
        .containsExactly(
            "7: there is no gone.md",
            "9: there is no picture.svg",
            "10: other.md has no heading #nothing");
  }

  @Test
  void quotes() throws IOException {
    write("a.Dockerfile", "FROM scratch\nCOPY a /\nCOPY b /\nCOPY a /\n");
    assertThat(quote("a.Dockerfile", "FROM scratch\nCOPY a /\nCOPY b /\nCOPY a /")).isEmpty();
    assertThat(quote("a.Dockerfile part", "COPY a /\nCOPY b /")).isEmpty();
    assertThat(quote("a.Dockerfile", "FROM scratch\nCOPY c /")).contains("line 2", "COPY c /");
    assertThat(quote("a.Dockerfile part", "FROM scratch\nCOPY c /"))
        .contains("no line of", "COPY c /");
    assertThat(quote("a.Dockerfile part", "FROM scratch\nCOPY b /")).contains("don't follow");
    assertThat(quote("a.Dockerfile part", "COPY a /")).contains("more than once");
    assertThat(quote("b.Dockerfile", "FROM scratch")).contains("has to link to");
  }

  @Test
  void quotesWithoutComments() throws IOException {
    write("a.Dockerfile", "FROM scratch\n# why\nCOPY a /\nUSER 1\n");
    assertThat(quote("a.Dockerfile part without comments", "FROM scratch\nCOPY a /")).isEmpty();
    assertThat(quote("a.Dockerfile part", "FROM scratch\nCOPY a /")).contains("don't follow");
    assertThat(quote("a.Dockerfile part without comments", "# why\nCOPY a /"))
        .contains("no line of", "# why");
    assertThat(
            Checks.refreshQuotes(
                root,
                quoting("a.Dockerfile part without comments", "FROM scratch\nCOPY b /\nUSER 1")))
        .isEqualTo(
            quoting("a.Dockerfile part without comments", "FROM scratch\nCOPY a /\nUSER 1").text());
  }

  @Test
  void quotesAreRefreshed() throws IOException {
    write("a.Dockerfile", "FROM scratch\nCOPY new /\nUSER 1\n");
    assertThat(Checks.refreshQuotes(root, quoting("a.Dockerfile", "FROM scratch\nCOPY old /")))
        .isEqualTo(quoting("a.Dockerfile", "FROM scratch\nCOPY new /\nUSER 1").text());
    assertThat(
            Checks.refreshQuotes(
                root, quoting("a.Dockerfile part", "FROM scratch\nCOPY old /\nUSER 1")))
        .isEqualTo(quoting("a.Dockerfile part", "FROM scratch\nCOPY new /\nUSER 1").text());
    MarkdownDocument lost = quoting("a.Dockerfile part", "FROM alpine\nUSER 1");
    assertThat(Checks.refreshQuotes(root, lost)).isEqualTo(lost.text());
  }

  @Test
  void sections() throws IOException {
    MarkdownDocument document =
        document(
            """
            <!-- size-report:rows a -->
            old
            <!-- /size-report:rows -->

            between

            <!-- size-report:rows b c -->
            <!-- /size-report:rows -->
            """);

    assertThat(Checks.refreshSections(document, marker -> "for " + marker + "\n"))
        .isEqualTo(
            """
            <!-- size-report:rows a -->

            for rows a

            <!-- /size-report:rows -->

            between

            <!-- size-report:rows b c -->

            for rows b c

            <!-- /size-report:rows -->
            """);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Checks.refreshSections(
                    document,
                    marker -> {
                      throw new IllegalArgumentException("no such row");
                    }))
        .withMessageContaining("document.md:7: no such row");
  }

  @Test
  void aSectionNeedsAnEnd() throws IOException {
    assertThat(document("text\n\n<!-- size-report:rows a -->\n\n| a |\n").unclosed())
        .singleElement()
        .hasToString(
            root.resolve("docs/document.md")
                + ":3: no <!-- /size-report:rows --> follows this marker");
  }

  @Test
  void figuresTypedByHand() throws IOException {
    assertThat(
            Checks.typedFigures(
                document(
                    """
                    It is small: 8.6 MB.

                    `20 MB` in code, 7 layers and Java 25 are fine.

                    <!-- size-report:rows a -->

                    8.6 MB

                    <!-- /size-report:rows -->
                    """)))
        .extracting(Drift::line)
        .containsExactly(1);
  }

  @Test
  void blocksSayWhatTheyAre() throws IOException {
    assertThat(
            Checks.unmarkedBlocks(
                document(
                    """
                    <!-- run -->
                    ```bash
                    true
                    ```

                    ```bash
                    false
                    ```
                    """)))
        .extracting(Drift::line)
        .containsExactly(7);
  }

  private String quote(String marker, String code) throws IOException {
    return Checks.quotes(root, quoting(marker, code)).stream()
        .map(Drift::what)
        .findFirst()
        .orElse("");
  }

  private MarkdownDocument quoting(String marker, String code) throws IOException {
    return document(
        "[a.Dockerfile](../a.Dockerfile):\n\n<!-- quote "
            + marker
            + " -->\n```dockerfile\n"
            + code
            + "\n```\n");
  }

  private MarkdownDocument document(String text) throws IOException {
    return MarkdownDocument.read(write("docs/document.md", text));
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
