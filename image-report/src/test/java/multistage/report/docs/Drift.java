package multistage.report.docs;

import java.nio.file.Path;

/** What is no longer so, and in which line of which document, counted from 1. */
record Drift(Path document, int line, String what) {
  @Override
  public String toString() {
    return document + ":" + line + ": " + what;
  }
}
