package multistage.report.engine;

import java.util.Optional;

/** Whether what an engine calls a container's memory limit is all that the container can use. */
final class MemoryLimits {
  private MemoryLimits() {}

  /**
   * Why a container can go beyond its limit; empty where it can't.
   *
   * @param memory what the engine says of limiting memory; null where it says nothing
   * @param swap the same of limiting memory and swap together: without that, what doesn't fit into
   *     memory is swapped out, and the container goes on
   * @see <a href="https://docs.docker.com/engine/containers/resource_constraints/">Docker, Resource
   *     constraints</a>
   */
  static Optional<String> whyLoose(Boolean memory, Boolean swap) {
    if (!Boolean.TRUE.equals(memory)) {
      return Optional.of("the engine can't limit memory (" + said("MemoryLimit", memory) + ")");
    }
    if (!Boolean.TRUE.equals(swap)) {
      return Optional.of(
          "the engine can't keep a container from swapping ("
              + said("SwapLimit", swap)
              + "), so a limit says nothing of what it needs");
    }
    return Optional.empty();
  }

  private static String said(String member, Boolean value) {
    return value == null
        ? "docker info has no " + member
        : "docker info says " + member + ": " + value;
  }
}
