package multistage.sizereport;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.core.CreateContainerCmdModifier;

/**
 * What every container here is created with: ports that only this machine reaches, and a label that
 * names this process. When the process is gone, the next run of the report removes the container:
 * its class {@code RunLabels} reads the label, so both have to agree on the form.
 *
 * <p>Testcontainers finds this class in {@code META-INF/services}.
 */
public final class ContainerDefaults implements CreateContainerCmdModifier {
  private static final String LOOPBACK = "127.0.0.1";

  private final String owner = machine() + "/" + process();

  @Override
  public CreateContainerCmd modify(CreateContainerCmd command) {
    command.getLabels().put("multistage.owner", owner);
    if (DockerClientFactory.instance().dockerHostIpAddress().equals("localhost")) {
      Ports ports = new Ports();
      command
          .getHostConfig()
          .getPortBindings()
          .getBindings()
          .keySet()
          .forEach(port -> ports.bind(port, Ports.Binding.bindIp(LOOPBACK)));
      command.getHostConfig().withPortBindings(ports);
    }
    return command;
  }

  /** Where that process has its ID: Linux numbers anew at each boot, and in each container. */
  private static String machine() {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = e.getMessage().replaceFirst(":.*", ""); // which begins with the name
    }
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return name + " " + boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return name; // another system than Linux
    }
  }

  private static String process() {
    ProcessHandle process = ProcessHandle.current();
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "/" + start;
  }
}
