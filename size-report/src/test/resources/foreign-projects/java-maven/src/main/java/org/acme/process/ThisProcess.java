package org.acme.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system and the JVM know about this process. */
public final class ThisProcess {
  private ThisProcess() {}

  /** The number of the user that runs it. */
  public static String user() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
  }

  /** How large the heap may grow. */
  public static String maxHeapBytes() {
    return Long.toString(Runtime.getRuntime().maxMemory());
  }
}
