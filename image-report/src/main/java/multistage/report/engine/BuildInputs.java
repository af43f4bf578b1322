package multistage.report.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a build is given beside its Dockerfile and context.
 *
 * @param secrets files by the ID under which {@code RUN --mount=type=secret} asks for them; only
 *     BuildKit can take them
 * @param hosts addresses by host name, for the build's {@code /etc/hosts}
 * @param arguments values for {@code ARG}, by name
 * @param fromCache whether steps that were built before are taken from the engine's cache
 */
public record BuildInputs(
    Map<String, Path> secrets,
    Map<String, String> hosts,
    Map<String, String> arguments,
    boolean fromCache) {
  /** What most builds are given: the cache and nothing else. */
  public static final BuildInputs CACHE_ONLY = new BuildInputs(Map.of(), Map.of(), Map.of(), true);

  /** Copies the maps. */
  public BuildInputs {
    secrets = Map.copyOf(secrets);
    hosts = Map.copyOf(hosts);
    arguments = Map.copyOf(arguments);
  }

  /** The same without the engine's cache. */
  public BuildInputs withoutCache() {
    return new BuildInputs(secrets, hosts, arguments, false);
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
    Map<String, String> more = new HashMap<>(arguments);
    more.put("BUILDKIT_CACHE_MOUNT_NS", namespace);
    return new BuildInputs(secrets, hosts, more, fromCache);
  }
}
