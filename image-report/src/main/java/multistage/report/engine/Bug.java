package multistage.report.engine;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;

/** A mistake of this program, told from what users, files, networks and engines do to it. */
public final class Bug {
  private static final String WORDS = "this is a bug in image-report, and no mistake of yours: ";

  /** Enough frames to see what was being done, and for whom. */
  private static final int MOST_FRAMES = 20;

  private Bug() {}

  /**
   * Whether nobody but this program's authors can put it right. A checked exception is what its
   * thrower was ready for.
   */
  public static boolean is(Throwable e) {
    if (e instanceof CompletionException && e.getCause() != null) {
      return is(e.getCause());
    }
    return (e instanceof RuntimeException || e instanceof Error)
        && !(e instanceof UserError
            || e instanceof NoEngineException
            || e instanceof UncheckedIOException)
        && EngineMessage.in(e).isEmpty();
  }

  /** What happened, in one line. */
  public static String inWords(Throwable e) {
    return WORDS + e;
  }

  /** The reason for a row that it costs: what happened, and where, as a report of it needs. */
  public static String reason(Throwable e) {
    return Stream.concat(
            Stream.of(inWords(e)),
            Arrays.stream(e.getStackTrace()).limit(MOST_FRAMES).map(frame -> "\tat " + frame))
        .collect(Collectors.joining("\n"));
  }

  /** Whether a row says that it failed for a bug, which says nothing of its image. */
  public static boolean isReason(String failure) {
    return failure.contains(WORDS);
  }
}
