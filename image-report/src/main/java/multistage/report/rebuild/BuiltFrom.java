package multistage.report.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import multistage.image.Digest;
import multistage.report.engine.BuildContext;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.process.Progress;

/**
 * Tells one state of what variants are built from from another. The image alone doesn't: with a
 * cache mount more, or another compiler's image, the last stage can come out as the same layers,
 * and be built in another time.
 */
public final class BuiltFrom {
  private final Path root;
  private final ImageStore store;
  private final Progress progress;

  public BuiltFrom(Path root, ImageStore store, Progress progress) {
    this.root = root;
    this.store = store;
    this.progress = progress;
  }

  /**
   * The digest of a variant's Dockerfile, context, base images and builder, and of how its builds
   * are measured. Nothing where a file can't be read, which is said: then there is nothing to
   * compare either.
   */
  public Optional<Digest> of(Variant variant) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      add(
          sha256,
          BuildContext.digest(
                  root.resolve(variant.context()),
                  root.resolve(variant.dockerfile()),
                  variant.builder())
              .value());
      add(sha256, variant.builder().name());
      if (variant.builder() == Builder.CLASSIC) {
        // An earlier version timed the first build after the one without the cache.
        add(sha256, "unchanged once settled");
      }
      for (String reference : variant.baseImages()) {
        add(sha256, reference);
        add(
            sha256,
            store.find(reference).map(StoredImage::id).map(Digest::value).orElse("not there"));
      }
      return Optional.of(Digest.ofSha256(sha256.digest()));
    } catch (IOException e) {
      progress.say("what " + variant.id() + " is built from can't be read: " + e);
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest sha256, String line) {
    sha256.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
