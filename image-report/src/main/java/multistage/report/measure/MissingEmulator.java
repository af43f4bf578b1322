package multistage.report.measure;

import java.util.regex.Pattern;

/**
 * Whether a program for another processor couldn't even begin, since the engine's kernel has no
 * emulator to hand it to.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/binfmt-misc.html">binfmt_misc</a>
 */
final class MissingEmulator {
  /** What runc and crun print where the kernel knows no emulator. */
  private static final Pattern NOT_BEGUN =
      Pattern.compile("\\bexec [^\\n]*exec format error", Pattern.CASE_INSENSITIVE);

  /**
   * Without the flag {@code F}, the kernel looks for the emulator in the container, and says that
   * there is no such file, as if it meant the program. It says the same of a program whose loader
   * isn't in the image.
   */
  private static final Pattern NOT_FOUND =
      Pattern.compile("\\bexec [^\\n]*no such file or directory", Pattern.CASE_INSENSITIVE);

  private MissingEmulator() {}

  /**
   * Whether that is why it didn't start.
   *
   * @param needsLoader whether the program, which is in the image, names a loader
   */
  static boolean isWhy(StartFailedException failure, boolean needsLoader) {
    String message = failure.getMessage();
    return NOT_BEGUN.matcher(message).find() || !needsLoader && NOT_FOUND.matcher(message).find();
  }
}
