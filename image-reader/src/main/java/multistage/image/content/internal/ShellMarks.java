package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import multistage.image.FileFacts.Shell;

/** Texts that only shells have in them, by which they are known under any name. */
final class ShellMarks {
  /** Larger than any shell. */
  private static final int MAX_BYTES = 8 << 20;

  private static final List<String> SHELLS =
      List.of(
          // bash
          "@(#)Bash version ",
          // dash, and Almquist's shell on BSD
          "sh: turning off NDELAY mode",
          // mksh
          "MIRBSD KSH R",
          // ksh93
          "@(#)$Id: Version A",
          "ZSH_PATCHLEVEL",
          "FISH_VERSION");

  private ShellMarks() {}

  static Shell of(byte[] program) {
    if (program.length > MAX_BYTES) {
      return Shell.NONE;
    }
    String text = new String(program, ISO_8859_1);
    if ((text.contains("BusyBox v") && text.contains("multi-call"))
        || text.contains("toybox multicall")) {
      return Shell.BY_NAME;
    }
    return SHELLS.stream().anyMatch(text::contains) ? Shell.UNDER_ANY_NAME : Shell.NONE;
  }
}
