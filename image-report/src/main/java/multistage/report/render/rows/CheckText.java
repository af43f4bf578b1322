package multistage.report.render.rows;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** What a check found out, in a sentence about the image. */
public final class CheckText {
  private static final Pattern ROOT = Pattern.compile("\\broot\\b|USER is 0+\\b");
  private static final Pattern REQUEST = Pattern.compile("[A-Z]+ /.*");

  private static final Map<String, String> FIGURES =
      Map.of(
          "fileBytes", "size",
          "gzipBytes", "pull size",
          "startMillis", "start-up time",
          "netStartMillis", "net start-up time",
          "memoryBytes", "memory");

  private CheckText() {}

  /** How many there are, and whether the row could pass: {@code 29 checks, all passed}. */
  public static String summary(List<Check> checks) {
    long failed = checks.stream().filter(Check::failed).count();
    long bad = checks.stream().filter(check -> check.failed() && check.required()).count();
    long notMade = checks.stream().filter(Check::notMade).count();
    return Units.count(checks.size(), "check")
        + ", "
        + (bad > 0
            ? bad + " required failed"
            : failed > 0
                ? "all required ones passed"
                : notMade > 0 ? "all others passed" : "all passed")
        + (notMade > 0 ? ", " + notMade + " couldn't be made" : "");
  }

  /** What didn't hold, what had to hold first. */
  public static List<Check> exceptions(List<Check> checks) {
    return checks.stream()
        .filter(check -> !check.passed())
        .sorted(Comparator.comparing((Check check) -> !check.required()))
        .toList();
  }

  /** What held. */
  public static List<Check> passed(List<Check> checks) {
    return checks.stream().filter(Check::passed).toList();
  }

  /** What holds of the image, or doesn't, and then whether it may: {@code has a shell (…)}. */
  public static String sentence(Check check) {
    if (check.notMade()) {
      return PlainText.oneLine("not checked: " + check.name());
    }
    return PlainText.oneLine(
        finding(check)
            + (check.passed() || check.required()
                ? ""
                : check.isWarning() ? " (a warning)" : " (allowed in this row)"));
  }

  private static String finding(Check check) {
    if (check.id() instanceof CheckId.Budget budget) {
      return (check.passed() ? "keeps its ceiling for " : "is over its ceiling for ")
          + FIGURES.getOrDefault(budget.figure(), budget.figure());
    }
    Optional<CheckName> name = check.check();
    String part = check.name().replaceFirst("^[^:]*(: )?", "");
    return name.map(known -> finding(known, part, check))
        .orElse(check.passed() ? check.name() : "not so: " + check.name());
  }

  private static String finding(CheckName name, String part, Check check) {
    boolean held = check.passed();
    return switch (name) {
      case CONTRACT -> contract(part, held);
      case EXACT_MEDIA_TYPE ->
          held
              ? "writes its media type as exactly text/plain; charset=utf-8"
              : "writes its media type in another form";
      case SIGTERM -> held ? "on SIGTERM, " + part : "not so on SIGTERM: " + part;
      case READ_ONLY ->
          (held ? "runs" : "doesn't run") + " on a read-only file system, without capabilities";
      case NON_ROOT ->
          held
              ? "doesn't run as root"
              : isRoot(check) ? "runs as root" : "doesn't give its user as a number";
      case NO_SHELL -> held ? "has no shell" : "has a shell";
      case NO_PACKAGE_MANAGER -> held ? "has no package manager" : "has a package manager";
      case NO_COMPILER -> held ? "has no compiler" : "has a compiler";
      case NO_SETUID -> (held ? "has no" : "has") + " setuid or setgid files";
      case NO_SOURCE_CODE -> (held ? "has no" : "has") + " source code";
      case PID_1 -> (held ? "runs" : "doesn't run") + " its server as process 1";
      case EXPOSES_8080 -> (held ? "declares" : "doesn't declare") + " port 8080";
      case AOT_CACHE -> (held ? "loads" : "doesn't load") + " its classes from the AOT cache";
      case ARCHITECTURE ->
          "has a program for " + (held ? "the image's" : "another") + " architecture";
    };
  }

  /** Whether a check that failed saw that it is root; a name could be anybody's. */
  public static boolean isRoot(Check check) {
    return ROOT.matcher(check.detail()).find();
  }

  private static String contract(String part, boolean held) {
    if (REQUEST.matcher(part).matches()) {
      return "answers " + part + (held ? " correctly" : " wrongly");
    }
    return held ? part : "not so: " + part;
  }
}
