package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.archive.ImagePlatform;
import multistage.report.diagnostic.UserError;
import multistage.report.process.Progress;
import multistage.report.weigh.ImageLoader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The saved images in {@code src/test/resources/cases}, with the right answers in a file there. */
class CasesTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final String PLATFORM = " --platform ";

  @TempDir private Path cache;

  static Stream<String> savedImages() throws IOException {
    return Files.readAllLines(CASES.resolve("saved-images.csv")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("savedImages")
  void hasTheRightAnswer(String line) throws IOException {
    String[] parts = line.split(";\\s*", 3);
    if (parts[1].equals("refused")) {
      assertThatThrownBy(() -> load(parts[0]))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(parts[2]);
    } else {
      assertThat(answer(load(parts[0]), parts[1])).isEqualTo(parts[2]);
    }
  }

  private Image load(String image) throws IOException {
    String[] parts = image.split(PLATFORM);
    Optional<ImagePlatform> platform =
        parts.length == 1 ? Optional.empty() : ImagePlatform.parse(parts[1]);
    return new ImageLoader(
            () -> {
              throw new AssertionError("a file needs no engine");
            },
            cache,
            true,
            new Progress(new PrintStream(OutputStream.nullOutputStream())))
        .load(CASES.resolve(parts[0]).toString(), platform)
        .image();
  }

  private static String answer(Image image, String asked) {
    Inventory inventory = image.explanation().inventory();
    return switch (asked) {
      case "layers" -> joined(image.layers().stream().map(layer -> layer.fileBytes()).toList());
      case "tarBytes" -> joined(image.layers().stream().map(layer -> layer.tarBytes()).toList());
      case "wasted" -> String.valueOf(image.explanation().waste().fileBytes());
      case "setuid" -> joined(inventory.setuidFiles());
      case "shells" -> joined(inventory.shells());
      case "packages" ->
          joined(inventory.packages().stream().map(p -> p.name() + "@" + p.version()).toList());
      case "invisible" -> String.valueOf(inventory.invisible().fileBytes());
      default -> throw new IllegalArgumentException(asked);
    };
  }

  private static String joined(List<?> parts) {
    return parts.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
