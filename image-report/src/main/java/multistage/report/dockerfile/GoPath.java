package multistage.report.dockerfile;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as Go's {@code path.Clean} makes them, which has the last word on patterns and mounts. */
final class GoPath {
  private GoPath() {}

  /** The shortest path that means the same: without {@code .}, {@code ..} and double slashes. */
  static String clean(String path) {
    boolean isRooted = path.startsWith("/");
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (part.equals("..") && isRooted || part.equals(".") || part.isEmpty()) {
        continue;
      } else {
        parts.addLast(part);
      }
    }
    String clean = String.join("/", parts);
    if (isRooted) {
      return "/" + clean;
    }
    return clean.isEmpty() ? "." : clean;
  }
}
