package multistage.report.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a build is given beside its Dockerfile and context.
 *
 * @param secrets files by the ID under which {@code RUN --mount=type=secret} asks for them; only
 *     BuildKit can take them
 * @param hosts addresses by host name, for the build's {@code /etc/hosts}
 * @param arguments values for {@code ARG}, by name
 * @param fromCache whether steps that were built before are taken from the engine's cache
 * @param target the stage to build; empty for the last
 */
public record BuildInputs(
    Map<String, Path> secrets,
    Map<String, String> hosts,
    Map<String, String> arguments,
    boolean fromCache,
    Optional<String> target) {
  /** What most builds are given: the cache and nothing else. */
  public static final BuildInputs CACHE_ONLY = new BuildInputs(Map.of(), Map.of(), Map.of(), true);

  /** Copies the maps. */
  public BuildInputs {
    secrets = Map.copyOf(secrets);
    hosts = Map.copyOf(hosts);
    arguments = Map.copyOf(arguments);
  }

  /** For the last stage. */
  public BuildInputs(
      Map<String, Path> secrets,
      Map<String, String> hosts,
      Map<String, String> arguments,
      boolean fromCache) {
    this(secrets, hosts, arguments, fromCache, Optional.empty());
  }

  /** The same without the engine's cache. */
  public BuildInputs withoutCache() {
    return new BuildInputs(secrets, hosts, arguments, false, target);
  }

  /** The same for that stage. */
  public BuildInputs withTarget(Optional<String> stage) {
    return new BuildInputs(secrets, hosts, arguments, fromCache, stage);
  }

  /** The same with these values for {@code ARG} as well. */
  public BuildInputs withArguments(Map<String, String> values) {
    Map<String, String> more = new HashMap<>(arguments);
    more.putAll(values);
    return new BuildInputs(secrets, hosts, more, fromCache, target);
  }

  /** The same with these files as secrets as well. */
  public BuildInputs withSecrets(Map<String, Path> files) {
    Map<String, Path> more = new HashMap<>(secrets);
    more.putAll(files);
    return new BuildInputs(more, hosts, arguments, fromCache, target);
  }

  /**
   * The same with a set of cache mounts of its own; BuildKit only. Builds of another set neither
   * find what this one keeps there, nor lose theirs when it is built without the cache.
   *
   * @param namespace the set's name
   * @see <a href="https://docs.docker.com/reference/dockerfile/#buildkit-built-in-build-args">
   *     Dockerfile reference, BuildKit built-in build args</a>
   */
  public BuildInputs withCacheMountsOf(String namespace) {
    return withArguments(Map.of("BUILDKIT_CACHE_MOUNT_NS", namespace));
  }
}
