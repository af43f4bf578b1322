package multistage.report.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The CA certificates that this machine trusts, in one file: behind a company's proxy, its own are
 * among them, and a build can't get packages without them.
 */
public final class CaCertificates {
  /** The ID of the build secret that holds them. */
  public static final String SECRET = "ca-certificates";

  private CaCertificates() {}

  /** The file, where this machine has one: not on macOS and Windows, unless SSL_CERT_FILE says. */
  public static Optional<Path> ofThisMachine() {
    return of(System.getenv(), Path.of("/"));
  }

  static Optional<Path> of(Map<String, String> environment, Path root) {
    return Stream.concat(
            Stream.of(environment.getOrDefault("SSL_CERT_FILE", ""))
                .filter(path -> !path.isBlank()),
            // Debian, Ubuntu, Alpine, Arch; Fedora, Red Hat; SUSE.
            Stream.of(
                "etc/ssl/certs/ca-certificates.crt",
                "etc/pki/tls/certs/ca-bundle.crt",
                "etc/ssl/ca-bundle.pem"))
        .map(root::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
