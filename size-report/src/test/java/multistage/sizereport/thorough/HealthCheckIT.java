package multistage.sizereport.thorough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** An image without a shell and without curl checks its own health. */
@Tag("thorough")
class HealthCheckIT {
  private static final String VARIANT = "go/multi-stage-service";

  @Test
  void isHealthyWhenItAnswers() throws IOException {
    try (GenericContainer<?> server =
        new GenericContainer<>(Images.variant(VARIANT).image()).waitingFor(Wait.forHealthcheck())) {
      server.start();

      assertThat(server.isHealthy()).isTrue();
    }
  }

  /** The command of the check, in a container in which no server runs. */
  @Test
  void isUnhealthyWhenNobodyAnswers() throws IOException {
    try (GenericContainer<?> check =
        new GenericContainer<>(Images.variant(VARIANT).image())
            .withCommand("health")
            .withStartupCheckStrategy(new EndsByItself())) {
      check.start();

      assertThat(check.getLogs().lines())
          .singleElement()
          .asString()
          .startsWith("webserver: unhealthy: ");
      assertThat(EndsByItself.exitCodeOf(check)).isEqualTo(1);
    }
  }
}
