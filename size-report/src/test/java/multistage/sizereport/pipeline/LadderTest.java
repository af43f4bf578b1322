package multistage.sizereport.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import multistage.sizereport.Repository;
import multistage.sizereport.model.Variant;
import org.junit.jupiter.api.Test;

/** This repository's own Dockerfiles. */
class LadderTest {
  /** Whoever adds a step adds it here. */
  @Test
  void hasExactlyTheseVariants() throws IOException {
    List<String> ids =
        List.of(
            "go/multi-stage-alpine",
            "go/multi-stage-cross",
            "go/multi-stage-distroless",
            "go/multi-stage-scratch",
            "go/multi-stage-service",
            "go/multi-stage-smallest",
            "go/multi-stage-stripped",
            "go/multi-stage-targets",
            "go/single-stage",
            "go/single-stage-alpine",
            "java/multi-stage-aot",
            "java/multi-stage-distroless",
            "java/multi-stage-jlink",
            "java/multi-stage-jlink-distroless",
            "java/multi-stage-jlink-scratch",
            "java/multi-stage-jre",
            "java/multi-stage-native",
            "java/single-stage");
    assertThat(VariantFinder.find(Repository.ROOT))
        .extracting(candidate -> candidate.id().toString())
        .containsExactlyElementsOf(ids);
  }

  @Test
  void canBeReadAsAWhole() throws IOException {
    assertThat(VariantFinder.find(Repository.ROOT))
        .allSatisfy(candidate -> assertThat(candidate).isInstanceOf(Candidate.Readable.class));
  }

  @Test
  void everyStepImprovesOnOneThatIsThere() throws IOException {
    List<Variant> variants =
        VariantFinder.find(Repository.ROOT).stream()
            .map(candidate -> ((Candidate.Readable) candidate).variant())
            .toList();
    assertThat(variants.stream().flatMap(variant -> variant.improvesOn().stream()))
        .isSubsetOf(variants.stream().map(Variant::id).toList());
  }
}
