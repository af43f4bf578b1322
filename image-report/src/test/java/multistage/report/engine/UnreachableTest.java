package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as tools have written them; only the hosts' names are made up. */
class UnreachableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          #5 0.055 go: example.org/a/v5@latest: module example.org/a/v5: Get "https://packages.invalid/a/@v/list": dial tcp: lookup packages.invalid on 192.0.2.53:53: dial udp 192.0.2.53:53: connect: network is unreachable | network is unreachable
          go: example.org/a/v5@v5.5.0: Get "http://127.0.0.1:9/a/@v/v5.5.0.mod": dial tcp 127.0.0.1:9: connect: connection refused | connection refused
          main.go:2:8: example.org/a/v5@v5.5.0: Get "https://packages.invalid/a/@v/v5.5.0.zip": dial tcp: lookup packages.invalid on 192.0.2.53:53: no such host | no such host
          go: example.org/a/v5@v5.5.0: Get "https://packages.invalid/a/@v/v5.5.0.mod": dial tcp 192.0.2.1:443: i/o timeout | i/o timeout
          [ERROR]     Non-resolvable parent POM for org.x:a:1: Could not transfer artifact org.x:p:pom:1 from/to m (http://127.0.0.1:9/m): transfer failed for http://127.0.0.1:9/m/p-1.pom and 'parent.relativePath' points at no local POM @ line 1, column 52: Connect to 127.0.0.1:9 [/127.0.0.1] failed: Connection refused -> [Help 2] | connection refused
          [ERROR] Plugin org.x:p:2.6 or one of its dependencies could not be resolved: Could not transfer artifact org.x:p:pom:2.6 from/to m (https://packages.invalid/m): transfer failed for https://packages.invalid/m/p: Unknown host packages.invalid: Name or service not known -> [Help 1] | unknown host
          W: Failed to fetch http://packages.invalid/dists/InRelease  Temporary failure resolving 'packages.invalid' | temporary failure resolving
          """)
  void aToolThatFindsNoWayToItsPackagesSaysWhy(String line, String reason) {
    assertThat(Unreachable.packagesIn(List.of("before", line, "after"))).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "./main.go:12:2: undefined: refused",
        // A test in a build, of a server that doesn't listen.
        "    main_test.go:12: Get \"http://127.0.0.1:8080/\": dial tcp: connect: connection refused",
        "java.net.ConnectException: Connection refused",
        // These answered.
        "go: example.org/a@v1.0.0: reading https://packages.invalid/a.mod: 404 Not Found",
        "go: example.org/a@v1.0.0: Get \"https://packages.invalid/a.mod\": tls: failed to verify"
            + " certificate: x509: certificate signed by unknown authority",
        "[ERROR] Could not transfer artifact org.x:p:pom:1 from/to m (https://packages.invalid/m):"
            + " status code: 407, reason phrase: Proxy Authentication Required (407)",
      })
  void nothingElseIsTakenForIt(String line) {
    assertThat(Unreachable.packagesIn(List.of(line))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unauthorized: authentication required",
        "pull access denied for golang, repository does not exist or may require docker login",
        "error parsing HTTP 403 response body: Forbidden",
        "toomanyrequests: You have reached your pull rate limit.",
        "received unexpected HTTP status: 429 Too Many Requests",
        "Get \"https://r/v2/\": x509: certificate signed by unknown authority",
        "Get \"https://r/v2/\": remote error: tls: handshake failure",
        "Get \"https://r/v2/\": proxyconnect tcp: dial tcp 192.0.2.1:3128",
      })
  void aRegistryThatRefusesSaysNothingOfTheName(String message) {
    assertThat(Unreachable.isRefusal(message)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest for golang:1.72 not found: manifest unknown: manifest unknown",
        "failed to resolve reference \"docker.io/library/golang:1.72\": not found",
        "no matching manifest for linux/s390x in the manifest list entries",
        "invalid reference format",
      })
  void aNameThatIsWrongIsTheDockerfilesFault(String message) {
    assertThat(Unreachable.isRefusal(message)).isFalse();
    assertThat(Unreachable.isMeant(message)).isFalse();
  }

  /** As the two image stores quote Docker Hub. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pull access denied for golnag, repository does not exist or may require 'docker login':"
            + " denied: requested access to the resource is denied",
        "failed to resolve reference \"docker.io/library/golnag:1.27\": pull access denied,"
            + " repository does not exist or may require authorization: server message:"
            + " insufficient_scope: authorization failed",
      })
  void aNameThatNobodyHasOnDockerHub(String message) {
    assertThat(Unreachable.namesNoRepository(message)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error parsing HTTP 403 response body: Forbidden",
        "unauthorized: incorrect username or password",
        "toomanyrequests: You have reached your pull rate limit.",
      })
  void aRefusalForAnotherReason(String message) {
    assertThat(Unreachable.namesNoRepository(message)).isFalse();
  }
}
