package multistage.report;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where the process begins. Setting up {@link Main}'s command line takes several times as long as
 * the JVM takes to start: what {@code --help} prints is there as a file.
 */
public final class Start {
  /** Beside this class. */
  static final String HELP = "help.txt";

  private Start() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 1 && (arguments[0].equals("--help") || arguments[0].equals("-h"))) {
      try (InputStream help = Start.class.getResourceAsStream(HELP)) {
        help.transferTo(System.out);
        System.out.flush();
      }
    } else {
      Main.main(arguments);
    }
  }
}
