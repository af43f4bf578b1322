package multistage.report.measure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.function.UnaryOperator;
import org.testcontainers.DockerClientFactory;

/**
 * A container that is needed for a moment, and is gone when this is closed.
 *
 * @param id the engine's name for it
 */
record MomentaryContainer(DockerClient client, String id) implements AutoCloseable {
  /**
   * Creates a container, without starting it.
   *
   * @throws IllegalStateException when the process is ending
   */
  static MomentaryContainer create(String imageName, UnaryOperator<CreateContainerCmd> options) {
    Leftovers.requireNotEnding();
    DockerClient client = DockerClientFactory.instance().client();
    CreateContainerCmd create = client.createContainerCmd(imageName).withLabels(Leftovers.labels());
    return new MomentaryContainer(client, options.apply(create).exec().getId());
  }

  @Override
  public void close() {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Somebody else removes it, or has.
      return;
    }
  }
}
