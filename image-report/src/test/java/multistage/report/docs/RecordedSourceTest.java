package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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

  @Test
  void refusesTheAnnotationOfAnotherText() {
    assertThatThrownBy(
            () ->
                RecordedSource.requireSame(
                    Path.of("x.json"), images.get(0), annotated, List.of("FROM scratch")))
        .hasMessageStartingWith("x.json is of another Dockerfile");
  }
}
