package multistage.report.annotate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.report.dockerfile.SourceInstruction;
import multistage.report.dockerfile.SourceStage;
import multistage.report.model.Origin;
import multistage.report.model.Origin.Kind;
import multistage.report.model.Origin.Lines;

/**
 * Finds the lines of a Dockerfile that made an image's layers, by the image's history.
 *
 * <p>History and instructions are put beside each other in their order, so that as many as possible
 * fit. A layer's line is known only where all ways to do that agree; else it is somewhere in the
 * lines that they name.
 */
public final class HistoryMatch {
  /**
   * More than any image has. Above this, nothing is compared, because time and memory would grow
   * with the product: each layer is somewhere in all lines that bring files.
   */
  private static final long MAX_COMPARISONS = 4_000_000;

  private final List<SourceStage> chain;
  private final boolean baseIsKnown;
  private final List<SourceInstruction> instructions;
  private final List<RecordedStep> steps;
  private final boolean[] hasLayer;
  private final boolean isTooLong;
  private final List<TreeSet<Integer>> fitting = new ArrayList<>();

  /** The instruction that each step must be; -1 where that can't be told. */
  private final int[] certain;

  private HistoryMatch(
      List<SourceStage> chain, boolean baseIsKnown, List<HistoryEntry> history, int layers) {
    this.chain = chain;
    this.baseIsKnown = baseIsKnown;
    this.instructions = chain.stream().flatMap(stage -> stage.instructions().stream()).toList();
    this.steps = history.stream().map(RecordedStep::of).toList();
    this.hasLayer = layersOf(steps, layers);
    this.certain = new int[steps.size()];
    this.isTooLong = (long) steps.size() * instructions.size() > MAX_COMPARISONS;
    if (!isTooLong) {
      align();
    }
  }

  /**
   * Where each layer of an image comes from, lowest first.
   *
   * @param image the image's configuration
   * @param chain the stages that it is made of, as {@link
   *     multistage.report.dockerfile.BuildSource#chain} has them
   * @param base the configuration of the image that the first of them starts from; empty for {@code
   *     scratch}, or where nobody knows
   */
  public static List<Origin> of(
      ImageConfig image, List<SourceStage> chain, Optional<ImageConfig> base) {
    int layers = image.diffIds().size();
    int baseLayers =
        base.map(ImageConfig::diffIds)
            .filter(
                ids -> ids.size() <= layers && image.diffIds().subList(0, ids.size()).equals(ids))
            .map(List::size)
            .orElse(-1);
    SourceStage first = chain.get(0);
    boolean isOnScratch = first.baseImage().isEmpty();
    boolean baseIsKnown = isOnScratch || baseLayers >= 0;
    int own = layers - Math.max(0, baseLayers);
    List<Origin> origins = new ArrayList<>();
    for (int i = 0; i < baseLayers; i++) {
      origins.add(Origin.of(Kind.BASE, first.line(), first.fromLastLine()));
    }
    List<HistoryEntry> history =
        baseLayers < 0 ? image.history() : withoutBase(image.history(), base.get(), baseLayers);
    origins.addAll(new HistoryMatch(chain, baseIsKnown, history, own).origins(own));
    return origins;
  }

  /** The entries behind the base image's; where those aren't its own, behind its last layer's. */
  private static List<HistoryEntry> withoutBase(
      List<HistoryEntry> history, ImageConfig base, int baseLayers) {
    int inBase = base.history().size();
    if (history.size() >= inBase && history.subList(0, inBase).equals(base.history())) {
      return history.subList(inBase, history.size());
    }
    int layers = 0;
    int next = 0;
    while (next < history.size() && layers < baseLayers) {
      layers += history.get(next++).emptyLayer() ? 0 : 1;
    }
    return history.subList(next, history.size());
  }

  /**
   * Which steps have a layer; null where the history has more or fewer than the image. buildah
   * without {@code --layers} calls steps not empty that only change the configuration, and gives
   * the one layer to the last of all.
   */
  private static boolean[] layersOf(List<RecordedStep> steps, int layers) {
    boolean[] asRecorded = new boolean[steps.size()];
    boolean[] bySense = new boolean[steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      asRecorded[i] = !steps.get(i).isEmpty();
      bySense[i] = asRecorded[i] && (steps.get(i).canMakeALayer() || i == steps.size() - 1);
    }
    return count(asRecorded) == layers ? asRecorded : count(bySense) == layers ? bySense : null;
  }

  private static int count(boolean[] flags) {
    return (int) IntStream.range(0, flags.length).filter(i -> flags[i]).count();
  }

  /** Finds, for each step, the instructions that it can be where as many as possible fit. */
  private void align() {
    int rows = steps.size();
    int columns = instructions.size();
    boolean[][] fits = new boolean[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        fits[i][j] = steps.get(i).fits(instructions.get(j));
      }
    }
    int[][] before = new int[rows + 1][columns + 1];
    for (int i = 1; i <= rows; i++) {
      for (int j = 1; j <= columns; j++) {
        before[i][j] =
            Math.max(
                Math.max(before[i - 1][j], before[i][j - 1]),
                before[i - 1][j - 1] + (fits[i - 1][j - 1] ? 1 : 0));
      }
    }
    int[][] after = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        after[i][j] =
            Math.max(
                Math.max(after[i + 1][j], after[i][j + 1]),
                after[i + 1][j + 1] + (fits[i][j] ? 1 : 0));
      }
    }
    int best = before[rows][columns];
    for (int i = 0; i < rows; i++) {
      TreeSet<Integer> possible = new TreeSet<>();
      boolean mayBeNone = false;
      for (int j = 0; j <= columns; j++) {
        mayBeNone |= before[i][j] + after[i + 1][j] == best;
        if (j < columns && fits[i][j] && before[i][j] + 1 + after[i + 1][j + 1] == best) {
          possible.add(j);
        }
      }
      certain[i] = possible.size() == 1 && !mayBeNone ? possible.first() : -1;
      // Where it may be none, all that stand there are possible.
      fitting.add(mayBeNone ? new TreeSet<>() : possible);
    }
  }

  private List<Origin> origins(int layers) {
    if (hasLayer == null || isTooLong) {
      boolean mayBeFrom = !baseIsKnown || isTooLong && chain.get(0).baseImage().isPresent();
      return Collections.nCopies(layers, somewhere(allThatBringFiles(), mayBeFrom));
    }
    List<Origin> origins = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (hasLayer[i]) {
        origins.add(origin(i, layers));
      }
    }
    return origins;
  }

  private Origin origin(int step, int layers) {
    RecordedStep recorded = steps.get(step);
    int instruction = certain[step];
    boolean isMade =
        instruction >= 0 && (recorded.canMakeALayer() && !recorded.keyword().isEmpty());
    if (isMade) {
      TreeSet<Integer> together =
          mayBeAllInOne(layers) ? free(0, instruction, false) : new TreeSet<>();
      if (together.isEmpty()) {
        return at(instruction);
      }
      together.add(instruction);
      return somewhere(together, false);
    }
    if (recorded.canMakeALayer() && fitting.get(step).size() > 1) {
      return somewhere(fitting.get(step), false);
    }
    int from = previousWithLayer(step) + 1;
    int to = nextWithLayer(step);
    boolean isSquashed = recorded.keyword().isEmpty() || instruction >= 0;
    TreeSet<Integer> free = free(from, to, !isSquashed);
    if (free.isEmpty() && !isSquashed) {
      free = free(from, to, false);
    }
    boolean isFirst = from == 0;
    SourceStage first = chain.get(0);
    if (isFirst && free.isEmpty() && first.baseImage().isPresent()) {
      return Origin.of(baseIsKnown ? Kind.TRIGGER : Kind.BASE, first.line(), first.fromLastLine());
    }
    boolean mayBeFrom = isFirst && first.baseImage().isPresent() && !(isSquashed && baseIsKnown);
    if (free.size() == 1 && !mayBeFrom) {
      SourceInstruction only = instructions.get(free.first());
      if (isSquashed || only.keyword().equals(recorded.keyword())) {
        return at(free.first());
      }
    }
    return free.isEmpty() ? somewhere(allThatBringFiles(), mayBeFrom) : somewhere(free, mayBeFrom);
  }

  /**
   * Whether an image's only layer may be what several instructions brought: builders other than
   * BuildKit can put all of it where the last instruction is.
   */
  private boolean mayBeAllInOne(int layers) {
    return layers == 1 && steps.stream().noneMatch(RecordedStep::isBuildKit);
  }

  private int previousWithLayer(int step) {
    for (int i = step - 1; i >= 0; i--) {
      if (hasLayer[i] && certain[i] >= 0) {
        return certain[i];
      }
    }
    return -1;
  }

  private int nextWithLayer(int step) {
    for (int i = step + 1; i < steps.size(); i++) {
      if (hasLayer[i] && certain[i] >= 0) {
        return certain[i];
      }
    }
    return instructions.size();
  }

  /**
   * The instructions from one to before another that can bring files, and that no step with a layer
   * is known to be.
   *
   * @param withoutEmpty whether to leave out those of which it is known that they made no layer
   */
  private TreeSet<Integer> free(int from, int to, boolean withoutEmpty) {
    TreeSet<Integer> free = new TreeSet<>();
    for (int j = from; j < to; j++) {
      if (instructions.get(j).bringsFiles()) {
        free.add(j);
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      if (certain[i] >= 0 && (hasLayer[i] || withoutEmpty)) {
        free.remove(certain[i]);
      }
    }
    return free;
  }

  private TreeSet<Integer> allThatBringFiles() {
    TreeSet<Integer> all = new TreeSet<>();
    for (int j = 0; j < instructions.size(); j++) {
      if (instructions.get(j).bringsFiles()) {
        all.add(j);
      }
    }
    return all;
  }

  private Origin at(int instruction) {
    SourceInstruction made = instructions.get(instruction);
    return Origin.of(
        made.isTrigger() ? Kind.TRIGGER : Kind.INSTRUCTION, made.line(), made.lastLine());
  }

  private Origin somewhere(TreeSet<Integer> candidates, boolean orFrom) {
    SourceStage first = chain.get(0);
    List<Lines> lines = new ArrayList<>();
    if (orFrom || candidates.isEmpty()) {
      lines.add(new Lines(first.line(), first.fromLastLine()));
    }
    candidates.stream()
        .map(instructions::get)
        .map(made -> new Lines(made.line(), made.lastLine()))
        .distinct()
        .forEach(lines::add);
    return new Origin(Kind.SOMEWHERE, lines);
  }
}
