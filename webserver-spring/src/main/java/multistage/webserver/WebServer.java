package multistage.webserver;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Answers GET / with "Hello, World!" on port 8080 until it is told to stop. */
@SpringBootApplication(proxyBeanMethods = false)
public class WebServer {

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(WebServer.class);
    application.addListeners(new AddressInUse());
    application.run(args);
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    Environment environment = event.getApplicationContext().getEnvironment();
    System.out.println(
        environment.resolvePlaceholders(
            "Listening on http://${server.address}:${local.server.port}"));
  }
}
