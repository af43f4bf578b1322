package multistage.report.engine;

import java.util.List;
import java.util.Set;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.report.model.BaseImage;

/**
 * An image as an engine has it.
 *
 * @param id the ID that the engine gives it: its configuration's digest, or its manifest's or
 *     index's with the containerd image store
 * @param engineBytes the size that the engine states
 * @param diffIds its layers, lowest first
 * @param origin where it came from
 * @param architecture the processor that it says it is for, as OCI names it, such as {@code amd64}
 * @param user what the image's {@code USER} says; empty means root
 * @param exposedPorts what its {@code EXPOSE} says, such as {@code 8080/tcp}
 * @param command its entrypoint and the arguments after it
 * @param environment its variables, such as {@code PATH=/usr/bin}
 * @param workingDirectory where its command starts; empty means the root
 */
public record StoredImage(
    Digest id,
    long engineBytes,
    List<DiffId> diffIds,
    BaseImage.Origin origin,
    String architecture,
    String user,
    Set<String> exposedPorts,
    List<String> command,
    List<String> environment,
    String workingDirectory) {
  /** Copies the collections. */
  public StoredImage {
    diffIds = List.copyOf(diffIds);
    exposedPorts = Set.copyOf(exposedPorts);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }

  /**
   * Equal for images whose containers are the same: they have the same layers and the same settings
   * that a container is started with. Their IDs may differ by the time of the build.
   */
  public List<Object> sameness() {
    return List.of(
        diffIds, architecture, user, exposedPorts, command, environment, workingDirectory);
  }
}
