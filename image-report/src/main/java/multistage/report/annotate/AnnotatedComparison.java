package multistage.report.annotate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.SourceInstruction;
import multistage.report.dockerfile.SourceStage;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.LineShare;
import multistage.report.model.Origin.Kind;
import multistage.report.model.Origin.Lines;
import multistage.report.model.SourceChange;
import multistage.report.model.SourceDifference;
import multistage.report.model.VariantId;

/**
 * Two Dockerfiles, and what each difference between them brought.
 *
 * @param changes in the order of the second Dockerfile
 * @param elsewhere by cause, what belongs to no one change: lines that are the same in both and
 *     whose bytes differ, of which none or several changes may be the reason
 * @param elsewhereLines where in the second Dockerfile that is
 */
public record AnnotatedComparison(
    AnnotatedDockerfile before,
    AnnotatedDockerfile after,
    List<SourceChange> changes,
    Map<Cause, Long> elsewhere,
    List<Lines> elsewhereLines) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when the changes don't add up to the images' difference
   */
  public AnnotatedComparison {
    changes = List.copyOf(changes);
    elsewhereLines = List.copyOf(elsewhereLines);
    long sum =
        changes.stream().mapToLong(SourceChange::fileBytes).sum()
            + elsewhere.values().stream().mapToLong(Long::longValue).sum();
    if (sum != after.fileBytes() - before.fileBytes()) {
      throw new IllegalArgumentException(
          "the images differ by "
              + (after.fileBytes() - before.fileBytes())
              + " file bytes, the changes by "
              + sum);
    }
  }

  /** The same without the Dockerfiles, of which the first is that row's. */
  public SourceDifference difference(VariantId from) {
    return new SourceDifference(from, changes, elsewhere, elsewhereLines);
  }

  /** A Dockerfile and how it is built. */
  public record Annotated(BuildSource source, AnnotatedDockerfile dockerfile) {}

  /** Puts two beside each other. */
  public static AnnotatedComparison of(Annotated before, Annotated after) {
    return new Comparing(before, after).compare();
  }

  /** An instruction, {@code FROM} included, with the bytes that it brings to the image. */
  private record Unit(
      int stage, Lines lines, String text, Set<Integer> fromStages, Map<Cause, Long> causes) {}

  /** Units that differ, between two that are the same. */
  private static final class Hunk {
    private final List<Unit> removed = new ArrayList<>();
    private final List<Unit> added = new ArrayList<>();
    private final Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    private final List<Lines> through = new ArrayList<>();
    private int line;

    SourceChange asChange() {
      return new SourceChange(
          line,
          removed.stream().map(Unit::lines).toList(),
          added.stream().map(Unit::lines).toList(),
          withoutZeros(causes),
          through);
    }
  }

  private static final class Comparing {
    private final Annotated before;
    private final Annotated after;
    private final List<Hunk> hunks = new ArrayList<>();
    private final List<Unit[]> same = new ArrayList<>();
    private final Map<Cause, Long> elsewhere = new EnumMap<>(Cause.class);
    private final List<Lines> elsewhereLines = new ArrayList<>();

    Comparing(Annotated before, Annotated after) {
      this.before = before;
      this.after = after;
    }

    AnnotatedComparison compare() {
      align(units(before), units(after));
      for (Hunk hunk : hunks) {
        hunk.removed.forEach(unit -> add(hunk.causes, unit.causes(), -1));
        hunk.added.forEach(unit -> add(hunk.causes, unit.causes(), 1));
      }
      same.forEach(pair -> attribute(pair[0], pair[1]));
      somewhere(before.dockerfile(), -1);
      somewhere(after.dockerfile(), 1);
      return new AnnotatedComparison(
          before.dockerfile(),
          after.dockerfile(),
          hunks.stream().map(Hunk::asChange).toList(),
          withoutZeros(elsewhere),
          elsewhereLines);
    }

    private void align(List<Unit> old, List<Unit> now) {
      int[][] common = new int[old.size() + 1][now.size() + 1];
      for (int i = old.size() - 1; i >= 0; i--) {
        for (int j = now.size() - 1; j >= 0; j--) {
          common[i][j] =
              old.get(i).text().equals(now.get(j).text())
                  ? common[i + 1][j + 1] + 1
                  : Math.max(common[i + 1][j], common[i][j + 1]);
        }
      }
      Hunk hunk = new Hunk();
      int i = 0;
      int j = 0;
      while (i < old.size() || j < now.size()) {
        if (i < old.size() && j < now.size() && old.get(i).text().equals(now.get(j).text())) {
          hunk = closed(hunk, now.get(j).lines().first());
          same.add(new Unit[] {old.get(i++), now.get(j++)});
        } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
          hunk.removed.add(old.get(i++));
        } else {
          hunk.added.add(now.get(j++));
        }
      }
      closed(hunk, after.source().lines().size() + 1);
    }

    /** Ends a hunk, and begins the next one. */
    private Hunk closed(Hunk hunk, int next) {
      if (!hunk.removed.isEmpty() || !hunk.added.isEmpty()) {
        List<Hunk> parts = byStage(hunk);
        int line = next;
        for (int i = parts.size() - 1; i >= 0; i--) {
          Hunk part = parts.get(i);
          line = part.added.isEmpty() ? line : part.added.get(0).lines().first();
          part.line = line;
        }
        hunks.addAll(parts);
      }
      return new Hunk();
    }

    /** What changes at the end of a stage has nothing to do with how the next one begins. */
    private static List<Hunk> byStage(Hunk hunk) {
      List<List<Unit>> removed = byStage(hunk.removed);
      List<List<Unit>> added = byStage(hunk.added);
      if (removed.size() != added.size() || isFrom(hunk.removed) != isFrom(hunk.added)) {
        return List.of(hunk);
      }
      List<Hunk> parts = new ArrayList<>();
      for (int i = 0; i < removed.size(); i++) {
        Hunk part = new Hunk();
        part.removed.addAll(removed.get(i));
        part.added.addAll(added.get(i));
        parts.add(part);
      }
      return parts;
    }

    private static List<List<Unit>> byStage(List<Unit> units) {
      List<List<Unit>> stages = new ArrayList<>();
      for (Unit unit : units) {
        if (stages.isEmpty() || isFrom(List.of(unit))) {
          stages.add(new ArrayList<>());
        }
        stages.get(stages.size() - 1).add(unit);
      }
      return stages;
    }

    private static boolean isFrom(List<Unit> units) {
      return !units.isEmpty() && units.get(0).text().matches("(?is)FROM\\s.*");
    }

    /** What is the same in both brings other bytes only because of what it is made from. */
    private void attribute(Unit old, Unit now) {
      Map<Cause, Long> difference = new EnumMap<>(Cause.class);
      add(difference, old.causes(), -1);
      add(difference, now.causes(), 1);
      if (withoutZeros(difference).isEmpty()) {
        return;
      }
      List<Hunk> reasons = hunks.stream().filter(hunk -> mayBeReason(hunk, old, now)).toList();
      if (reasons.size() == 1) {
        add(reasons.get(0).causes, difference, 1);
        if (!now.causes().isEmpty()) {
          reasons.get(0).through.add(now.lines());
        }
      } else {
        add(elsewhere, difference, 1);
        if (!now.causes().isEmpty()) {
          elsewhereLines.add(now.lines());
        }
      }
    }

    private boolean mayBeReason(Hunk hunk, Unit old, Unit now) {
      return hunk.removed.stream().anyMatch(unit -> isBehind(before.source(), unit, old))
          || hunk.added.stream().anyMatch(unit -> isBehind(after.source(), unit, now));
    }

    /** Whether a unit can have to do with what another one brings. */
    private static boolean isBehind(BuildSource source, Unit unit, Unit brought) {
      if (unit.lines().first() > brought.lines().first()) {
        return false;
      }
      Set<Integer> stages = new TreeSet<>();
      Deque<Integer> open = new ArrayDeque<>(brought.fromStages());
      source.chain(brought.stage()).forEach(stage -> open.add(stage.index()));
      while (!open.isEmpty()) {
        int stage = open.remove();
        if (stages.add(stage)) {
          source.chain(stage).forEach(base -> open.add(base.index()));
          source.stages().get(stage).instructions().stream()
              .filter(instruction -> stage != brought.stage())
              .forEach(instruction -> open.addAll(instruction.fromStages()));
        }
      }
      return stages.contains(unit.stage()) && mayMatter(unit, brought);
    }

    /** In its own stage, what a {@code COPY} brings doesn't depend on what is before it. */
    private static boolean mayMatter(Unit unit, Unit brought) {
      boolean isCopy = brought.text().matches("(?is)(?:COPY|ADD)\\s.*");
      return unit.stage() != brought.stage() || !isCopy || unit.text().matches("(?is)ARG\\s.*");
    }

    /** What no single line brings. */
    private void somewhere(AnnotatedDockerfile dockerfile, int sign) {
      for (LineShare part : dockerfile.inImage()) {
        if (part.origin().kind() == Kind.SOMEWHERE) {
          add(elsewhere, causes(Stream.of(part)), sign);
          if (sign > 0) {
            elsewhereLines.addAll(part.origin().lines());
          }
        }
      }
    }

    private static List<Unit> units(Annotated annotated) {
      List<Unit> units = new ArrayList<>();
      for (SourceStage stage : annotated.source().stages()) {
        units.add(unit(annotated, stage.index(), stage.line(), stage.fromLastLine(), List.of()));
        for (SourceInstruction instruction : stage.instructions()) {
          if (!instruction.isTrigger()) {
            units.add(
                unit(
                    annotated,
                    stage.index(),
                    instruction.line(),
                    instruction.lastLine(),
                    instruction.fromStages()));
          }
        }
      }
      return units;
    }

    private static Unit unit(
        Annotated annotated, int stage, int first, int last, List<Integer> fromStages) {
      String text =
          IntStream.rangeClosed(first, last)
              .mapToObj(line -> annotated.source().lines().get(line - 1).strip())
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .collect(Collectors.joining("\n"));
      return new Unit(
          stage,
          new Lines(first, last),
          text,
          new TreeSet<>(fromStages),
          causes(
              annotated.dockerfile().inImage().stream()
                  .filter(part -> part.origin().kind() != Kind.SOMEWHERE)
                  .filter(part -> part.origin().firstLine() == first)));
    }
  }

  private static Map<Cause, Long> causes(Stream<LineShare> parts) {
    Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    parts
        .flatMap(part -> part.causes().stream())
        .forEach((CauseShare share) -> causes.merge(share.cause(), share.fileBytes(), Long::sum));
    return causes;
  }

  private static void add(Map<Cause, Long> sum, Map<Cause, Long> more, int sign) {
    more.forEach((cause, bytes) -> sum.merge(cause, sign * bytes, Long::sum));
  }

  private static Map<Cause, Long> withoutZeros(Map<Cause, Long> causes) {
    Map<Cause, Long> others = new EnumMap<>(Cause.class);
    causes.forEach(
        (cause, bytes) -> {
          if (bytes != 0) {
            others.put(cause, bytes);
          }
        });
    return others;
  }
}
