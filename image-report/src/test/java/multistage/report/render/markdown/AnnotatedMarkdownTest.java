package multistage.report.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import multistage.report.annotate.ExampleAnnotations;
import multistage.report.render.data.AnnotatedJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnnotatedMarkdownTest {
  @Test
  void hasTheSourceAndATable() {
    assertThat(AnnotatedMarkdown.of(ExampleAnnotations.twoStages()))
        .startsWith(
            "`app/Dockerfile` makes an image of 10 kB in files, 5.12 kB to pull."
                + " 706 kB stay on the builder, in stage build.\n\n```text\n")
        .contains("    6 kB   3.04 kB            12  | COPY --from=build /server /server\n")
        .endsWith(
            """
            | Lines | File bytes | To pull | Hides | What for |
            |---|---:|---:|---:|---|
            | Line 12 | 6,000 | 3,040 |  | other 6 kB |
            | Line 11, the base image | 4,000 | 2,040 |  | hidden by a later layer 4 kB |
            | Line 13 | 0 | 40 | 4,000 |  |
            | Stage build, left behind | 706,100 |  |  |  |
            """);
  }

  @Test
  void withoutPullSizesTheTableHasAColumnLess() {
    assertThat(
            AnnotatedMarkdown.of(
                ExampleAnnotations.withoutPullSizes(ExampleAnnotations.twoStages())))
        .startsWith("`app/Dockerfile` makes an image of 10 kB in files. 706 kB stay")
        .endsWith(
            """
            | Lines | File bytes | Hides | What for |
            |---|---:|---:|---|
            | Line 12 | 6,000 |  | other 6 kB |
            | Line 11, the base image | 4,000 |  | hidden by a later layer 4 kB |
            | Line 13 | 0 | 4,000 |  |
            | Stage build, left behind | 706,100 |  |  |
            """);
  }

  @Test
  void jsonHasTheSame() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(AnnotatedJson.of(ExampleAnnotations.twoStages()))
            .get("dockerfile");
    assertThat(json.get("fileBytes").longValue()).isEqualTo(10_000);
    assertThat(json.get("leftBehindFileBytes").longValue()).isEqualTo(706_100);
    JsonNode part = json.get("stages").get(3).get("parts").get(1);
    assertThat(part.get("origin").get("lines").get(0).get("first").intValue()).isEqualTo(12);
    assertThat(part.get("fileBytes").longValue()).isEqualTo(6_000);
    assertThat(part.get("causes").get(0).get("cause").stringValue()).isEqualTo("other");
  }
}
