package multistage.sizereport.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.sizereport.exercise.Change;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build context with one more line. */
class ChangedContextTest {
  @TempDir private Path context;

  @BeforeEach
  void fill() throws IOException {
    Files.createDirectories(context.resolve("src"));
    Files.writeString(context.resolve("src/a.sh"), "first\n");
    Files.writeString(context.resolve("b"), "same\n");
  }

  @Test
  void isACopyThatGoesAway() throws IOException {
    Path folder;
    try (ChangedContext changed = ChangedContext.of(context, new Change("src/a.sh", "second"))) {
      folder = changed.folder();
      assertThat(folder.resolve("src/a.sh")).hasContent("first\nsecond\n");
      assertThat(folder.resolve("b")).hasContent("same\n");
    }
    assertThat(folder).doesNotExist();
    assertThat(context.resolve("src/a.sh")).hasContent("first\n");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ChangedContext.of(context, new Change("src/c.sh", "x")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("src/c.sh");
  }
}
