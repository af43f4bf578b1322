package multistage.report.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import multistage.report.GoldenUpdate;
import multistage.report.Repository;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** This repository's own Dockerfiles. */
@Tag("docs")
class LadderTest {
  @Test
  void canBeReadAsAWhole() throws IOException {
    assertThat(VariantFinder.find(Repository.ROOT))
        .allSatisfy(candidate -> assertThat(candidate).isInstanceOf(Found.Readable.class));
  }

  @Test
  void everyStepImprovesOnOneThatIsThere() throws IOException {
    List<Variant> variants = variants();
    assertThat(variants.stream().flatMap(variant -> variant.improvesOn().stream()))
        .isSubsetOf(variants.stream().map(Variant::id).toList());
  }

  /**
   * The tables in dockerfiles/README.md are made of the Dockerfiles' headers. A step that they
   * don't have yet is told and fails nothing: dropping a file into a directory is all that a new
   * row takes.
   */
  @Test
  void theMapIsMadeOfTheHeaders() throws IOException {
    Path readme = Repository.ROOT.resolve("dockerfiles/README.md");
    String text = Files.readString(readme);
    List<Variant> listed = new ArrayList<>();
    for (Variant variant : variants()) {
      if (GoldenUpdate.isOn() || text.contains("\n" + link(variant))) {
        listed.add(variant);
      } else {
        System.out.println(
            "notice: %s lacks %s; this adds it: %s"
                .formatted(readme, variant.id(), GoldenUpdate.REFRESH));
      }
    }
    GoldenUpdate.check(
        readme,
        Pattern.compile("(<!-- ladder (\\w+) -->\n\n).*?(?=\n<!-- /ladder -->)", Pattern.DOTALL)
            .matcher(text)
            .replaceAll(
                section ->
                    Matcher.quoteReplacement(section.group(1) + table(section.group(2), listed))));
  }

  /** A server's steps, each below the one that it improves on. */
  private static String table(String server, List<Variant> variants) {
    Map<VariantId, Variant> byId =
        variants.stream().collect(Collectors.toMap(Variant::id, Function.identity()));
    return variants.stream()
        .filter(variant -> variant.id().server().equals(server))
        .sorted(
            Comparator.<Variant>comparingInt(variant -> depth(variant, byId))
                .thenComparing(variant -> variant.id().name()))
        .map(
            variant ->
                link(variant)
                    + variant.improvesOn().map(before -> " " + before.name()).orElse("")
                    + " | "
                    + variant.title()
                    + " | "
                    + variant.topic()
                    + " |"
                    + variant.useFor().map(what -> " " + what).orElse("")
                    + (variant.forProduction() ? "" : " not for production")
                    + " |\n")
        .collect(
            Collectors.joining(
                "",
                "| step | improves on | idea | topic | use for |\n|---|---|---|---|---|\n",
                ""));
  }

  private static int depth(Variant variant, Map<VariantId, Variant> byId) {
    int depth = 0;
    Optional<VariantId> before = variant.improvesOn();
    while (before.isPresent() && depth <= byId.size()) {
      depth++;
      before = Optional.ofNullable(byId.get(before.get())).flatMap(Variant::improvesOn);
    }
    return depth;
  }

  private static String link(Variant variant) {
    return "| [%s](%s.Dockerfile) |".formatted(variant.id().name(), variant.id());
  }

  /** Five questions lead to each file that says what to use it for, and to no other. */
  @Test
  void theChooserEndsAtWhatIsToBeUsed() throws IOException {
    String map = Files.readString(Repository.ROOT.resolve("dockerfiles/README.md"));
    String chooser =
        map.substring(map.indexOf("## Which one do I want?"), map.indexOf("\n## Go\n"));

    assertThat(matches("\\[(\\w+/[\\w-]+)]\\(\\1\\.Dockerfile\\)", chooser))
        .containsExactlyInAnyOrderElementsOf(
            variants().stream()
                .filter(variant -> variant.useFor().isPresent())
                .map(variant -> variant.id().toString())
                .toList());
    assertThat(matches("(?m)^\\| \\*\\*([1-9])\\. ", chooser))
        .containsExactly("1", "2", "3", "4", "5");
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .toList();
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
      if (!variant.needsBuildKit()) {
        assertThat(text).as(variant.dockerfile()).doesNotContain("RUN --mount");
      }
      if (variant.stages().size() > 1) {
        assertThat(text).as(variant.dockerfile()).contains("\nUSER 65532:65532\n");
      }
      // Without them, a build goes on after a failure in a pipe, and without its secret.
      if (Pattern.compile("(?m)^[^#].* \\| ").matcher(text).find()) {
        assertThat(text).as(variant.dockerfile()).contains("\"pipefail\"");
      }
      assertThat(text)
          .as(variant.dockerfile())
          .doesNotContainPattern("--mount=type=secret(?!\\S*,required=true)");
      assertThat(Repository.ROOT.resolve(variant.context()).resolve(".dockerignore")).exists();
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
    assertThat(stages("java/multi-stage-production").subList(0, 2))
        .isEqualTo(stages("java/multi-stage-aot").subList(0, 2));
    assertThat(stage("spring/multi-stage-production")).startsWith(stage("spring/multi-stage-aot"));
    assertThat(stages("spring/multi-stage-production").get(1))
        .isEqualTo(stages("spring/multi-stage-jlink").get(1));
  }

  private static String stage(String id) throws IOException {
    return stages(id).get(0);
  }

  /** The instructions of a file's stages, without comments. */
  private static List<String> stages(String id) throws IOException {
    String text = Files.readString(Repository.ROOT.resolve("dockerfiles/" + id + ".Dockerfile"));
    return List.of(text.replaceAll("(?m)^#.*\\R", "").strip().split("\n\\s*\nFROM "));
  }

  private static List<Variant> variants() throws IOException {
    return VariantFinder.find(Repository.ROOT).stream()
        .map(candidate -> ((Found.Readable) candidate).variant())
        .toList();
  }
}
