package multistage.report;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.util.List;

/** The containers that are on an engine for this process. */
final class OwnContainers {
  private static final String OWNER = "multistage.owner";

  private OwnContainers() {}

  static List<Container> of(DockerClient client) {
    String thisProcess = "/" + ProcessHandle.current().pid() + "/";
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of(OWNER))
        .exec()
        .stream()
        .filter(container -> container.getLabels().get(OWNER).contains(thisProcess))
        .toList();
  }
}
