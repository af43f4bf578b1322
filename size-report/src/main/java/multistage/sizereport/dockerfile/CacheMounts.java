package multistage.sizereport.dockerfile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.sizereport.model.Variant;

/**
 * The folders that {@code RUN --mount=type=cache} keeps from one build to the next.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#run---mounttypecache">Dockerfile
 *     reference, RUN --mount=type=cache</a>
 */
public final class CacheMounts {
  private static final Pattern MOUNT = Pattern.compile("--mount=(\\S*\\btype=cache\\b\\S*)");
  private static final Pattern ID = Pattern.compile("(?:^|,)id=([^,]+)");
  private static final Pattern TARGET =
      Pattern.compile("(?:^|,)(?:target|dst|destination)=([^,]+)");

  private CacheMounts() {}

  /** Their IDs, which are their targets where nothing else is said. */
  public static Set<String> ids(String dockerfile) {
    Set<String> ids = new LinkedHashSet<>();
    for (Instruction instruction : Instruction.allIn(dockerfile.lines().toList())) {
      if (instruction.keyword().equals("RUN")) {
        Matcher mount = MOUNT.matcher(instruction.arguments());
        while (mount.find()) {
          id(mount.group(1)).ifPresent(ids::add);
        }
      }
    }
    return ids;
  }

  private static Optional<String> id(String options) {
    Matcher id = ID.matcher(options);
    Matcher target = TARGET.matcher(options);
    return id.find()
        ? Optional.of(id.group(1))
        : target.find() ? Optional.of(target.group(1)) : Optional.empty();
  }

  /**
   * A Dockerfile that has all of a variant's cache mounts and puts nothing into them. Built without
   * the cache, it leaves them empty: BuildKit begins such a build's cache mounts anew.
   *
   * @param dockerfile the text of the variant's Dockerfile
   * @return nothing where there are no cache mounts
   */
  public static Optional<String> emptying(Variant variant, String dockerfile) {
    List<String> ids = List.copyOf(ids(dockerfile));
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("# Title: Empty cache mounts\n# Builder: buildkit\n");
    // The stage with the mount runs a command, so what it starts from can run one.
    text.append("FROM ").append(variant.baseImages().get(0)).append("\nRUN ");
    for (int i = 0; i < ids.size(); i++) {
      text.append("--mount=type=cache,id=")
          .append(ids.get(i))
          .append(",target=/cache-")
          .append(i)
          .append(' ');
    }
    return Optional.of(text.append("true\n").toString());
  }
}
