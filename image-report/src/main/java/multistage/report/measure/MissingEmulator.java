package multistage.report.measure;

import java.util.regex.Pattern;

/**
 * Whether a program for another processor couldn't even begin, since the engine's kernel has no
 * emulator to hand it to.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/binfmt-misc.html">binfmt_misc</a>
 */
final class MissingEmulator {
  /**
   * What runc and crun print. Without the flag {@code F}, the kernel looks for the emulator in the
   * container, and says that there is no such file, as if it meant the program.
   */
  private static final Pattern NOT_BEGUN =
      Pattern.compile(
          "\\bexec [^\\n]*(exec format error|no such file or directory)", Pattern.CASE_INSENSITIVE);

  private MissingEmulator() {}

  /** Whether that is why it didn't start, of a program that is in the image. */
  static boolean isWhy(StartFailedException failure) {
    return NOT_BEGUN.matcher(failure.getMessage()).find();
  }
}
