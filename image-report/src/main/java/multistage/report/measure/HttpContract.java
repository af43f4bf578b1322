package multistage.report.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  /** The servers give a client 5 seconds for a request's header; the JDK's looks every second. */
  private static final Duration HEADER_PATIENCE = Duration.ofSeconds(20);

  /** A delayed acknowledgement on Linux takes 40 ms: an answer that waits for one takes longer. */
  private static final double DELAYED_ACKNOWLEDGEMENT_MILLIS = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI address;

  /** It has connections of its own: what the servers do with HTTP/2 isn't part of the contract. */
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          // The server itself is asked, as by RawConnection.
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

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
          ask("GET", "/")
              .hasStatus(200)
              .hasHeaderLike("Content-Type", SAME_MEDIA_TYPE)
              .hasHeader("Content-Length", "13")
              .hasBody(BODY);
          return "200, " + BODY;
        });
    checks.check(
        CheckName.CONTRACT,
        "HEAD /",
        () -> {
          ask("HEAD", "/")
              .hasStatus(200)
              .hasHeaderLike("Content-Type", SAME_MEDIA_TYPE)
              .hasHeader("Content-Length", "13")
              .hasBody("");
          return "200, the headers of GET, no body";
        });
    checks.check(
        CheckName.EXACT_MEDIA_TYPE,
        () -> {
          ask("GET", "/").hasHeader("Content-Type", MEDIA_TYPE);
          ask("HEAD", "/").hasHeader("Content-Type", MEDIA_TYPE);
          return MEDIA_TYPE;
        });
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
      checks.check(
          CheckName.CONTRACT,
          method + " /",
          () -> {
            ask(method, "/").hasStatus(405).hasHeader("Allow", "GET, HEAD");
            return "405, Allow: GET, HEAD";
          });
    }
  }

  private void checkPaths(CheckList checks) {
    checks.check(
        CheckName.CONTRACT,
        "GET /?x=1",
        () -> {
          ask("GET", "/?x=1").hasStatus(200).hasBody(BODY);
          return "200: a query is no other path";
        });
    for (String method : List.of("GET", "HEAD", "POST")) {
      checks.check(
          CheckName.CONTRACT,
          method + " /other",
          () -> {
            ask(method, "/other").hasStatus(404);
            return "404";
          });
    }
    checks.check(
        CheckName.CONTRACT,
        "GET /index.html",
        () -> {
          ask("GET", "/index.html").hasStatus(404);
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

  private Answer ask(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  /** What came back, and what it has to be. */
  private record Answer(HttpResponse<String> response) {
    Answer hasStatus(int status) {
      return require("status", String.valueOf(status), String.valueOf(response.statusCode()));
    }

    Answer hasHeader(String name, String value) {
      return require(name, value, header(name));
    }

    Answer hasHeaderLike(String name, String pattern) {
      return header(name).matches(pattern) ? this : require(name, pattern, header(name));
    }

    Answer hasBody(String body) {
      return require("body", body, response.body());
    }

    private String header(String name) {
      List<String> values = response.headers().allValues(name);
      return values.isEmpty() ? "absent" : String.join(" and ", values);
    }

    private Answer require(String what, String expected, String actual) {
      if (!actual.equals(expected)) {
        throw new AssertionError(what + " is \"" + actual + "\" instead of \"" + expected + "\"");
      }
      return this;
    }
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
