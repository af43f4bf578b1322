package multistage.training;

import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts the framework as any program would, asks it a few times, and stops it, so that Java can
 * keep what it learns of the framework in an AOT cache. Of the server it knows nothing: a changed
 * line there doesn't void the cache.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Training {
  private static final int REQUESTS = 10;

  public static void main(String[] args) throws Exception {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(Training.class, "--server.port=0", "--spring.main.banner-mode=off")) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      for (int i = 0; i < REQUESTS; i++) {
        URI.create("http://localhost:" + port).toURL().openStream().readAllBytes();
      }
    }
  }

  @RestController
  static class Answers {
    @RequestMapping("/")
    ResponseEntity<String> any() {
      return ResponseEntity.ok("trained");
    }
  }
}
