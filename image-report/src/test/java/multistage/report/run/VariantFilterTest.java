package multistage.report.run;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.build.Found;
import multistage.report.build.VariantFinder;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Builder;
import multistage.report.model.VariantId;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantFilterTest {
  private static final List<VariantId> IDS =
      Stream.of("go/multi-stage", "go/single-stage", "java/single-stage")
          .map(VariantId::parse)
          .toList();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                          | go/multi-stage go/single-stage java/single-stage
          go/*                       | go/multi-stage go/single-stage
          */single-stage             | go/single-stage java/single-stage
          java/single-stage          | java/single-stage
          java/*, go/multi-stage     | go/multi-stage java/single-stage
          """)
  void selects(String text, String expected) {
    VariantFilter filter = VariantFilter.parse(text, IDS);

    assertThat(IDS.stream().filter(filter::selects).map(VariantId::toString))
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"go", "rust/*", "go/*,jav/*", "GO/single-stage"})
  void refusesWhatSelectsNothing(String text) {
    assertThatThrownBy(() -> VariantFilter.parse(text, IDS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no variant is called")
        .hasMessageContaining("there are: ")
        .hasMessageContainingAll("go/multi-stage", "go/single-stage", "java/single-stage");
  }

  /** With the IDs of the ladder. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          go/multi-stage-scrach | go/multi-stage-scratch
          go/scratch            | go/multi-stage-scratch
          multi-stage-jlink     | java/multi-stage-jlink
          GO/single-stage       | go/single-stage
          jav/*                 | java/
          go                    | go/
          spring/multi-stage-A* | spring/multi-stage-
          """)
  void namesTheNearest(String text, String first) throws IOException {
    List<VariantId> ladder =
        VariantFinder.find(Repository.ROOT, Builder.BUILDKIT).stream().map(Found::id).toList();
    assertThatThrownBy(() -> VariantFilter.parse(text, ladder))
        .hasMessageStartingWith("no variant is called " + text + "; the nearest are: " + first)
        .extracting(Throwable::getMessage, as(InstanceOfAssertFactories.STRING))
        .hasSizeLessThan(250);
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> VariantFilter.parse(" , ", IDS)).isInstanceOf(UserError.class);
  }
}
