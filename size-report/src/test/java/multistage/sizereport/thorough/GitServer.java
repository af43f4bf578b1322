package multistage.sizereport.thorough;

import static multistage.sizereport.Variant.REPOSITORY;

import java.time.Duration;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * A company's Git server: it wants a token, and its certificate is one that nobody trusts who
 * wasn't told to. As it runs in a container, builds reach it wherever the engine is.
 */
final class GitServer extends GenericContainer<GitServer> {
  /** The password that it wants, another one each time. */
  final String token = UUID.randomUUID().toString();

  GitServer() {
    super("eclipse-temurin:25-jdk-resolute");
    withCopyFileToContainer(
        MountableFile.forHostPath(REPOSITORY.resolve("dockerfiles/git-server")), "/srv");
    withWorkingDirectory("/srv");
    withEnv("TOKEN", token);
    withCommand("java", "GitServer.java");
    waitingFor(Wait.forLogMessage("Serving .*", 1).withStartupTimeout(Duration.ofMinutes(2)));
  }

  /** It prints the certificate before it serves. */
  String certificate() {
    String end = "-----END CERTIFICATE-----\n";
    String output = getLogs();
    return output.substring(output.indexOf("-----BEGIN"), output.indexOf(end) + end.length());
  }

  String address() {
    return getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .findFirst()
        .orElseThrow()
        .getIpAddress();
  }
}
