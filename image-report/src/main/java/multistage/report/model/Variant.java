package multistage.report.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One way to build a server's image: a Dockerfile and how it introduces itself.
 *
 * <p>{@code VariantBuilder} is made of this by the compiler, and leaves out what isn't set: empty,
 * no elements, {@code false}, and the topic size.
 *
 * @param id which one
 * @param title its idea in a few words
 * @param dockerfile its path from the repository's root, with {@code /} on every system
 * @param context the build context's path from the repository's root
 * @param improvesOn the step before it on the ladder, if it isn't the first
 * @param forProduction whether it is meant to be copied, or shows only how far one can go
 * @param useFor for which programs it is the one to copy, in a few words; empty for none
 * @param topic what it teaches
 * @param builder what builds it
 * @param needsBuildKit whether no other builder can, since it has cache mounts or a platform
 * @param platform the platform it is built for, such as {@code linux/arm64}, where that isn't the
 *     engine's own
 * @param onlyFor the only platform that it can be built for and on, such as {@code linux/amd64}
 * @param needsRegistry whether it has to be left out where no registry can be reached
 * @param needsPackageRepositories whether it has to be left out where no repository of the packages
 *     that it is built from can be reached
 * @param secrets the IDs of the build secrets that it can make use of, such as {@code
 *     ca-certificates}
 * @param writable the folders that it writes to, and that have to be mounted where its file system
 *     is read-only
 * @param notRequired the names of the checks that it may fail, since the step is meant to
 * @param stages its stages in the order of the file, at least one
 * @param baseImages the images that its stages start from, each once; neither stages nor {@code
 *     scratch}
 */
@RecordBuilder
@RecordBuilder.Options(
    builderMethodName = "empty",
    copyMethodName = "of",
    useImmutableCollections = true)
public record Variant(
    VariantId id,
    String title,
    String dockerfile,
    String context,
    Optional<VariantId> improvesOn,
    boolean forProduction,
    Optional<String> useFor,
    Topic topic,
    Builder builder,
    boolean needsBuildKit,
    Optional<String> platform,
    Optional<String> onlyFor,
    boolean needsRegistry,
    boolean needsPackageRepositories,
    Set<String> secrets,
    Set<String> writable,
    Set<CheckName> notRequired,
    List<Stage> stages,
    List<String> baseImages)
    implements VariantBuilder.With {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException when there is no stage
   */
  public Variant {
    topic = Objects.requireNonNullElse(topic, Topic.SIZE);
    secrets = Set.copyOf(secrets);
    writable = Set.copyOf(writable);
    notRequired = Set.copyOf(notRequired);
    stages = List.copyOf(stages);
    baseImages = List.copyOf(baseImages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(dockerfile + " has no stage");
    }
  }

  /** The name that the variant's image is tagged with. */
  public String imageName() {
    return "multistage/" + id.server() + ":" + id.name();
  }

  /** The platform it is built for, where that isn't the one of this engine. */
  public Optional<String> foreignPlatform(Engine engine) {
    return platform.filter(other -> !other.equals(engine.platform()));
  }

  /** Whether the variant fails when that check does. */
  public boolean requires(CheckName check) {
    return !notRequired.contains(check);
  }

  /**
   * The image that the last stage starts from, by way of earlier stages or directly; {@code
   * scratch} is none.
   */
  public Optional<String> finalBase() {
    return Stage.finalBase(stages);
  }
}
