package multistage.report.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import multistage.report.Repository;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import org.junit.jupiter.api.Test;

/** This repository's own Dockerfiles. */
class LadderTest {
  /** Whoever adds a step adds it here. */
  @Test
  void hasExactlyTheseVariants() throws IOException {
    List<String> ids =
        List.of(
            "chi/multi-stage-cached",
            "chi/multi-stage-modules",
            "chi/multi-stage-private",
            "chi/single-stage",
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
            "java/single-stage",
            "spring/multi-stage",
            "spring/multi-stage-aot",
            "spring/multi-stage-cached",
            "spring/multi-stage-jlink",
            "spring/multi-stage-layered",
            "spring/single-stage");
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
    List<Variant> variants = variants();
    assertThat(variants.stream().flatMap(variant -> variant.improvesOn().stream()))
        .isSubsetOf(variants.stream().map(Variant::id).toList());
  }

  /** The map in dockerfiles/README.md names each step, and what it improves on. */
  @Test
  void theMapHasEveryStep() throws IOException {
    String map = Files.readString(Repository.ROOT.resolve("dockerfiles/README.md"));
    for (Variant variant : variants()) {
      String link = "| [%s](%s.Dockerfile) |".formatted(variant.id().name(), variant.id());
      assertThat(map.lines().filter(line -> line.startsWith(link)))
          .as("a line that begins with %s", link)
          .singleElement()
          .asString()
          .contains(variant.improvesOn().map(before -> before.name() + " |").orElse(""));
    }
  }

  /** What is not for production, or only a start, is recommended to nobody. */
  @Test
  void theDecisionTableLeavesOutWhatIsNotForProduction() throws IOException {
    String map = Files.readString(Repository.ROOT.resolve("dockerfiles/README.md"));
    String decisions =
        map.substring(map.indexOf("## Which one do I want?"), map.indexOf("\n## Go\n"));
    for (Variant variant : variants()) {
      if (!variant.forProduction() || variant.stages().size() == 1) {
        assertThat(decisions).doesNotContain("[" + variant.id() + "]");
      }
    }
  }

  /** Rules that dockerfiles/README.md promises of every file. */
  @Test
  void keepsTheRules() throws IOException {
    for (Variant variant : variants()) {
      String text = Files.readString(Repository.ROOT.resolve(variant.dockerfile()));
      assertThat(variant.baseImages())
          .as("pinned base images")
          .allSatisfy(image -> assertThat(image).contains(":").doesNotContain(":latest"));
      assertThat(text)
          .as(variant.dockerfile())
          .doesNotContain("# syntax=", "<<", "COPY --link")
          .doesNotContainPattern("(?m)^COPY (?:--\\S+ )*\\.\\s")
          .doesNotContainPattern("(?m)^(?:ENTRYPOINT|CMD) [^\\[]");
      if (variant.builder() == Builder.CLASSIC) {
        assertThat(text).as(variant.dockerfile()).doesNotContain("RUN --mount");
      }
      if (variant.stages().size() > 1) {
        assertThat(text).as(variant.dockerfile()).contains("\nUSER 65532:65532\n");
      }
    }
  }

  /** Stages that do the same are written in the same way, so that the cache builds them once. */
  @Test
  void sharesTheStagesThatDoTheSame() throws IOException {
    String go = stage("go/multi-stage-scratch");
    assertThat(List.of("go/multi-stage-alpine", "go/multi-stage-distroless"))
        .allSatisfy(id -> assertThat(stage(id)).isEqualTo(go));
    String java = stage("java/multi-stage-jre");
    assertThat(stage("java/multi-stage-distroless")).isEqualTo(java);
    assertThat(
            List.of(
                "java/multi-stage-jlink",
                "java/multi-stage-jlink-distroless",
                "java/multi-stage-jlink-scratch",
                "java/multi-stage-aot"))
        .allSatisfy(id -> assertThat(stage(id)).startsWith(java));
    String jlink = stage("java/multi-stage-jlink");
    assertThat(stage("java/multi-stage-jlink-distroless")).isEqualTo(jlink);
    assertThat(stage("java/multi-stage-jlink-scratch")).startsWith(jlink);
  }

  /** The instructions of a file's first stage, without comments. */
  private static String stage(String id) throws IOException {
    String text = Files.readString(Repository.ROOT.resolve("dockerfiles/" + id + ".Dockerfile"));
    return text.replaceAll("(?m)^#.*\\R", "").strip().split("\n\\s*\nFROM ")[0];
  }

  private static List<Variant> variants() throws IOException {
    return VariantFinder.find(Repository.ROOT).stream()
        .map(candidate -> ((Candidate.Readable) candidate).variant())
        .toList();
  }
}
