package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaCertificatesTest {
  @TempDir Path root;

  @Test
  void theyAreFoundWhereDistributionsKeepThem() throws IOException {
    Path redHats = file("etc/pki/tls/certs/ca-bundle.crt");
    assertThat(CaCertificates.of(Map.of(), root)).contains(redHats);

    Path debians = file("etc/ssl/certs/ca-certificates.crt");
    assertThat(CaCertificates.of(Map.of(), root)).contains(debians);
  }

  @Test
  void theUsersChoiceComesFirst() throws IOException {
    file("etc/ssl/certs/ca-certificates.crt");
    Path own = file("home/certificates.pem");

    assertThat(CaCertificates.of(Map.of("SSL_CERT_FILE", own.toString()), root)).contains(own);
  }

  @Test
  void aMachineMayHaveNone() {
    assertThat(CaCertificates.of(Map.of("SSL_CERT_FILE", "/not/there"), root)).isEmpty();
  }

  private Path file(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }
}
