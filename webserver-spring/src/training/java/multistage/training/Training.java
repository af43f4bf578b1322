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
 * Starts the framework as any program would, sends it a few requests, and stops it: a training run,
 * after which Java writes an AOT cache of the framework. It doesn't use the server's classes, so a
 * changed line there doesn't invalidate the cache.
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
