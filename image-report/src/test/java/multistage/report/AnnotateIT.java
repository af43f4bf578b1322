package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.report.build.AnnotatedBuild;
import multistage.report.build.Found;
import multistage.report.build.VariantFinder;
import multistage.report.engine.DockerEngine;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.LineShare;
import multistage.report.model.Origin.Kind;
import multistage.report.model.Variant;
import multistage.report.process.Progress;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every variant's lines bring its image's file bytes exactly, and no line is in doubt: {@code mvn
 * verify -Pbuilders}.
 */
@Tag("builders")
class AnnotateIT {
  private static final DockerEngine ENGINE = DockerEngine.connect();

  /** One of each server: all take some minutes. */
  @TestFactory
  Stream<DynamicTest> oneOfEachServer() throws IOException {
    Set<String> servers = new HashSet<>();
    return tests(variants().filter(variant -> servers.add(variant.id().server())));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> all() throws IOException {
    return tests(variants());
  }

  private static Stream<Variant> variants() throws IOException {
    return VariantFinder.find(Repository.ROOT).stream()
        .map(candidate -> ((Found.Readable) candidate).variant());
  }

  private static Stream<DynamicTest> tests(Stream<Variant> variants) {
    return variants.map(variant -> dynamicTest(variant.id().toString(), () -> addsUp(variant)));
  }

  private static void addsUp(Variant variant) throws Exception {
    for (String base : variant.baseImages()) {
      Optional<String> missing = ENGINE.fetch(base);
      assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
    variant
        .onlyFor()
        .ifPresent(only -> assumeTrue(only.equals(ENGINE.describe().platform()), only));

    AnnotatedDockerfile annotated = annotate(variant);

    List<LineShare> parts = annotated.inImage();
    assertThat(parts.stream().mapToLong(LineShare::fileBytes).sum())
        .isEqualTo(annotated.fileBytes())
        .isPositive();
    assertThat(annotated.leftBehindFileBytes()).isPresent();
    assertThat(
            annotated.stages().stream()
                .flatMap(stage -> stage.parts().stream())
                .map(part -> part.origin().kind()))
        .doesNotContain(Kind.SOMEWHERE);
    // What an instruction brings stands beside an instruction that can bring something.
    assertThat(parts.stream().filter(part -> part.origin().kind() == Kind.INSTRUCTION))
        .allMatch(
            part ->
                annotated
                    .lines()
                    .get(part.origin().firstLine() - 1)
                    .matches("\\s*(?i:ADD|COPY|RUN|WORKDIR)\\s.*"));
  }

  private static AnnotatedDockerfile annotate(Variant variant) throws IOException {
    Path file = Repository.ROOT.resolve(variant.dockerfile());
    Path context = Repository.ROOT.resolve(variant.context());
    return new AnnotatedBuild(
            ENGINE, Main.cacheFolder(), Main.labRecord(), new Progress(System.out))
        .annotate(
            new AnnotatedBuild.Request(
                file,
                Optional.of(context),
                Optional.empty(),
                Map.of(),
                Map.of(),
                true,
                false,
                Optional.empty()));
  }
}
