package multistage.report.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.process.AtTheEnd;
import multistage.report.process.InputFile;

/**
 * Leads a learner through the exercises, in a copy of their own: shows the next task, checks, gives
 * one hint after the other, and remembers what is done.
 */
public final class ExerciseRunner {
  private static final String NO_EXERCISES =
      "there are no exercises here; call this in the repository, below the directory that has"
          + " docs/exercises";

  private static final Pattern CHAPTER = Pattern.compile("(\\d{1,3})\\.");

  /** Checks an exercise's Dockerfile. */
  interface Judge {
    ExerciseCheck.Outcome judge(ExerciseFolder exercise) throws IOException;
  }

  /** Puts two Dockerfiles of an exercise beside each other, in lines for a terminal. */
  interface Comparing {
    String compare(ExerciseFolder before, ExerciseFolder after) throws IOException;
  }

  /** Waits a moment for an editor. */
  interface Pause {
    void run() throws InterruptedException;
  }

  /** In the order of the chapters, and then of their numbers. */
  private final List<ExerciseFolder> exercises;

  private final Workbook workbook;
  private final Path root;
  private final String command;
  private final Judge judge;
  private final Comparing comparing;
  private final Pause pause;
  private final Consumer<String> out;

  /** Makes a check, which has an engine, when the first one is asked for. */
  public interface Checks {
    ExerciseCheck get() throws IOException;
  }

  /**
   * Leads through the exercises of the repository that a folder is in. Copies are in its folder
   * {@code work}.
   *
   * @param command what a learner types before {@code check} and the like
   * @param width of the terminal
   * @param out is handed what to show, with line ends
   * @throws UserError when there are no exercises
   */
  public static ExerciseRunner in(
      Path here, String command, Checks checks, int width, Consumer<String> out)
      throws IOException {
    Path root =
        ExerciseFolder.root(here.toAbsolutePath()).orElseThrow(() -> new UserError(NO_EXERCISES));
    return new ExerciseRunner(
        root,
        root.resolve("work"),
        command,
        exercise -> checks.get().check(exercise, true),
        (before, after) -> checks.get().compare(before, after, path -> shown(root, path), width),
        () -> Thread.sleep(300),
        out);
  }

  ExerciseRunner(
      Path root,
      Path work,
      String command,
      Judge judge,
      Comparing comparing,
      Pause pause,
      Consumer<String> out)
      throws IOException {
    this.root = root;
    this.exercises =
        ExerciseFolder.findAll(root).stream()
            .sorted(Comparator.comparingInt(ExerciseRunner::chapter))
            .toList();
    if (exercises.isEmpty()) {
      throw new UserError(NO_EXERCISES);
    }
    this.workbook = new Workbook(work);
    this.command = command;
    this.judge = judge;
    this.comparing = comparing;
    this.pause = pause;
    this.out = out;
  }

  /** What belongs to no chapter in particular comes last. */
  private static int chapter(ExerciseFolder exercise) {
    Matcher number = CHAPTER.matcher(exercise.exercise().chapter());
    return number.lookingAt() ? Integer.parseInt(number.group(1)) : Integer.MAX_VALUE;
  }

  /** Lists the exercises with what is done. */
  public void list() {
    LearnerProgress progress = workbook.progress();
    long solved = exercises.stream().filter(each -> progress.of(each.name()).solved()).count();
    int width =
        exercises.stream().mapToInt(each -> each.exercise().title().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append("%d of %d exercises solved\n\n".formatted(solved, exercises.size()));
    for (ExerciseFolder exercise : exercises) {
      LearnerProgress.State state = progress.of(exercise.name());
      text.append(
          ("  %s %2d  %-" + width + "s  %s%s")
              .formatted(
                  state.solved() ? "[x]" : isCurrent(exercise, progress) ? "[>]" : "[ ]",
                  exercise.spokenNumber(),
                  exercise.exercise().title(),
                  exercise.exercise().chapter(),
                  exercise.exercise().difficulty().map(level -> ", " + level).orElse("")));
      if (state.hints() > 0) {
        text.append(state.hints() == 1 ? ", 1 hint" : ", " + state.hints() + " hints");
      }
      text.append('\n');
    }
    text.append('\n');
    Optional<ExerciseFolder> next = next(progress);
    text.append(
        next.isPresent()
            ? command + " next shows exercise " + next.get().spokenNumber() + ".\n"
            : "You have solved all of them.\n");
    out.accept(text.toString());
  }

  private static boolean isCurrent(ExerciseFolder exercise, LearnerProgress progress) {
    return progress.current().equals(Optional.of(exercise.name()));
  }

  /**
   * Shows a task, and makes the copy.
   *
   * @param number which; nothing for the next one that isn't solved
   */
  public void next(Optional<String> number) throws IOException {
    LearnerProgress progress = workbook.progress();
    Optional<ExerciseFolder> next = number.isPresent() ? Optional.of(find(number)) : next(progress);
    if (next.isEmpty()) {
      out.accept("You have solved all exercises. " + command + " next N shows one again.\n");
      return;
    }
    begin(next.get());
    show(next.get());
  }

  private void show(ExerciseFolder exercise) {
    TaskText task = task(exercise);
    out.accept(
        "%s\n\n%s\n\nThe task, with links: %s\nEdit:                 %s\nThen:                 %s check %d\n"
            .formatted(
                heading(exercise),
                task.task(),
                shown(exercise.home().resolve("README.md")),
                shown(copyOf(exercise).dockerfile()),
                command,
                exercise.spokenNumber()));
  }

  private static String heading(ExerciseFolder exercise) {
    return exercise.spokenNumber() + ". " + exercise.exercise().title();
  }

  /**
   * Checks once.
   *
   * @param number which; nothing for the current one
   * @return whether it is solved
   */
  public boolean check(Optional<String> number) throws IOException {
    ExerciseFolder exercise = current(number);
    begin(exercise);
    boolean solved = judge(exercise);
    if (solved) {
      showNext();
    }
    return solved;
  }

  private boolean judge(ExerciseFolder exercise) throws IOException {
    workbook.requireWhole(exercise, reset(exercise) + " puts the starter there");
    // Before the check, as the learner may go on editing.
    boolean unchanged = workbook.isUnchanged(exercise);
    ExerciseCheck.Outcome outcome = judge.judge(copyOf(exercise));
    out.accept(outcome.verdict().text());
    if (outcome.verdict().isSolved()) {
      LearnerProgress.State state = workbook.progress().of(exercise.name());
      note(exercise, new LearnerProgress.State(true, state.hints()));
      out.accept(
          "\n%s solution %d shows a solution, and why it works.\n"
                  .formatted(command, exercise.spokenNumber())
              + "%s compare %d puts it beside yours, line by line.\n"
                  .formatted(command, exercise.spokenNumber()));
    } else {
      if (!unchanged && outcome.verdict().buildFailure().isEmpty()) {
        out.accept(
            "\n%s compare %d shows what your changes brought, line by line.\n"
                .formatted(command, exercise.spokenNumber()));
      }
      out.accept("\n" + help(exercise, unchanged, outcome.findings()) + "\n");
    }
    return outcome.verdict().isSolved();
  }

  private String help(ExerciseFolder exercise, boolean unchanged, Optional<Findings> findings) {
    if (unchanged) {
      return "You haven't changed anything yet. Edit " + shown(copyOf(exercise).dockerfile()) + ".";
    }
    Optional<WrongTurn> turn =
        findings.flatMap(found -> WrongTurn.taken(exercise.wrongTurns(), found));
    return turn.map(taken -> TaskText.wrapped("Hint: " + taken.hint()))
        .orElseGet(() -> command + " hint " + exercise.spokenNumber() + " gives a hint.");
  }

  private void showNext() {
    Optional<ExerciseFolder> next = next(workbook.progress());
    out.accept(
        next.isPresent()
            ? "Next: %s (%s next)\n".formatted(heading(next.get()), command)
            : "You have solved all exercises.\n");
  }

  /**
   * Checks whenever the copy changes, until the exercise is solved; without a number until all are.
   * Whoever wants to stop ends the process.
   */
  public void watch(Optional<String> number) throws IOException, InterruptedException {
    ExerciseFolder exercise = current(number);
    while (true) {
      boolean isNew = begin(exercise);
      if (isNew) {
        show(exercise);
      }
      out.accept(
          "\nWatching %s: save a file to check it; Ctrl-C stops.\n"
              .formatted(shown(workbook.copyOf(exercise))));
      // Whoever has just got a starter knows that it fails.
      if (workbook.isUnchanged(exercise)) {
        awaitChange(exercise, workbook.state(exercise));
      }
      watch(exercise);
      showNext();
      Optional<ExerciseFolder> next = next(workbook.progress());
      if (number.isPresent() || next.isEmpty()) {
        return;
      }
      exercise = next.get();
      out.accept("\n");
    }
  }

  private void watch(ExerciseFolder exercise) throws IOException, InterruptedException {
    while (true) {
      List<String> checked = workbook.state(exercise);
      try {
        if (judge(exercise)) {
          return;
        }
      } catch (UserError e) {
        if (AtTheEnd.isEnding()) {
          throw e;
        }
        // The next change may put it right.
        out.accept(e.getMessage() + "\n");
      }
      awaitChange(exercise, checked);
      out.accept("\n");
    }
  }

  /** Waits until the copy is another, and until nothing more of it changes. */
  private void awaitChange(ExerciseFolder exercise, List<String> before)
      throws IOException, InterruptedException {
    List<String> last = workbook.state(exercise);
    while (last.equals(before)) {
      pause.run();
      last = workbook.state(exercise);
    }
    List<String> settled = List.of();
    while (!last.equals(settled)) {
      settled = last;
      pause.run();
      last = workbook.state(exercise);
    }
  }

  /**
   * Shows one hint more.
   *
   * @param number which exercise's; nothing for the current one
   */
  public void hint(Optional<String> number) throws IOException {
    ExerciseFolder exercise = current(number);
    List<TaskText.Hint> hints = task(exercise).hints();
    LearnerProgress.State state = workbook.progress().of(exercise.name());
    out.accept(heading(exercise) + "\n\n");
    if (state.hints() < hints.size()) {
      out.accept(text(hints, state.hints()));
      note(exercise, new LearnerProgress.State(state.solved(), state.hints() + 1));
      return;
    }
    for (int i = 0; i < hints.size(); i++) {
      out.accept(text(hints, i));
    }
    out.accept(
        "There are no more hints. %s solution %d%s shows a solution.\n"
            .formatted(command, exercise.spokenNumber(), state.solved() ? "" : " --anyway"));
  }

  private static String text(List<TaskText.Hint> hints, int index) {
    TaskText.Hint hint = hints.get(index);
    return "Hint %d of %d: %s\n\n%s\n\n"
        .formatted(index + 1, hints.size(), hint.title(), hint.text());
  }

  /** Puts the starter in place of the copy, and forgets what was done in it. */
  public void reset(String number) throws IOException {
    ExerciseFolder exercise = find(Optional.of(number));
    workbook.reset(exercise);
    note(exercise, LearnerProgress.State.NEW);
    out.accept(
        "%s\n%s is the starter again.\n"
            .formatted(heading(exercise), shown(workbook.copyOf(exercise))));
  }

  /**
   * Shows a solution and its explanation.
   *
   * @param anyway also where the learner hasn't solved the exercise
   * @throws UserError when they haven't
   */
  public void solution(String number, boolean anyway) throws IOException {
    ExerciseFolder exercise = find(Optional.of(number));
    if (!anyway && !workbook.progress().of(exercise.name()).solved()) {
      throw new UserError(
          "exercise " + exercise.spokenNumber() + " isn't solved yet",
          "%s hint %d helps, and --anyway shows the solution"
              .formatted(command, exercise.spokenNumber()));
    }
    out.accept(
        TaskText.plain(
                InputFile.text(
                    exercise.solution().resolve("README.md"), "git restore brings it back"),
                folder(exercise.solution()))
            + "\n\nFiles: "
            + dockerfiles(exercise.solution())
            + "\n");
  }

  /**
   * Puts the copy beside the starter and, once the exercise is solved, a solution beside the copy:
   * what each difference brings.
   *
   * @param number which exercise's; nothing for the one that was worked on last
   */
  public void compare(Optional<String> number) throws IOException {
    LearnerProgress progress = workbook.progress();
    ExerciseFolder exercise =
        number.isPresent()
            ? find(number)
            : exercises.stream()
                .filter(each -> isCurrent(each, progress))
                .findFirst()
                .orElseThrow(
                    () ->
                        new UserError(
                            "you haven't begun an exercise", command + " next begins one"));
    workbook.requireWhole(exercise, reset(exercise) + " puts the starter there");
    ExerciseFolder own = copyOf(exercise);
    out.accept(
        workbook.isUnchanged(exercise)
            ? "You haven't changed anything yet. Edit " + shown(own.dockerfile()) + ".\n"
            : comparing.compare(exercise, own));
    out.accept(
        progress.of(exercise.name()).solved()
            ? "\nYours, and a solution:\n\n"
                + comparing.compare(own, ExerciseFolder.find(exercise.solution().toString(), root))
            : "\nOnce you have solved the exercise, this also shows a solution beside yours.\n");
  }

  private String dockerfiles(Path solution) throws IOException {
    try (Stream<Path> files = Files.list(solution)) {
      return files
          .filter(file -> file.toString().endsWith("Dockerfile"))
          .sorted()
          .map(this::shown)
          .collect(Collectors.joining(", "));
    }
  }

  /** Makes the copy, and makes it the current exercise. */
  private boolean begin(ExerciseFolder exercise) throws IOException {
    boolean made = workbook.begin(exercise);
    LearnerProgress progress = workbook.progress();
    if (!isCurrent(exercise, progress)) {
      note(exercise, progress.of(exercise.name()));
    }
    return made;
  }

  private void note(ExerciseFolder exercise, LearnerProgress.State state) throws IOException {
    workbook.note(workbook.progress().with(exercise.name(), state));
  }

  private TaskText task(ExerciseFolder exercise) {
    return TaskText.parse(
        InputFile.text(exercise.home().resolve("README.md"), "git restore brings it back"),
        folder(exercise.home()));
  }

  private ExerciseFolder copyOf(ExerciseFolder exercise) {
    return exercise.withCopy(workbook.copyOf(exercise));
  }

  /** The one with that number, or else the one that was worked on last, or else the next. */
  private ExerciseFolder current(Optional<String> number) {
    LearnerProgress progress = workbook.progress();
    return number.isPresent()
        ? find(number)
        : exercises.stream()
            .filter(each -> isCurrent(each, progress))
            .findFirst()
            .filter(each -> !progress.of(each.name()).solved())
            .or(() -> next(progress))
            .orElseThrow(
                () -> new UserError("all exercises are solved", "name one of them by its number"));
  }

  /** The current one, unless it is solved; then the next behind it, or else the first of all. */
  private Optional<ExerciseFolder> next(LearnerProgress progress) {
    int from = 0;
    for (int i = 0; i < exercises.size(); i++) {
      if (isCurrent(exercises.get(i), progress)) {
        from = i;
      }
    }
    return Stream.concat(
            exercises.subList(from, exercises.size()).stream(), exercises.subList(0, from).stream())
        .filter(each -> !progress.of(each.name()).solved())
        .findFirst();
  }

  private ExerciseFolder find(Optional<String> number) {
    String given = number.orElseThrow();
    return exercises.stream()
        .filter(
            each ->
                given.equals(each.number())
                    || given.equals(String.valueOf(each.spokenNumber()))
                    || given.equals(each.name()))
        .findFirst()
        .orElseThrow(() -> new UserError("there is no exercise " + given, command + " lists them"));
  }

  private String reset(ExerciseFolder exercise) {
    return command + " reset " + exercise.spokenNumber();
  }

  /** A path in the repository as one types it there. */
  private String shown(Path path) {
    return shown(root, path);
  }

  private static String shown(Path root, Path path) {
    return path.startsWith(root) ? folder(root, path) : path.toString();
  }

  private String folder(Path path) {
    return folder(root, path);
  }

  private static String folder(Path root, Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
