package multistage.sizereport.engine;

import java.nio.file.Path;
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
}
