package multistage.report.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The Git server of an imaginary company, for builds that need a private library: it wants a token,
 * and its certificate is one that nobody trusts who wasn't told to.
 *
 * <p>In a container, since that is what a build surely reaches: both are on the engine's bridge,
 * wherever the engine is. The token is another one each time.
 */
public final class PrivateGitServer implements AutoCloseable {
  /** The ID of the build secret that holds the token, in the form of a {@code ~/.netrc}. */
  public static final String SECRET = "netrc";

  /** What it is called; the name is reserved for examples. */
  public static final String HOST = "git.example.com";

  /** What runs it. */
  public static final String IMAGE = "eclipse-temurin:25-jdk";

  /** Where its source is, from the repository's root, beside the libraries that it serves. */
  public static final String FOLDER = "dockerfiles/git-server";

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----\n", Pattern.DOTALL);

  private final GenericContainer<?> container;
  private final Path secrets;
  private final String token;
  private final String certificate;

  private PrivateGitServer(
      GenericContainer<?> container, Path secrets, String token, String certificate) {
    this.container = container;
    this.secrets = secrets;
    this.token = token;
    this.certificate = certificate;
  }

  /**
   * Starts one.
   *
   * @param root the repository's root
   * @param secrets an empty folder, for what builds are given; who made it removes it
   * @throws BuildFailedException when it doesn't start; its own words are in the message
   * @throws IOException when the secrets can't be written
   */
  @SuppressWarnings("resource") // is closed with the server, or when it doesn't start
  public static PrivateGitServer start(Path root, Path secrets)
      throws BuildFailedException, IOException {
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(IMAGE))
            .withImagePullPolicy(name -> false)
            .withCopyFileToContainer(MountableFile.forHostPath(root.resolve(FOLDER)), "/srv")
            .withWorkingDirectory("/srv")
            .withEnv("TOKEN", token)
            .withCommand("java", "GitServer.java")
            .waitingFor(
                Wait.forLogMessage("Serving .*", 1).withStartupTimeout(Duration.ofMinutes(2)));
    try {
      container.start();
      Matcher certificate = CERTIFICATE.matcher(container.getLogs(OutputType.STDOUT));
      if (!certificate.find()) {
        throw new ContainerLaunchException("it shows no certificate");
      }
      PrivateGitServer server =
          new PrivateGitServer(container, secrets, token, certificate.group());
      server.writeSecrets();
      return server;
    } catch (IOException e) {
      container.stop();
      throw e;
    } catch (RuntimeException e) {
      String log = container.getContainerId() == null ? "" : container.getLogs();
      container.stop();
      throw new BuildFailedException(
          "the Git server in " + FOLDER + " doesn't start: " + e.getMessage() + "\n" + log, e);
    }
  }

  private void writeSecrets() throws IOException {
    Path netrc = secrets.resolve(SECRET);
    if (netrc.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          netrc,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(netrc, "machine " + HOST + " login reader password " + token + "\n");
    // Where this machine keeps no such file, those of the image do: a build trusts the public ones
    // as well.
    Optional<Path> own = CaCertificates.ofThisMachine();
    String others =
        own.isPresent()
            ? Files.readString(own.get())
            : container.copyFileFromContainer(
                "/etc/ssl/certs/ca-certificates.crt", in -> new String(in.readAllBytes()));
    Files.writeString(secrets.resolve(CaCertificates.SECRET), others + certificate);
  }

  /** What a build needs to get at it: the token, the certificate, and where it is. */
  public BuildInputs inputs() {
    return new BuildInputs(
        Map.of(
            SECRET,
            secrets.resolve(SECRET),
            CaCertificates.SECRET,
            secrets.resolve(CaCertificates.SECRET)),
        Map.of(
            HOST,
            container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .findFirst()
                .orElseThrow()
                .getIpAddress()),
        Map.of(),
        true);
  }

  /** What clients have to give as the password. */
  public String token() {
    return token;
  }

  /** The certificate that it shows, as PEM. */
  public String certificate() {
    return certificate;
  }

  /** Ends it. */
  @Override
  public void close() {
    container.stop();
  }
}
