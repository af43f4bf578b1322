package multistage.sizereport.pipeline;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import multistage.sizereport.engine.BuildInputs;
import multistage.sizereport.engine.BuildKit;
import multistage.sizereport.model.Builder;
import multistage.sizereport.model.Variant;

/**
 * What BuildKit keeps of builds of one variant that only find something out, apart from what it
 * keeps of everyday builds, and only until this is closed or the process ends.
 *
 * <p>A build without the cache would take everyday builds both of theirs: its steps' results are
 * the newest, so later builds would take those and give another image; and it begins cache mounts
 * anew ({@link BuildInputs#withCacheMountsOf}), in which somebody's packages may be.
 */
final class OwnBuildCache implements AutoCloseable {
  private static final String NAMESPACE = "multistage-rebuild";

  private final Variant variant;
  private final BuildKit buildKit;
  private final Progress progress;
  private final Set<String> before;
  private final AtTheEnd atTheEnd;

  /** Notes what BuildKit has, which is to stay. */
  OwnBuildCache(Variant variant, BuildKit buildKit, Progress progress) throws IOException {
    this.variant = variant;
    this.buildKit = buildKit;
    this.progress = progress;
    this.before = records();
    this.atTheEnd = new AtTheEnd("empty the build cache of " + variant.id(), this::empty);
  }

  /** The same build with cache mounts of its own. */
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
    try {
      // What others rest on goes once they are gone.
      int more = Integer.MAX_VALUE;
      for (Set<String> added = added(); !added.isEmpty() && added.size() < more; added = added()) {
        more = added.size();
        buildKit.forget(added);
      }
    } catch (IOException e) {
      // The row's figures are there: what can't be tidied up costs none of them.
      progress.say("the build cache of " + variant.id() + " can't be emptied: " + e.getMessage());
    }
  }

  private Set<String> added() throws IOException {
    Set<String> added = new HashSet<>(records());
    added.removeAll(before);
    return added;
  }

  private Set<String> records() throws IOException {
    return buildKit.isThere() ? buildKit.records() : Set.of();
  }
}
