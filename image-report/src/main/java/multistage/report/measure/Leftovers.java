package multistage.report.measure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.util.HashMap;
import java.util.Map;
import multistage.report.process.AtTheEnd;
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

  /** As long as the process lives. */
  private static final AtTheEnd REMOVAL = new AtTheEnd("remove leftovers", Leftovers::remove);

  private Leftovers() {}

  /**
   * To be called before each container.
   *
   * @throws IllegalStateException when the process is ending
   */
  static void requireNotEnding() {
    AtTheEnd.requireNotEnding();
  }

  /** The labels of each container: by these, what is left when this process is killed is found. */
  static Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
    labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
    return labels;
  }

  private static void remove() {
    DockerClient client = DockerClientFactory.instance().client();
    try {
      for (int i = 0; i < LOOKS; i++) {
        for (Container container : ofThisProcess(client)) {
          new MomentaryContainer(client, container.getId()).close();
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
}
