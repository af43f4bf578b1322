package multistage.report.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import multistage.report.annotate.ExampleAnnotations;
import multistage.report.model.AnnotatedDockerfile;
import org.junit.jupiter.api.Test;

class AnnotatedHtmlTest {
  private final String page = AnnotatedHtml.of(ExampleAnnotations.twoStages());

  @Test
  void eachLineHasAnAddressAndItsFigures() {
    assertThat(all("id=\"(L\\d+)\"")).hasSize(14).startsWith("L1", "L2").endsWith("L14");
    assertThat(row(12)).contains("6 kB", "6,000 bytes", "COPY --from=build /server /server");
    assertThat(row(13)).contains(">4 kB</td>");
    assertThat(row(14)).contains("USER 1").doesNotContain("kB");
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(all("id=\"([^\"]+)\"")).doesNotHaveDuplicates();
    assertThat(all("href=\"#([^\"]+)\"")).isSubsetOf(all("id=\"([^\"]+)\"")).contains("from-12");
  }

  @Test
  void leadsFromACopyToItsStage() {
    assertThat(page).contains("<a href=\"#stage-2\">from stage build, lines 2-5</a>");
    assertThat(page.indexOf("<tbody id=\"stage-2\"")).isLessThan(page.indexOf("<tr id=\"L2\""));
    assertThat(page.indexOf("<tbody id=\"stage-7\"")).isGreaterThan(page.indexOf("<tr id=\"L5\""));
  }

  @Test
  void saysWhatBecomesOfStages() {
    assertThat(page).contains("706 kB stay on the builder, in stage build");
    assertThat(row(4)).contains("class=\"left\"", "(stays on the builder)");
    assertThat(row(8)).contains("class=\"unbuilt\"");
    assertThat(row(12)).contains("class=\"in\"");
    assertThat(row(1)).contains("class=\"outside\"");
  }

  @Test
  void saysWhereItCanNotTell() {
    assertThat(AnnotatedHtml.of(ExampleAnnotations.squashed()))
        .contains("somewhere in lines 2, 4", "id=\"from-2-4\"");
  }

  @Test
  void runsNothingAndTakesNoSourceForMarkup() {
    AnnotatedDockerfile plain = ExampleAnnotations.squashed();
    List<String> lines =
        List.of(
            "FROM debian", "RUN echo '</code><script>alert(1)</script>'", "ENV A=1", "COPY a /");
    AnnotatedDockerfile hostile =
        new AnnotatedDockerfile(
            "<b>",
            lines,
            plain.imageId(),
            plain.fileBytes(),
            plain.gzipBytes(),
            plain.stages(),
            plain.leftBehindFileBytes());
    assertThat(AnnotatedHtml.of(hostile))
        .doesNotContain("<script", "<b>")
        .contains("&lt;script&gt;");
    assertThat(page).contains("default-src 'none'").doesNotContain("<script", "://");
  }

  @Test
  void withoutPullSizesEachRowHasACellLess() {
    String without =
        AnnotatedHtml.of(ExampleAnnotations.withoutPullSizes(ExampleAnnotations.twoStages()));
    assertThat(page).contains("To pull");
    assertThat(without).doesNotContain("To pull", "are pulled");
    assertThat(page.split("<td", -1).length - without.split("<td", -1).length)
        .as("one in each row of the source")
        .isEqualTo(
            page.substring(page.indexOf("<table id=\"source\""), page.indexOf("</table>"))
                    .split("<tr id=|<tr class=\"note\"", -1)
                    .length
                - 1);
  }

  private String row(int line) {
    int begin = page.indexOf("<tr id=\"L" + line + "\"");
    return page.substring(begin, page.indexOf("</tr>", begin));
  }

  private List<String> all(String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
