package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import multistage.image.Image;
import multistage.report.annotate.ExampleAnnotations;
import multistage.report.model.AnnotatedDockerfile;
import org.junit.jupiter.api.Test;

class RecordedSourceTest {
  private final AnnotatedDockerfile annotated = ExampleAnnotations.compared().before();
  private final List<Image> images = ExampleAnnotations.comparedImages();

  @Test
  void refusesTheAnnotationOfAnImageWithOtherBytes() {
    assertThatThrownBy(
            () ->
                RecordedSource.requireSame(
                    Path.of("x.json"), images.get(1), annotated, annotated.lines()))
        .hasMessageStartingWith(
            "x.json is of an image with 10100 file bytes, the recorded one has 5000");
  }

  /** But not a further line of them: it would shift the numbers of the lines below it. */
  @Test
  void acceptsOtherWordsInComments() {
    Path file = Path.of("x.json");
    AnnotatedDockerfile commented = ExampleAnnotations.compared().after();
    List<String> reworded =
        commented.lines().stream().map(line -> line.replace("# smaller", "# of less")).toList();
    List<String> longer = new ArrayList<>(reworded);
    longer.add(0, "# of a line more");

    assertThat(reworded).isNotEqualTo(commented.lines());
    assertThatCode(() -> RecordedSource.requireSame(file, images.get(1), commented, reworded))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> RecordedSource.requireSame(file, images.get(1), commented, longer))
        .hasMessageStartingWith("x.json is of another Dockerfile");
  }

  @Test
  void refusesTheAnnotationOfAnotherText() {
    assertThatThrownBy(
            () ->
                RecordedSource.requireSame(
                    Path.of("x.json"), images.get(0), annotated, List.of("FROM scratch")))
        .hasMessageStartingWith("x.json is of another Dockerfile");
  }
}
