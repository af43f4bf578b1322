package multistage.report.rebuild;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import multistage.report.model.Builder;
import multistage.report.model.Rebuild.StageTime;
import multistage.report.model.Stage;

/** How long the stages of a build took, by what the builder printed meanwhile. */
public final class StageTimes {
  /** {@code Step 3/7 : RUN go build}: printed before the step is carried out. */
  private static final Pattern CLASSIC_STEP =
      Pattern.compile("(?:\\[\\d+/\\d+] )?(?:Step|STEP) \\d+/\\d+ ?: (\\S+).*");

  /** What the classic builder prints after the last step, before it names the image. */
  private static final String CLASSIC_END = "Successfully built ";

  private StageTimes() {}

  /**
   * A line of a builder's output.
   *
   * @param millis when it came, in milliseconds since the build began
   */
  public record Line(long millis, String text) {}

  /**
   * A time for each stage.
   *
   * <p>The classic builder works through the file line by line, so a stage has the time from its
   * {@code FROM} to the next one's. BuildKit says of each step how long it took (with one decimal),
   * and a stage has the sum of its steps': stages that are built side by side may have more than
   * the build took, and what a stage waits for another one isn't counted.
   *
   * @param stages the file's, in its order
   * @param output in the order in which it came
   */
  public static List<StageTime> of(Builder builder, List<Stage> stages, List<Line> output) {
    Map<Integer, Long> millis =
        builder == Builder.CLASSIC ? classic(output) : buildKit(stages, output);
    return IntStream.range(0, stages.size())
        .mapToObj(i -> new StageTime(name(stages, i), Optional.ofNullable(millis.get(i))))
        .toList();
  }

  private static String name(List<Stage> stages, int index) {
    return stages.get(index).name().orElse("stage-" + index);
  }

  private static Map<Integer, Long> classic(List<Line> output) {
    List<Long> begins =
        output.stream()
            .filter(line -> isFrom(CLASSIC_STEP.matcher(line.text())))
            .map(Line::millis)
            .toList();
    Map<Integer, Long> millis = new HashMap<>();
    for (int i = 0; i < begins.size(); i++) {
      long end = i + 1 < begins.size() ? begins.get(i + 1) : end(output);
      millis.put(i, end - begins.get(i));
    }
    return millis;
  }

  private static long end(List<Line> output) {
    return output.stream()
        .filter(line -> line.text().startsWith(CLASSIC_END))
        .findFirst()
        .orElse(output.get(output.size() - 1))
        .millis();
  }

  private static boolean isFrom(Matcher step) {
    return step.matches() && step.group(1).equalsIgnoreCase("FROM");
  }

  private static Map<Integer, Long> buildKit(List<Stage> stages, List<Line> output) {
    List<String> names = IntStream.range(0, stages.size()).mapToObj(i -> name(stages, i)).toList();
    Map<Integer, Long> millis = new HashMap<>();
    BuildKitStep.in(names, output.stream().map(Line::text).toList())
        .forEach(step -> millis.merge(step.stage(), step.millis(), Long::sum));
    return millis;
  }
}
