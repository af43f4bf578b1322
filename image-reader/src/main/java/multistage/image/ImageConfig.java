package multistage.image;

import java.util.List;

/**
 * What an image's configuration says of its layers, and of the containers that are made of it.
 *
 * @param id the configuration's digest: the image's ID
 * @param diffIds its layers, lowest first
 * @param history the steps that made it, oldest first; those without a layer, too
 * @param execution what a container runs, and how
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     specification, Image Configuration</a>
 */
public record ImageConfig(
    Digest id, List<DiffId> diffIds, List<HistoryEntry> history, Execution execution) {
  /**
   * One step of an image's history.
   *
   * @param createdBy the instruction as the builder recorded it
   * @param emptyLayer whether it changed the configuration only
   */
  public record HistoryEntry(String createdBy, boolean emptyLayer) {}

  /**
   * What a container of the image runs, unless whoever starts it says otherwise.
   *
   * @param user the user, by name or number, maybe with {@code :GROUP}; empty: root
   * @param entrypoint the program and its first arguments; none where the image sets none
   * @param command the arguments behind the entrypoint, or the program where there is no entrypoint
   * @param environment variables as {@code NAME=VALUE}
   * @param workingDirectory an absolute path; empty: {@code /}
   * @param exposedPorts such as {@code 8080/tcp}, sorted
   */
  public record Execution(
      String user,
      List<String> entrypoint,
      List<String> command,
      List<String> environment,
      String workingDirectory,
      List<String> exposedPorts) {
    /** Nothing is said. */
    public static final Execution NONE =
        new Execution("", List.of(), List.of(), List.of(), "", List.of());

    /** Copies the lists. */
    public Execution {
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      environment = List.copyOf(environment);
      exposedPorts = List.copyOf(exposedPorts);
    }
  }

  /** A configuration that says nothing of containers. */
  public ImageConfig(Digest id, List<DiffId> diffIds, List<HistoryEntry> history) {
    this(id, diffIds, history, Execution.NONE);
  }

  /** Copies the lists. */
  public ImageConfig {
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }
}
