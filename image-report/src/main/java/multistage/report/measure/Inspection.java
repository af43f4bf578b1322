package multistage.report.measure;

import java.util.List;
import java.util.Set;
import multistage.image.explain.ImageFiles;
import multistage.image.explain.Surplus;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.model.Variant;

/** Checks that an image has nothing that a server doesn't need. */
public final class Inspection {
  /** The checks that are made here. */
  public static final Set<CheckName> NAMES =
      Set.of(
          CheckName.NO_SHELL,
          CheckName.NO_PACKAGE_MANAGER,
          CheckName.NO_COMPILER,
          CheckName.NO_SETUID,
          CheckName.NO_SOURCE_CODE);

  private static final int MOST_EXAMPLES = 5;

  private Inspection() {}

  /** Checks what is in an image of that variant. */
  public static List<Check> of(Variant variant, ImageFiles files) {
    int count = files.all().size();
    return List.of(
        check(variant, CheckName.NO_SHELL, Surplus.shells(files), count),
        check(variant, CheckName.NO_PACKAGE_MANAGER, Surplus.packageManagers(files), count),
        check(variant, CheckName.NO_COMPILER, Surplus.compilers(files), count),
        check(variant, CheckName.NO_SETUID, Surplus.setuidFiles(files), count),
        check(variant, CheckName.NO_SOURCE_CODE, Surplus.sourceCode(files), count));
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
