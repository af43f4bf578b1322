package multistage.report.measure;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import multistage.report.engine.Bug;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.model.Variant;

/** Runs checks one after the other; one that fails doesn't cost the others, but a bug does. */
final class CheckList {
  /**
   * Something that holds, or throws: an {@link AssertionError}, or whatever kept it from trying.
   */
  interface Trial {
    /** Returns what was seen. */
    String run() throws Exception;
  }

  private final Variant variant;
  private final Set<CheckName> wanted;
  private final List<Check> checks = new ArrayList<>();

  /** An empty list for that variant, which says what is required of it. */
  CheckList(Variant variant) {
    this(variant, EnumSet.allOf(CheckName.class));
  }

  /** The same, and nothing else than these checks is tried. */
  CheckList(Variant variant, Set<CheckName> wanted) {
    this.variant = variant;
    this.wanted = Set.copyOf(wanted);
  }

  /** Tries it now and keeps the outcome. */
  void check(CheckName name, Trial trial) {
    check(name, CheckId.of(name), trial);
  }

  /** Tries one part of a check now and keeps the outcome. */
  void check(CheckName name, String part, Trial trial) {
    check(name, CheckId.of(name, part), trial);
  }

  private void check(CheckName name, CheckId id, Trial trial) {
    if (!wanted.contains(name)) {
      return;
    }
    boolean required = variant.requires(name);
    try {
      checks.add(new Check(id, true, required, trial.run()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking: " + id.text(), e);
    } catch (NotMadeException e) {
      checks.add(new Check(id, false, required, e.getMessage(), true));
    } catch (Exception | AssertionError e) {
      if (e instanceof RuntimeException bug && Bug.is(bug)) {
        throw bug; // which says nothing of the image
      }
      checks.add(new Check(id, false, required, reason(e)));
    }
  }

  /** Adds to the last required check that failed, if one did, what the container printed. */
  void explainFailures(Supplier<String> output) {
    for (int i = checks.size() - 1; i >= 0; i--) {
      Check check = checks.get(i);
      if (check.required() && check.failed()) {
        checks.set(i, new Check(check.id(), false, true, check.detail() + "\n" + output.get()));
        return;
      }
    }
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().strip();
  }
}
