package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class AotCacheTest {
  private static final String CACHED =
      "[0.059s][info][class,load] java.lang.Object source: shared objects file";
  private static final String LOADED =
      "[0.105s][info][class,load] java.lang.Thread source: jrt:/java.base";
  private static final String READY = "Listening on http://0.0.0.0:8080";

  @Test
  void theCommandTellsWhetherThereIsACache() {
    assertThat(AotCache.isNamedIn(List.of("java", "-XX:AOTCache=/a.aot", "-jar", "a.jar")))
        .isTrue();
    assertThat(AotCache.isNamedIn(List.of("java", "-jar", "a.jar"))).isFalse();
  }

  @Test
  void nearlyAllClassesAreToComeFromIt() {
    assertThat(AotCache.check(List.of(CACHED, CACHED, CACHED, LOADED, READY)))
        .isEqualTo("3 of 4 classes came from the cache");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> AotCache.check(List.of(CACHED, CACHED, LOADED, READY)))
        .withMessage("2 of 3 classes came from the cache");
  }

  @Test
  void silenceProvesNothing() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> AotCache.check(List.of(READY)))
        .withMessage("0 of 0 classes came from the cache");
  }
}
