package multistage.report.render.rows;

import multistage.report.model.Builder;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.StageTime;
import multistage.report.render.text.Units;

/** What building rows again takes. */
public final class RebuildText {
  private RebuildText() {}

  /** As Docker's documentation calls it. */
  public static String title(Builder builder) {
    return switch (builder) {
      case CLASSIC -> "classic";
      case BUILDKIT -> "BuildKit";
    };
  }

  public static String time(StageTime stage) {
    return stage.millis().map(Units::seconds).orElse("–");
  }

  /** How much of the cold build's time the changed one took. */
  public static String ofCold(Rebuild rebuild) {
    return rebuild.coldMillis() == 0
        ? "-"
        : Math.round(100.0 * rebuild.changedMillis() / rebuild.coldMillis()) + " %";
  }
}
