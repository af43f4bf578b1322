package multistage.webserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HelloController {
  private static final int MOST_BYTES_READ = 64 * 1024;
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  @RequestMapping(
      path = "/",
      method = {RequestMethod.GET, RequestMethod.HEAD})
  ResponseEntity<String> hello() {
    return ResponseEntity.ok().contentType(TEXT).body("Hello, World!");
  }

  /** All other methods except OPTIONS. */
  @RequestMapping("/")
  ResponseEntity<String> notAllowed(InputStream body) throws IOException {
    // Read the body first: a client that is still sending then keeps its connection, and its
    // request counts as in flight when the server has to stop. A timeout limits that.
    body.skip(MOST_BYTES_READ);
    return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
        .header(HttpHeaders.ALLOW, "GET, HEAD")
        .contentType(TEXT)
        .body("Method Not Allowed\n");
  }

  /** Without this method, Spring would answer with 200. */
  @RequestMapping(path = "/", method = RequestMethod.OPTIONS)
  ResponseEntity<String> options(InputStream body) throws IOException {
    return notAllowed(body);
  }
}
