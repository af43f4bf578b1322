package multistage.report.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import multistage.image.compare.Reproducibility;
import multistage.image.compare.Reproducibility.Difference;
import multistage.image.compare.Reproducibility.Reason;
import multistage.report.build.StageImages;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.ImageBuilder;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;

/** Images small enough to be built twice in seconds, with both builders. */
@Tag("builders")
class ReproductionsIT {
  private static final DockerEngine ENGINE = DockerEngine.connect();

  @TempDir Path root;

  enum With {
    CLASSIC,
    BUILDKIT;

    ImageBuilder builder() {
      if (this == CLASSIC) {
        return ENGINE;
      }
      BuildKit buildKit = new BuildKit();
      assumeTrue(buildKit.isThere(), "there is no client for BuildKit");
      return buildKit;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCopiedKeepsItsTime(With with) throws Exception {
    Reproducibility found = rebuild(with, "FROM scratch\nCOPY file /file\n");
    assertThat(found.largest()).isEmpty();
    assertThat(found.layers()).isEqualTo(1);
  }

  /** The trap that the Dockerfiles here walk around. */
  @ParameterizedTest
  @EnumSource
  void aFolderThatCopyMakesHasTheTimeOfTheBuild(With with) throws Exception {
    Reproducibility found = rebuild(with, "FROM scratch\nCOPY file /new/folder/file\n");
    assertThat(found.largest())
        .extracting(Difference::path, Difference::reason)
        .containsExactly(tuple("new", Reason.TIME_STAMPS), tuple("new/folder", Reason.TIME_STAMPS));
  }

  @ParameterizedTest
  @EnumSource
  void whatAStepWritesIsLookedInto(With with) throws Exception {
    Reproducibility found =
        rebuild(
            with,
            "FROM debian:trixie-slim\n"
                + "RUN date >/when && cat /proc/sys/kernel/random/uuid >/id && touch -d 2026-01-01 /when /id\n");
    assertThat(found.differingLayers()).containsExactly(found.layers());
    assertThat(found.largest())
        .extracting(Difference::path, Difference::reason)
        .contains(tuple("when", Reason.EMBEDDED_TIMES), tuple("id", Reason.EMBEDDED_IDS));
  }

  private Reproducibility rebuild(With with, String dockerfile)
      throws IOException, BuildFailedException {
    Files.createDirectories(root.resolve("webserver-rebuilt"));
    Files.writeString(root.resolve("webserver-rebuilt/file"), "content");
    Path path = root.resolve("dockerfiles/rebuilt/small.Dockerfile");
    Files.createDirectories(path.getParent());
    Files.writeString(path, "# Title: A small one\n" + dockerfile);
    Variant variant =
        DockerfileParser.parse(
            new VariantId("rebuilt", "small"),
            "dockerfiles/rebuilt/small.Dockerfile",
            "webserver-rebuilt",
            Files.readString(path));
    List<String> log = new ArrayList<>();
    try (Reproductions reproductions =
        new Reproductions(
            root,
            ENGINE,
            ENGINE.connection().watch(),
            Clock.systemUTC(),
            new Progress(new PrintStream(OutputStream.nullOutputStream())),
            Reproductions.APART)) {
      Reproducibility found =
          reproductions.check(variant, with.builder(), BuildInputs.CACHE_ONLY, log::add);
      assertThat(left(log)).as("what is left").isEmpty();
      return found;
    }
  }

  /** Both images by their names, and those of the classic builder's steps. */
  private static List<String> left(List<String> log) {
    List<String> names =
        DockerClientFactory.instance().client().listImagesCmd().exec().stream()
            .flatMap(image -> Stream.ofNullable(image.getRepoTags()).flatMap(Stream::of))
            .filter(name -> name.startsWith("multistage/rebuilt:"))
            .toList();
    List<String> steps =
        StageImages.namedIn(log).stream()
            .filter(
                id ->
                    ENGINE.find(id).isPresent()
                        && ENGINE
                            .find("debian:trixie-slim")
                            .filter(base -> base.id().value().startsWith("sha256:" + id))
                            .isEmpty())
            .toList();
    return Stream.concat(names.stream(), steps.stream()).toList();
  }
}
