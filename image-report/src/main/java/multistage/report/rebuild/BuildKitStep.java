package multistage.report.rebuild;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A step of a stage, by what BuildKit prints with {@code --progress=plain}.
 *
 * @param stage which one, from 0
 * @param number which of the stage's steps, from 1; {@code FROM} is one unless it names an earlier
 *     stage or {@code scratch}
 * @param of how many the stage has
 * @param isCached whether it was taken from the cache
 * @param millis how long it took, of which BuildKit says one decimal of seconds; 0 from the cache
 */
record BuildKitStep(int stage, int number, int of, boolean isCached, long millis) {
  /**
   * {@code #9 [build 2/4] RUN go build}, with more spaces before the number where it has fewer
   * digits than the last one's; without a name where the file has but one stage.
   */
  private static final Pattern BEGIN = Pattern.compile("#(\\d+) \\[([^\\]]*?) *(\\d+)/(\\d+)] .*");

  /** {@code #9 DONE 12.3s} or {@code #9 CACHED}. */
  private static final Pattern END =
      Pattern.compile("#(\\d+) (?:CACHED|DONE(?: (\\d+(?:\\.\\d+)?)s)?)");

  /** Less than any step takes. */
  private static final long CACHED = -1;

  /**
   * The steps that ended, in the order in which they began. One that was begun and given up has no
   * end, and was needed by nobody.
   *
   * @param stages their names
   * @param output the builder's
   */
  static List<BuildKitStep> in(List<String> stages, List<String> output) {
    Map<String, Matcher> begins = new LinkedHashMap<>();
    Map<String, Long> millis = new HashMap<>();
    for (String line : output) {
      Matcher begin = BEGIN.matcher(line);
      Matcher end = END.matcher(line);
      if (begin.matches()) {
        begins.putIfAbsent(begin.group(1), begin);
      } else if (end.matches()) {
        // Some steps end twice: first what is known of a base image, then what is unpacked of it.
        millis.merge(end.group(1), end.group(2) == null ? CACHED : millis(end), Math::max);
      }
    }
    List<BuildKitStep> steps = new ArrayList<>();
    begins.forEach(
        (id, begin) ->
            stage(stages, begin.group(2))
                .ifPresent(
                    stage -> {
                      if (millis.containsKey(id)) {
                        steps.add(
                            new BuildKitStep(
                                stage,
                                Integer.parseInt(begin.group(3)),
                                Integer.parseInt(begin.group(4)),
                                millis.get(id) == CACHED,
                                Math.max(0, millis.get(id))));
                      }
                    }));
    return steps;
  }

  private static long millis(Matcher end) {
    return Math.round(1000 * Double.parseDouble(end.group(2)));
  }

  /** The stage that a step's words name, the last of them, after a platform. */
  private static OptionalInt stage(List<String> stages, String words) {
    String name = words.substring(words.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    return IntStream.range(0, stages.size())
        .filter(i -> stages.size() == 1 || stages.get(i).equals(name))
        .findFirst();
  }
}
