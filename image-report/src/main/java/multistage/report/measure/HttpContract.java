package multistage.report.measure;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import multistage.report.model.CheckName;

/**
 * What every server answers, whatever language it is written in and whatever image it is in.
 *
 * <p>It is asked over the published port, as any client would. Where HTTP leaves a choice the
 * contract makes one, so that the servers are the same to the byte where it matters.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110.html">RFC 9110, HTTP Semantics</a>
 */
final class HttpContract {
  private static final String BODY = "Hello, World!";

  private static final String MEDIA_TYPE = "text/plain; charset=utf-8";

  /**
   * All that means the same: case doesn't matter in it, nor a space after the semicolon (RFC 9110,
   * section 8.3.1). That it is written as {@link #MEDIA_TYPE} is a check of its own.
   */
  private static final String SAME_MEDIA_TYPE = "(?i)text/plain; ?charset=utf-8";

  private static final int SLOW_CLIENTS = 20;

  /** Both servers give a client 5 seconds for a request's header; the JDK's looks every second. */
  private static final Duration HEADER_PATIENCE = Duration.ofSeconds(20);

  /** A delayed acknowledgement on Linux takes 40 ms: an answer that waits for one takes longer. */
  private static final double DELAYED_ACKNOWLEDGEMENT_MILLIS = 40;

  private static final RestAssuredConfig PATIENCE =
      RestAssuredConfig.config()
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .setParam("http.connection.timeout", 5_000)
                  .setParam("http.socket.timeout", 5_000));

  private final URI address;

  HttpContract(URI address) {
    this.address = address;
  }

  /** Checks the whole contract, with slow clients hanging on to the server all the while. */
  void check(CheckList checks) {
    List<RawConnection> slowClients = new ArrayList<>();
    try {
      checks.check(
          CheckName.CONTRACT,
          "accepts " + SLOW_CLIENTS + " slow clients",
          () -> {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
              RawConnection client = RawConnection.open(address, HEADER_PATIENCE);
              slowClients.add(client);
              client.sendHalfAGet();
            }
            return SLOW_CLIENTS + " connections that sent half a header";
          });
      checkMethods(checks);
      checkPaths(checks);
      checkKeepAlive(checks);
      checks.check(
          CheckName.CONTRACT,
          "ends a connection with half a header",
          () -> {
            for (RawConnection client : slowClients) {
              client.awaitEnd();
            }
            return "all " + slowClients.size() + " ended by the server";
          });
    } finally {
      slowClients.forEach(HttpContract::closeQuietly);
    }
  }

  private void checkMethods(CheckList checks) {
    checks.check(
        CheckName.CONTRACT,
        "GET /",
        () -> {
          ask()
              .get("/")
              .then()
              .statusCode(200)
              .header("Content-Type", matchesPattern(SAME_MEDIA_TYPE))
              .header("Content-Length", equalTo("13"))
              .body(equalTo(BODY));
          return "200, " + BODY;
        });
    checks.check(
        CheckName.CONTRACT,
        "HEAD /",
        () -> {
          ask()
              .head("/")
              .then()
              .statusCode(200)
              .header("Content-Type", matchesPattern(SAME_MEDIA_TYPE))
              .header("Content-Length", equalTo("13"))
              .body(emptyString());
          return "200, the headers of GET, no body";
        });
    checks.check(
        CheckName.EXACT_MEDIA_TYPE,
        () -> {
          ask().get("/").then().header("Content-Type", equalTo(MEDIA_TYPE));
          ask().head("/").then().header("Content-Type", equalTo(MEDIA_TYPE));
          return MEDIA_TYPE;
        });
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
      checks.check(
          CheckName.CONTRACT,
          method + " /",
          () -> {
            ask().request(method, "/").then().statusCode(405).header("Allow", equalTo("GET, HEAD"));
            return "405, Allow: GET, HEAD";
          });
    }
  }

  private void checkPaths(CheckList checks) {
    checks.check(
        CheckName.CONTRACT,
        "GET /?x=1",
        () -> {
          ask().get("/?x=1").then().statusCode(200).body(equalTo(BODY));
          return "200: a query is no other path";
        });
    for (String method : List.of("GET", "HEAD", "POST")) {
      checks.check(
          CheckName.CONTRACT,
          method + " /other",
          () -> {
            ask().request(method, "/other").then().statusCode(404);
            return "404";
          });
    }
    checks.check(
        CheckName.CONTRACT,
        "GET /index.html",
        () -> {
          ask().get("/index.html").then().statusCode(404);
          return "404";
        });
  }

  private void checkKeepAlive(CheckList checks) {
    checks.check(
        CheckName.CONTRACT,
        "keep-alive without delay",
        () -> {
          try (RawConnection client = RawConnection.open(address, Duration.ofSeconds(5))) {
            double fastestMillis = Double.MAX_VALUE;
            // The kernel acknowledges the first packets of a connection at once: only later answers
            // would be late. The fastest of them is no measure of speed, but the delay would hit
            // all.
            for (int i = 0; i < 30; i++) {
              long begin = System.nanoTime();
              client.sendHalfAGet();
              client.sendTheRest();
              String status = client.readAnswer();
              if (!status.contains(" 200")) {
                throw new AssertionError("request " + (i + 1) + " was answered with " + status);
              }
              if (i >= 20) {
                fastestMillis = Math.min(fastestMillis, (System.nanoTime() - begin) / 1e6);
              }
            }
            if (fastestMillis >= DELAYED_ACKNOWLEDGEMENT_MILLIS) {
              throw new AssertionError(
                  "no answer on a kept connection took less than "
                      + DELAYED_ACKNOWLEDGEMENT_MILLIS
                      + " ms: the server's last packet waits for the client's acknowledgement");
            }
            return "30 answers on one connection";
          }
        });
  }

  private RequestSpecification ask() {
    return given().config(PATIENCE).baseUri(address.resolve("/").toString());
  }

  private static void closeQuietly(RawConnection client) {
    try {
      client.close();
    } catch (IOException e) {
      // The server ended it already.
      return;
    }
  }
}
