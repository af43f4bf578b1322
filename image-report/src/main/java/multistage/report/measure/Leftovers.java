package multistage.report.measure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.HashMap;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * Takes care that a process which is told to end, as by Ctrl-C, leaves no container.
 *
 * <p>Without its helper container Testcontainers removes once what is there at that moment; threads
 * that go on meanwhile may start more. So no new one is started from then on, and what was just
 * being made is looked for again.
 */
final class Leftovers {
  private static final int LOOKS = 4;
  private static final long PAUSE_MILLIS = 250;

  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::remove, "remove leftovers"));
  }

  private Leftovers() {}

  /**
   * To be called before each container.
   *
   * @throws IllegalStateException when the process is ending
   */
  static void requireNotEnding() {
    if (ending) {
      throw new IllegalStateException("the run was stopped");
    }
  }

  /** The labels of each container: by these, what is left when this process is killed is found. */
  static Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
    labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
    return labels;
  }

  private static void remove() {
    ending = true;
    DockerClient client = DockerClientFactory.instance().client();
    try {
      for (int i = 0; i < LOOKS; i++) {
        for (Container container : ofThisProcess(client)) {
          remove(client, container);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Iterable<Container> ofThisProcess(DockerClient client) {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(
            Map.of(
                DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL,
                DockerClientFactory.SESSION_ID))
        .exec();
  }

  private static void remove(DockerClient client, Container container) {
    try {
      client.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Somebody else removes it, or has.
      return;
    }
  }
}
