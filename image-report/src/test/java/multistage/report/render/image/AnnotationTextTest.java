package multistage.report.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import multistage.image.Cause;
import multistage.report.model.Origin.Lines;
import org.junit.jupiter.api.Test;

class AnnotationTextTest {
  @Test
  void moreBytesAreNoLongerCompressed() {
    assertThat(AnnotationText.changes(Map.of(Cause.COMPRESSION, -2_000L)))
        .isEqualTo("-2 kB compression");
    assertThat(AnnotationText.changes(Map.of(Cause.COMPRESSION, 2_000L)))
        .isEqualTo("+2 kB no longer compressed");
  }

  @Test
  void namesTheLargestOfSeveralThatAreMuchTogether() {
    Map<Cause, Long> causes =
        Map.of(
            Cause.JVM, -9_000L, Cause.PROGRAM, -800L, Cause.C_LIBRARY, -700L, Cause.OTHER, -600L);
    assertThat(AnnotationText.changes(causes))
        .isEqualTo(
            "-9 kB Java virtual machine, -800 B the program itself, -700 B C library, -600 B other");
    assertThat(AnnotationText.changes(causes, 3))
        .isEqualTo(
            "-9 kB Java virtual machine, -800 B the program itself, -1.3 kB for 2 other causes"
                + " (the largest: -700 B C library)");
    assertThat(AnnotationText.changes(causes, 2))
        .isEqualTo("-9 kB Java virtual machine, -2.1 kB for 3 other causes");
  }

  @Test
  void saysLinesOfSeveral() {
    assertThat(AnnotationText.inWords(List.of(new Lines(4, 4)))).isEqualTo("line 4");
    assertThat(AnnotationText.inWords(List.of(new Lines(15, 15), new Lines(16, 16))))
        .isEqualTo("lines 15, 16");
    assertThat(AnnotationText.inWords(List.of(new Lines(18, 21)))).isEqualTo("lines 18-21");
  }
}
