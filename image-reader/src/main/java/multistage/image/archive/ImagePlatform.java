package multistage.image.archive;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an image's programs run on, named as Go does.
 *
 * @param os such as {@code linux}
 * @param architecture such as {@code amd64}
 * @param variant such as {@code v7}; that which the architecture has without saying so is empty
 * @see <a href="https://github.com/containerd/platforms/blob/main/database.go">containerd's names
 *     for platforms</a>
 */
public record ImagePlatform(String os, String architecture, String variant) {
  private static final Map<String, String> ARCHITECTURES =
      Map.ofEntries(
          Map.entry("x86_64", "amd64"),
          Map.entry("x86-64", "amd64"),
          Map.entry("aarch64", "arm64"),
          Map.entry("i386", "386"),
          Map.entry("i686", "386"),
          Map.entry("x86", "386"),
          Map.entry("armhf", "arm"),
          Map.entry("loongarch64", "loong64"));

  private static final Map<String, String> USUAL_VARIANTS =
      Map.of("amd64", "v1", "arm64", "v8", "arm", "v7");

  private static final Set<String> OPERATING_SYSTEMS =
      Set.of("darwin", "freebsd", "linux", "wasi", "windows");

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");

  /** The platform with its parts in the form that compares. */
  public static ImagePlatform of(String os, String architecture, String variant) {
    String processor = architecture.toLowerCase(Locale.ROOT);
    processor = ARCHITECTURES.getOrDefault(processor, processor);
    String kind = variant == null ? "" : variant.toLowerCase(Locale.ROOT);
    return new ImagePlatform(
        os.toLowerCase(Locale.ROOT),
        processor,
        kind.equals(USUAL_VARIANTS.get(processor)) ? "" : kind);
  }

  /**
   * What {@code --platform} may say: {@code linux/arm64}, {@code linux/arm/v7}, {@code arm64}, or
   * an operating system alone, which is for this machine's kind of processor then.
   */
  public static Optional<ImagePlatform> parse(String text) {
    String[] parts = text.split("/", -1);
    for (String part : parts) {
      if (!PART.matcher(part).matches()) {
        return Optional.empty();
      }
    }
    return switch (parts.length) {
      case 1 ->
          Optional.of(
              OPERATING_SYSTEMS.contains(parts[0].toLowerCase(Locale.ROOT))
                  ? of(parts[0], System.getProperty("os.arch"), "")
                  : of("linux", parts[0], ""));
      case 2 -> Optional.of(of(parts[0], parts[1], ""));
      case 3 -> Optional.of(of(parts[0], parts[1], parts[2]));
      default -> Optional.empty();
    };
  }

  /**
   * That of the containers on a machine. Containers are Linux's also where the machine isn't.
   *
   * @param processor as Java's {@code os.arch} names it
   */
  public static ImagePlatform ofMachine(String processor) {
    return of("linux", processor, "");
  }

  /** Whether it is for the same kind of processor, in whichever variant. */
  boolean isLike(ImagePlatform other) {
    return os.equals(other.os) && architecture.equals(other.architecture);
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
