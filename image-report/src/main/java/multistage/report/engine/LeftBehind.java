package multistage.report.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import multistage.report.process.AtTheEnd;

/**
 * Removes containers that nobody will remove any more: this process's own when it is told to end,
 * as by Ctrl-C, and those of earlier processes that were killed.
 */
public final class LeftBehind {
  /** A thread that goes on meanwhile may have a container in the making: it is looked for again. */
  private static final int LOOKS = 4;

  private static final long PAUSE_MILLIS = 250;

  private static Optional<AtTheEnd> removal = Optional.empty();

  private LeftBehind() {}

  /**
   * To be called before each container is made.
   *
   * @throws IllegalStateException when the process is ending
   */
  static synchronized void requireNotEnding(EngineConnection engine) {
    AtTheEnd.requireNotEnding();
    if (removal.isEmpty()) {
      removal = Optional.of(new AtTheEnd("remove containers", () -> removeOwn(engine.client())));
    }
  }

  private static void removeOwn(DockerClient client) {
    try {
      for (int i = 0; i < LOOKS; i++) {
        remove(client, owner -> owner.equals(RunLabels.ofThis()));
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // An engine that doesn't answer at the end: the next run removes what is left.
      return;
    }
  }

  /**
   * What became of containers that were to be removed.
   *
   * @param removed how many are gone
   * @param kept why others aren't, in the engine's words
   */
  public record Removal(int removed, List<String> kept) {}

  /**
   * Removes the containers of processes of this machine that have ended. Those of processes that
   * are running, and of other machines that share the engine, stay.
   */
  public static Removal removeOfEndedProcesses(EngineConnection engine) {
    return remove(engine.client(), RunLabels::isGone);
  }

  private static Removal remove(DockerClient client, Predicate<RunLabels> wanted) {
    List<String> kept = new ArrayList<>();
    int removed = 0;
    for (Container container : found(client)) {
      if (RunLabels.parse(container.getLabels().get(RunLabels.OWNER)).filter(wanted).isPresent()) {
        try {
          OwnContainer.remove(client, container.getId());
          removed++;
        } catch (DockerException e) {
          // One that the engine can't remove keeps nobody from removing the others.
          kept.add(container.getId() + ": " + EngineMessage.of(e));
        }
      }
    }
    return new Removal(removed, kept);
  }

  private static List<Container> found(DockerClient client) {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of(RunLabels.OWNER))
        .exec();
  }
}
