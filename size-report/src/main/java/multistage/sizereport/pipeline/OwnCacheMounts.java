package multistage.sizereport.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import multistage.sizereport.dockerfile.CacheMounts;
import multistage.sizereport.dockerfile.DockerfileParser;
import multistage.sizereport.engine.BuildFailedException;
import multistage.sizereport.engine.BuildInputs;
import multistage.sizereport.engine.ImageBuilder;
import multistage.sizereport.engine.ImageStore;
import multistage.sizereport.model.Builder;
import multistage.sizereport.model.Variant;

/**
 * BuildKit's cache mounts for builds of one variant that only find something out: another set than
 * everyday builds' ({@link BuildInputs#withCacheMountsOf}), since a build without the cache begins
 * them anew, and nobody may lose what has been collected in theirs.
 *
 * <p>Closing this empties them, and so does the end of the process before that. What stays is
 * BuildKit's cache of layers, which it bounds by itself.
 */
final class OwnCacheMounts implements AutoCloseable {
  private static final String NAMESPACE = "multistage-rebuild";
  private final Variant variant;
  private final ImageBuilder builder;
  private final ImageStore store;
  private final Progress progress;
  private final Optional<String> emptying;
  private final AtTheEnd atTheEnd;

  /**
   * Reads which ones the variant has.
   *
   * @param root what the variant's paths start from
   * @param builder the one that builds the variant
   * @throws IOException when the variant's Dockerfile can't be read
   */
  OwnCacheMounts(
      Variant variant, Path root, ImageBuilder builder, ImageStore store, Progress progress)
      throws IOException {
    this.variant = variant;
    this.builder = builder;
    this.store = store;
    this.progress = progress;
    this.emptying =
        CacheMounts.emptying(variant, Files.readString(root.resolve(variant.dockerfile())))
            .filter(text -> variant.builder() == Builder.BUILDKIT);
    this.atTheEnd = new AtTheEnd("empty cache mounts of " + variant.id(), this::empty);
  }

  /** The same build with these cache mounts. */
  BuildInputs in(BuildInputs inputs) {
    return variant.builder() == Builder.BUILDKIT ? inputs.withCacheMountsOf(NAMESPACE) : inputs;
  }

  @Override
  public void close() {
    if (atTheEnd.cancel()) {
      empty();
    }
  }

  private void empty() {
    emptying.ifPresent(
        text -> {
          try {
            build(text);
          } catch (BuildFailedException | IOException | RuntimeException e) {
            // The row's figures are there: what can't be tidied up costs none of them.
            progress.say(
                "the cache mounts of " + variant.id() + " can't be emptied: " + e.getMessage());
          }
        });
  }

  private void build(String text) throws BuildFailedException, IOException {
    // Not a TemporaryFolder: when the process ends, that would be removed at the same time.
    Path context = Files.createTempDirectory("size-report-cache-mounts");
    Path dockerfile = context.resolve("Dockerfile");
    String name =
        RepeatedBuilds.IMAGES + variant.id().server() + ":" + variant.id().name() + "-empty";
    try {
      Files.writeString(dockerfile, text);
      builder.build(
          context,
          DockerfileParser.parse(variant.id(), dockerfile.toString(), context.toString(), text),
          name,
          in(BuildInputs.CACHE_ONLY).withoutCache(),
          line -> {});
    } finally {
      store.remove(name);
      Files.deleteIfExists(dockerfile);
      Files.delete(context);
    }
  }
}
