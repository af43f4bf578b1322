package multistage.report.judge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import multistage.image.explain.ImageFiles;
import multistage.image.explain.Surplus;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.model.Variant;

/** Checks that an image has nothing that a server doesn't need. */
public final class Inspection {
  /** What each check looks for, in the order of the checks. */
  private static final Map<CheckName, Function<ImageFiles, List<String>>> SURPLUS =
      new EnumMap<>(
          Map.<CheckName, Function<ImageFiles, List<String>>>of(
              CheckName.NO_SHELL, Surplus::shells,
              CheckName.NO_PACKAGE_MANAGER, Surplus::packageManagers,
              CheckName.NO_COMPILER, Surplus::compilers,
              CheckName.NO_SETUID, Surplus::setuidFiles,
              CheckName.NO_SOURCE_CODE, Surplus::sourceCode));

  /** The checks that are made here; all others need a running container or the image's settings. */
  public static final Set<CheckName> NAMES = Set.copyOf(SURPLUS.keySet());

  private static final int MOST_EXAMPLES = 5;

  private Inspection() {}

  /** Checks what is in an image of that variant. */
  public static List<Check> of(Variant variant, ImageFiles files) {
    int count = files.all().size();
    return SURPLUS.entrySet().stream()
        .map(each -> check(variant, each.getKey(), each.getValue().apply(files), count))
        .toList();
  }

  private static Check check(Variant variant, CheckName name, List<String> found, int count) {
    String examples =
        String.join(", ", found.stream().limit(MOST_EXAMPLES).map(path -> "/" + path).toList())
            + (found.size() > MOST_EXAMPLES
                ? " and " + (found.size() - MOST_EXAMPLES) + " more"
                : "");
    return new Check(
        CheckId.of(name),
        found.isEmpty(),
        variant.requires(name),
        (found.isEmpty() ? "none" : examples) + " among " + count + " files and folders");
  }
}
