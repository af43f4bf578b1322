package multistage.image.content.internal;

import java.util.List;
import java.util.Set;
import multistage.image.FileFacts.Shell;

/** Texts that only shells have in them, by which they are known under any name. */
final class ShellMarks {
  /** Larger than any shell. */
  private static final int MAX_BYTES = 8 << 20;

  private static final String BUSYBOX = "BusyBox v";
  private static final String BUSYBOX_COMMANDS = "multi-call";
  private static final String TOYBOX = "toybox multicall";

  private static final Texts MARKS =
      new Texts(
          List.of(
              BUSYBOX,
              BUSYBOX_COMMANDS,
              TOYBOX,
              // bash
              "@(#)Bash version ",
              // dash, and Almquist's shell on BSD
              "sh: turning off NDELAY mode",
              // mksh
              "MIRBSD KSH R",
              // ksh93
              "@(#)$Id: Version A",
              "ZSH_PATCHLEVEL",
              "FISH_VERSION"));

  private ShellMarks() {}

  static Shell of(byte[] program) {
    if (program.length > MAX_BYTES) {
      return Shell.NONE;
    }
    Set<String> marks = MARKS.in(program);
    if (marks.contains(TOYBOX) || marks.containsAll(Set.of(BUSYBOX, BUSYBOX_COMMANDS))) {
      return Shell.BY_NAME;
    }
    marks.removeAll(Set.of(BUSYBOX, BUSYBOX_COMMANDS));
    return marks.isEmpty() ? Shell.NONE : Shell.UNDER_ANY_NAME;
  }
}
