package multistage.report.engine;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.StreamType;
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
  public static final String IMAGE = "eclipse-temurin:25-jdk-resolute";

  /** Where its source is, from the repository's root, beside the libraries that it serves. */
  public static final String FOLDER = "dockerfiles/git-server";

  /** How the line begins that it prints when it can be asked. */
  private static final String READY = "Serving ";

  private static final Duration MAX_START = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 100;

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----\n", Pattern.DOTALL);

  private final OwnContainer container;
  private final Path secrets;
  private final String token;
  private final String certificate;

  private PrivateGitServer(OwnContainer container, Path secrets, String token, String certificate) {
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
  public static PrivateGitServer start(EngineConnection engine, Path root, Path secrets)
      throws BuildFailedException, IOException {
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    OwnContainer container;
    try {
      container =
          OwnContainer.create(
              engine,
              IMAGE,
              command ->
                  command
                      .withWorkingDir("/srv")
                      .withEnv("TOKEN=" + token)
                      .withCmd("java", "GitServer.java"));
    } catch (DockerException e) {
      throw notStarted(EngineMessage.of(e), e);
    }
    try {
      container.copyInto("/srv", root.resolve(FOLDER));
      container.start();
      String certificate = awaitCertificate(container);
      PrivateGitServer server = new PrivateGitServer(container, secrets, token, certificate);
      server.writeSecrets();
      return server;
    } catch (DockerException e) {
      container.close();
      throw notStarted(EngineMessage.of(e), e);
    } catch (IOException | BuildFailedException | RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** It shows its certificate, then says that it serves. */
  private static String awaitCertificate(OwnContainer container) throws BuildFailedException {
    long deadline = System.nanoTime() + MAX_START.toNanos();
    while (true) {
      String output = container.output();
      if (output.contains(READY)) {
        Matcher certificate = CERTIFICATE.matcher(container.output(StreamType.STDOUT));
        if (!certificate.find()) {
          throw notStarted("it shows no certificate\n" + output, null);
        }
        return certificate.group();
      }
      if (!container.isRunning()) {
        throw notStarted("it ended\n" + output, null);
      }
      if (System.nanoTime() > deadline) {
        throw notStarted("it isn't ready after " + MAX_START.toSeconds() + " s\n" + output, null);
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw notStarted("interrupted while waiting for it", e);
      }
    }
  }

  private static BuildFailedException notStarted(String reason, Throwable cause) {
    return new BuildFailedException(
        "the Git server in " + FOLDER + " doesn't start: " + reason, cause);
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
            : container.read("/etc/ssl/certs/ca-certificates.crt");
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
        Map.of(HOST, container.ipAddress().orElseThrow()),
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
    container.close();
  }
}
