package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.report.build.Found;
import multistage.report.build.VariantFinder;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.ImageBuilder;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.testcontainers.DockerClientFactory;

/**
 * The tool's two builders, {@code -Dbuilder=classic} and BuildKit, make images with the same
 * command, user, and ports: {@code mvn verify -Pthorough}. {@code ClassicBuilderIT} in the module
 * {@code size-report} tests that both build every variant.
 */
@Tag("builders")
class BothBuildersIT {
  private static final DockerEngine ENGINE = DockerEngine.connect();
  private static final BuildKit BUILD_KIT = new BuildKit();
  private static final List<String> NAMES = new ArrayList<>();

  /** The first of each server: what builders differ in, a server's Dockerfiles have in common. */
  @TestFactory
  Stream<DynamicTest> oneOfEachServer() throws IOException {
    Set<String> servers = new HashSet<>();
    return variants()
        .filter(variant -> servers.add(variant.id().server()))
        .map(variant -> dynamicTest(variant.id().toString(), () -> buildsWithBoth(variant)));
  }

  private static Stream<Variant> variants() throws IOException {
    return VariantFinder.find(Repository.ROOT, Builder.CLASSIC).stream()
        .map(candidate -> ((Found.Readable) candidate).variant())
        .filter(variant -> !variant.needsBuildKit());
  }

  private static void buildsWithBoth(Variant variant) throws BuildFailedException {
    for (String base : variant.baseImages()) {
      Optional<String> missing = ENGINE.fetch(base);
      assumeTrue(missing.isEmpty() || !variant.needsRegistry(), () -> missing.orElseThrow());
    }
    String classic = build(ENGINE, variant, "classic");
    String buildKit = build(BUILD_KIT, variant, "buildkit");

    assertThat(ENGINE.find(buildKit).orElseThrow())
        .usingRecursiveComparison()
        // Without a base image, only BuildKit sets PATH and the working directory.
        .comparingOnlyFields("user", "command", "exposedPorts")
        .isEqualTo(ENGINE.find(classic).orElseThrow());
  }

  private static String build(ImageBuilder builder, Variant variant, String with)
      throws BuildFailedException {
    String name = variant.imageName() + "-" + with;
    List<String> log = new ArrayList<>();
    try {
      builder.build(Repository.ROOT, variant, name, BuildInputs.CACHE_ONLY, log::add);
    } catch (BuildFailedException e) {
      throw new AssertionError("with " + with + ": " + String.join("\n", log), e);
    }
    NAMES.add(name);
    return name;
  }

  @AfterAll
  static void removeImages() {
    NAMES.forEach(name -> DockerClientFactory.instance().client().removeImageCmd(name).exec());
  }
}
