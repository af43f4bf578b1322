package multistage.report.render.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.model.Estimate;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;

/** Start-up times as people read them: with their uncertainty, and no more exact than that. */
public final class Times {
  /** Where noise hides the difference to a server that does nothing. */
  public static final String NOTHING = "≈ 0";

  private Times() {}

  /**
   * A time and its margin, as in {@code 159 ± 4 ms}. Of too few rounds there is no margin. A time
   * whose margin reaches zero on the other side only has its interval instead, as in {@code 110 ms
   * (100 to 400)}.
   */
  public static String of(Estimate estimate) {
    if (estimate.holdsZero()) {
      return NOTHING;
    }
    String median = estimate.shownMedianMillis().toPlainString();
    if (!estimate.isKnown()) {
      return median + " ms";
    }
    if (estimate.shownMedianMillis().abs().compareTo(estimate.shownMarginMillis()) <= 0) {
      return median
          + " ms ("
          + Math.round(estimate.lowMillis())
          + " to "
          + Math.round(estimate.highMillis())
          + ")";
    }
    return median + " ± " + estimate.shownMarginMillis().toPlainString() + " ms";
  }

  /** The number that {@link #of} begins with, for an order in which readers find no exception. */
  public static double shownMillis(Estimate estimate) {
    return estimate.holdsZero() ? 0 : estimate.shownMedianMillis().doubleValue();
  }

  /** Whole milliseconds, of a figure whose uncertainty isn't known. */
  public static String whole(double millis) {
    return BigDecimal.valueOf(millis).setScale(0, RoundingMode.HALF_UP).toPlainString() + " ms";
  }

  /** A start, the engine's own share included. */
  public static String gross(Startup startup) {
    return startup.gross().map(Times::of).orElseGet(() -> whole(startup.medianMillis()));
  }

  /** A start without the engine's own share, where that was measured. */
  public static Optional<String> net(Startup startup) {
    return netEstimate(startup)
        .map(
            net ->
                startup.net().isPresent() || net.holdsZero() ? of(net) : whole(net.medianMillis()));
  }

  /**
   * The same to compare. Where the uncertainty isn't known the figure stands for itself, and what
   * noise makes less than nothing for nothing.
   */
  public static Optional<Estimate> netEstimate(Startup startup) {
    return startup
        .net()
        .or(
            () ->
                startup
                    .netMedianMillis()
                    .map(millis -> Math.max(0, Math.round(millis)))
                    .map(millis -> new Estimate(millis, millis, millis, startup.millis().size())));
  }

  /**
   * The places of rows in a race: 1, and 1 more for each row that is faster without a doubt. Rows
   * without a known interval have none.
   */
  public static Map<VariantId, Integer> places(List<Row> rows) {
    Map<VariantId, Estimate> known = new LinkedHashMap<>();
    rows.forEach(
        row ->
            row.starts()
                .flatMap(Startup::net)
                .filter(Estimate::isKnown)
                .ifPresent(net -> known.put(row.id(), net)));
    Map<VariantId, Integer> places = new HashMap<>();
    known.forEach(
        (id, net) -> {
          long faster = known.values().stream().filter(other -> other.isBelow(net)).count();
          places.put(id, 1 + (int) faster);
        });
    return places;
  }

  /**
   * How a row's start changed from one report to another, as in {@code starts faster: 159 ± 4 ms,
   * was 190 ± 5 ms}: nothing where the intervals overlap, aren't known, or are of two engines.
   */
  public static Optional<String> change(Report before, Report after, VariantId id) {
    return before.engine().equals(after.engine())
        ? change(before.row(id).flatMap(Row::startup), after.row(id).flatMap(Row::startup))
        : Optional.empty();
  }

  /** The same of two starts on one engine. */
  public static Optional<String> change(Optional<Startup> before, Optional<Startup> after) {
    Optional<Estimate> old = before.flatMap(Startup::net);
    Optional<Estimate> fresh = after.flatMap(Startup::net);
    if (old.isEmpty()
        || fresh.isEmpty()
        || !old.get().isKnown()
        || !fresh.get().isKnown()
        || old.get().overlaps(fresh.get())) {
      return Optional.empty();
    }
    boolean isFaster = fresh.get().medianMillis() < old.get().medianMillis();
    return Optional.of(
        (isFaster ? "starts faster: " : "starts slower: ")
            + of(fresh.get())
            + ", was "
            + of(old.get()));
  }
}
