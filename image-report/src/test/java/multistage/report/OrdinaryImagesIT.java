package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.Image;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.Unreachable;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.weigh.ImageLoader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Of images as people have them, no rule knows at most 2 % of the bytes. */
@Tag("thorough")
class OrdinaryImagesIT {
  private static final String SOURCE = "image-report/src/test/resources/ordinary-images";
  private static final String PREFIX = "image-";
  private static final double MAX_SHARE = 0.02;
  private static final Set<Cause> UNKNOWN = Set.of(Cause.OTHER, Cause.BASE_IMAGE);

  @TempDir private Path cache;

  @TestFactory
  Stream<DynamicTest> aSmallOne() throws IOException {
    return tests(image -> image.equals("nginx"));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> all() throws IOException {
    return tests(image -> true);
  }

  private Stream<DynamicTest> tests(Predicate<String> wanted) throws IOException {
    String file = SOURCE + "/Dockerfile";
    Variant images =
        DockerfileParser.parse(
            new VariantId("ordinary", "images"),
            file,
            SOURCE,
            Files.readString(Repository.ROOT.resolve(file)));
    return images.stages().stream()
        .flatMap(stage -> stage.name().stream())
        .filter(stage -> stage.startsWith(PREFIX) && wanted.test(stage.substring(PREFIX.length())))
        .map(stage -> dynamicTest(stage, () -> nearlyAllHasACause(images, stage)));
  }

  private void nearlyAllHasACause(Variant images, String stage) throws Exception {
    DockerEngine engine = DockerEngine.connect();
    String name = "multistage/ordinary:" + stage.substring(PREFIX.length());
    build(engine, images, stage, name);
    try {
      List<CauseShare> causes = load(engine, name).explanation().causes();
      long all = causes.stream().mapToLong(CauseShare::fileBytes).sum();
      assertThat(causes)
          .as("at most %s of %,d bytes", MAX_SHARE, all)
          .filteredOn(share -> UNKNOWN.contains(share.cause()))
          .allSatisfy(
              share -> assertThat(share.fileBytes()).isLessThanOrEqualTo((long) (all * MAX_SHARE)));
    } finally {
      engine.remove(name);
    }
  }

  private Image load(DockerEngine engine, String name) throws IOException {
    return new ImageLoader(
            () -> engine,
            cache,
            true,
            new Progress(new PrintStream(OutputStream.nullOutputStream())))
        .load(name, Optional.empty())
        .image();
  }

  /** Skipped where a base image or packages can't be had. */
  private static void build(DockerEngine engine, Variant images, String stage, String name)
      throws BuildFailedException {
    BuildKit buildKit = new BuildKit();
    assumeTrue(buildKit.isThere(), "no docker client here can use BuildKit");
    for (String base : images.baseImages()) {
      Optional<String> missing = engine.fetch(base);
      assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
    List<String> log = new ArrayList<>();
    try {
      buildKit.build(
          Repository.ROOT,
          images,
          name,
          BuildInputs.CACHE_ONLY.withTarget(Optional.of(stage)),
          log::add);
    } catch (BuildFailedException e) {
      Optional<String> unreachable = Unreachable.packagesIn(log);
      assumeTrue(
          unreachable.isEmpty(), () -> "no package repository: " + unreachable.orElseThrow());
      throw new AssertionError(String.join("\n", log), e);
    }
  }
}
