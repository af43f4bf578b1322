package multistage.report.docs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import multistage.report.Repository;
import multistage.report.engine.BuildKit;

/** Runs what a reader types, in bash, in the repository's top folder. */
final class Shell {
  private static final int MINUTES = 10;

  private Shell() {}

  /** How it ended, and what was on standard output and on error output. */
  record Ran(int code, String out, String err) {
    /** What a document shows: progress and warnings only tell something where it went wrong. */
    String output() {
      return code == 0 ? out : err + out;
    }
  }

  /** A line that comes first where BuildKit is needed: what a reader with an older client types. */
  static String useBuildKit() {
    Optional<Path> client = new BuildKit().client();
    assumeTrue(client.isPresent(), "no docker client here can use BuildKit");
    return "export DOCKER_BUILDKIT=1 PATH='%s%s'\"$PATH\"\n"
        .formatted(client.orElseThrow().getParent(), File.pathSeparator);
  }

  /**
   * Runs it without input.
   *
   * @throws AssertionError when it doesn't end within {@value #MINUTES} minutes
   */
  static Ran run(String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile("course-", ".out");
    Path err = Files.createTempFile("course-", ".err");
    try {
      Process process =
          new ProcessBuilder("bash", "-c", script)
              .directory(Repository.ROOT.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        throw new AssertionError("still runs after " + MINUTES + " minutes:\n" + script);
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
