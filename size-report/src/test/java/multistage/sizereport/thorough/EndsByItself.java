package multistage.sizereport.thorough;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerStatus;

/**
 * For a program that does its work and ends: the start has succeeded at its end, whatever its exit
 * code. Testcontainers' own {@code OneShotStartupCheckStrategy} takes only 0.
 */
final class EndsByItself extends StartupCheckStrategy {
  @Override
  public StartupStatus checkStartupState(DockerClient client, String container) {
    ContainerState state = getCurrentState(client, container);
    return DockerStatus.isContainerStopped(state)
        ? StartupStatus.SUCCESSFUL
        : StartupStatus.NOT_YET_KNOWN;
  }

  static long exitCodeOf(GenericContainer<?> container) {
    return container.getCurrentContainerInfo().getState().getExitCodeLong();
  }
}
