package multistage.report.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Tells from what a build or an engine says whether it was the way over the network that was
 * missing. That the other side answered, and how, is another matter.
 */
public final class Unreachable {
  /** As Go's net package, glibc, the JDK, curl and apt put it. */
  private static final Pattern NETWORK =
      Pattern.compile(
          "no such host|network is unreachable|no route to host|connection refused|i/o timeout"
              + "|server misbehaving|name resolution|name or service not known|unknown host"
              + "|UnknownHostException|could not resolve host|temporary failure resolving"
              + "|connect(?:ion)? timed out|couldn't connect to server|Client\\.Timeout"
              + "|deadline exceeded",
          Pattern.CASE_INSENSITIVE);

  /**
   * A tool that fetches packages says so: Go, Maven, apt, curl. Programs that a build runs, such as
   * tests, may find a network unreachable, too.
   */
  private static final Pattern FETCHING =
      Pattern.compile(
          "(?:go: .*|@v\\S+ )Get \"https?://|Could not transfer|Failed to fetch http"
              + "|curl: \\(\\d+\\)");

  /**
   * A registry, or what is before it, that doesn't let this machine have an image, whether there is
   * one or not: as engines quote it.
   */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "unauthorized|authentication required|\\b40[13]\\b|forbidden|denied|\\b429\\b"
              + "|toomanyrequests|too many requests|x509:|tls:|proxyconnect",
          Pattern.CASE_INSENSITIVE);

  /**
   * What Docker Hub says of a name that nobody has: whoever isn't allowed to see a private one
   * isn't told more. Engines quote it with these words, whichever store they have.
   */
  private static final Pattern NO_REPOSITORY = Pattern.compile("repository does not exist");

  private Unreachable() {}

  /** Whether the message is about an image that somebody keeps from this machine. */
  static boolean isRefusal(String message) {
    return REFUSAL.matcher(message).find();
  }

  /** Whether the message says that there may be no such repository. */
  static boolean namesNoRepository(String message) {
    return NO_REPOSITORY.matcher(message).find();
  }

  /** Whether the message is about a network that leads nowhere. */
  static boolean isMeant(String message) {
    return NETWORK.matcher(message).find();
  }

  /** What kept a build from fetching packages, in the words of its output, if that was it. */
  public static Optional<String> packagesIn(List<String> buildLog) {
    return buildLog.stream()
        .filter(line -> FETCHING.matcher(line).find())
        .flatMap(line -> NETWORK.matcher(line).results().map(MatchResult::group))
        .findFirst()
        .map(reason -> reason.toLowerCase(Locale.ROOT));
  }
}
