package multistage.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import multistage.image.Image;
import multistage.image.archive.ImagePlatform;
import multistage.image.cache.ImageCache;
import multistage.report.benchmark.BenchmarkRun;
import multistage.report.engine.NoEngineException;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.exercise.ExerciseCheck;
import multistage.report.exercise.Verdict;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.process.AtTheEnd;
import multistage.report.process.BadInputException;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;
import multistage.report.process.Terminal;
import multistage.report.render.ImageText;
import multistage.report.render.MarkdownReport;
import multistage.report.render.MarkedSection;
import multistage.report.render.ReportDiff;
import multistage.report.render.ReportJson;
import multistage.report.render.TerminalTable;
import multistage.report.run.ReportFiles;
import multistage.report.run.SizeReport;
import multistage.report.weigh.ImageLoader;
import multistage.report.weigh.NamedImage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code image-report} command. */
@Command(
    name = "image-report",
    mixinStandardHelpOptions = true,
    version = "image-report 1.0",
    description = {
      "Says where the bytes of container images went.",
      "",
      "With IMAGE: explains each one. IMAGE is a file that docker save or another tool wrote, an"
          + " OCI layout's directory, or an image's name on the engine; FILE#NAME where the file holds"
          + " several."
    },
    subcommandsRepeatable = false)
public final class Main implements Callable<Integer> {
  private static final Duration BENCHMARK_LIMIT = Duration.ofMinutes(25);

  /** Exit codes: 0 all is well, 1 a row failed or a file is wrong, 2 wrong words, 3 no engine. */
  private static final int NO_ENGINE = 3;

  /** As a shell has it for what Ctrl-C ended: 128 and the signal's number. */
  private static final int STOPPED = 130;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\t]]");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "IMAGE", description = "an image to explain")
  private List<String> images = List.of();

  @Option(names = "--json", description = "as JSON, in the form that report.json has for an image")
  private boolean asJson;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description =
          "which image to take where a file has one for several platforms, as in linux/arm64"
              + " (default: this machine's)")
  private ImagePlatform platform;

  /** Explains images; without one it says what could be said. */
  @Override
  public Integer call() throws IOException {
    if (images.isEmpty()) {
      spec.commandLine().usage(spec.commandLine().getErr());
      return CommandLine.ExitCode.USAGE;
    }
    ImageLoader loader = loader();
    for (String name : images) {
      Image image = loader.load(name, Optional.ofNullable(platform)).image();
      print(asJson ? ReportJson.write(image) : ImageText.explain(name, image));
    }
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Says why one image is smaller or larger than another: every byte of the difference by"
              + " its cause.")
  void compare(
      @Parameters(
              paramLabel = "OLD",
              description = "a file that docker save wrote, or an image's name on the engine")
          String before,
      @Parameters(paramLabel = "NEW", description = "likewise") String after,
      @Option(
              names = "--platform",
              paramLabel = "OS/ARCH",
              description =
                  "which images to take where a file has them for several platforms"
                      + " (default: this machine's)")
          ImagePlatform wanted)
      throws IOException {
    ImageLoader loader = loader();
    NamedImage first = loader.load(before, Optional.ofNullable(wanted));
    NamedImage second = loader.load(after, Optional.ofNullable(wanted));
    print(ImageText.compare(first.name(), first.image(), second.name(), second.image()));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Says what changed from one report to another, per row, in which layer, why.")
  void diff(
      @Parameters(paramLabel = "OLD.json") Path before,
      @Parameters(paramLabel = "NEW.json") Path after) {
    print(ReportDiff.of(read(before), read(after)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Checks an exercise: builds the Dockerfile in its directory, measures what came out, and says"
            + " what is still missing.",
        "Exit code 0 only when it is solved."
      })
  int check(
      @Parameters(
              paramLabel = "EXERCISE",
              description =
                  "its directory, such as docs/exercises/01-ten-times-smaller, or its number; or"
                      + " another Dockerfile in that directory")
          String exercise)
      throws IOException {
    Path here = Path.of("").toAbsolutePath();
    ExerciseCheck.requireExercise(exercise, here);
    Verdict verdict =
        new ExerciseCheck(
                TestcontainersEngine.connect(),
                cacheFolder(),
                labRecord(),
                Terminal.ofStandardError())
            .check(exercise, here);
    print(verdict.text());
    return verdict.isSolved() ? 0 : 1;
  }

  private static Report read(Path json) {
    return ReportJson.read(
        InputFile.text(json, "name the report.json that a run has left, or make one: mvn verify"),
        json.toString());
  }

  private ImageLoader loader() {
    return new ImageLoader(
        TestcontainersEngine::connect, cacheFolder(), Terminal.ofStandardError());
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    // Left alone when all is well, so that whoever calls this method in its own JVM goes on.
    if (code != 0) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .registerConverter(ImagePlatform.class, Main::platform)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (AtTheEnd.isEnding()) {
                return complain(command, "stopped", STOPPED);
              }
              if (e instanceof NoEngineException) {
                return complain(command, e.getMessage(), NO_ENGINE);
              }
              if (e instanceof BadInputException || e instanceof IllegalArgumentException) {
                return complain(command, e.getMessage(), 1);
              }
              if (e instanceof IOException failed) {
                return complain(command, InputFile.problem(failed), 1);
              }
              throw e;
            });
  }

  private static ImagePlatform platform(String text) {
    return ImagePlatform.parse(text)
        .orElseThrow(
            () ->
                new CommandLine.TypeConversionException(
                    "a platform is written OS/ARCH or OS/ARCH/VARIANT, such as linux/arm64 or"
                        + " linux/arm/v7, and not "
                        + text));
  }

  /** Since JDK 22 there is a console also where none is: what CI systems set tells them apart. */
  private static boolean isTerminal() {
    return System.console() != null
        && System.getenv("CI") == null
        && System.getenv("NO_COLOR") == null;
  }

  private static int complain(CommandLine command, String message, int code) {
    // It may quote a file, and what a terminal would obey isn't for a file to say.
    command.getErr().println("image-report: " + CONTROL.matcher(message).replaceAll("?"));
    command.getErr().flush();
    return code;
  }

  /** Where what was read of layers is kept from run to run. */
  public static Path cacheFolder() {
    return ImageCache.userDirectory();
  }

  /** Where {@code ./lab} keeps a record of what it has to remove one day, when it is in charge. */
  public static Optional<Path> labRecord() {
    return Optional.ofNullable(System.getenv("LAB_RECORD"))
        .filter(path -> !path.isBlank())
        .map(Path::of);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Builds, proves, measures and weighs the variants, and writes the report.")
  int run(
      @Option(
              names = "--root",
              defaultValue = ".",
              description = "the directory above dockerfiles/ and webserver-*/ (default: this one)")
          Path root,
      @Option(
              names = "--variants",
              defaultValue = "*",
              description = "which ones, as in go/*,java/multi-stage-jlink (default: all)")
          String variants,
      @Option(
              names = "--output",
              defaultValue = "report",
              description =
                  "the directory for report.json and the files that are made from it"
                      + " (default: ${DEFAULT-VALUE})")
          Path output,
      @Option(
              names = "--starts",
              defaultValue = "5",
              description = "how often each start is timed (default: ${DEFAULT-VALUE})")
          int starts,
      @Option(
              names = "--remeasure",
              description =
                  "prove and measure also images that an earlier run left proofs and figures of in"
                      + " the output directory")
          boolean remeasure,
      @Option(
              names = "--reproducible",
              description =
                  "build each image twice more, without cache, and say whether both have the same"
                      + " layers, or what differs")
          boolean reproducible,
      @Option(
              names = "--rebuild",
              description =
                  "build each variant again, without the cache and after one changed line of its"
                      + " server, and say what that takes")
          boolean rebuild,
      @Option(
              names = "--benchmark",
              paramLabel = "<starts>",
              defaultValue = "0",
              description =
                  "also time so many starts with their processor time, and find out what memory is"
                      + " needed, in 25 minutes at most; answers under load are for mvn verify"
                      + " -Pbenchmark")
          int benchmark)
      throws IOException {
    if (starts < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--starts: at least one start has to be timed, not " + starts);
    }
    if (benchmark < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--benchmark: so many starts can't be timed: " + benchmark);
    }
    TestcontainersEngine engine = TestcontainersEngine.connect();
    Progress progress = Terminal.ofStandardError();
    Optional<Report> earlier = ReportFiles.putAside(output, progress);
    SizeReport.Result result =
        new SizeReport(
                new SizeReport.Options(
                    root.toAbsolutePath().normalize(),
                    variants,
                    cacheFolder(),
                    starts,
                    labRecord(),
                    earlier.filter(figures -> !remeasure),
                    reproducible,
                    rebuild),
                engine,
                progress,
                Clock.systemUTC())
            .run(unfinished -> ReportFiles.write(output, unfinished));
    Report report = result.report();
    ReportFiles.write(output, report);
    List<String> failures = List.of();
    if (benchmark > 0) {
      BenchmarkRun run =
          new BenchmarkRun(
              new BenchmarkRun.Options(output, benchmark, BENCHMARK_LIMIT, Optional.empty(), 0),
              engine,
              progress,
              Clock.systemUTC());
      report = run.run(report, result.built(), result.bareServer());
      failures = run.failures();
      ReportFiles.write(output, report);
    }
    show(output);
    return failures.isEmpty()
            && report.variants().stream().noneMatch(row -> row.status() == Outcome.FAILED)
        ? 0
        : 1;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints a report's table, and makes all files but report.json again.")
  void show(
      @Parameters(paramLabel = "DIRECTORY", description = "the directory with report.json")
          Path folder)
      throws IOException {
    Report report = ReportFiles.render(folder);
    PrintWriter out = spec.commandLine().getOut();
    out.print(TerminalTable.of(report, folder.resolve("index.html").toString(), isTerminal()));
    out.flush();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Puts a report's table into a Markdown file, between the markers there.")
  void insert(
      @Parameters(paramLabel = "REPORT.json") Path json,
      @Parameters(paramLabel = "FILE.md") Path markdown)
      throws IOException {
    Report report = read(json);
    String text = InputFile.text(markdown, "name a Markdown file with the markers for a table");
    try {
      Files.writeString(markdown, MarkedSection.replace(text, MarkdownReport.table(report)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(markdown + ": " + e.getMessage(), e);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Says which Docker engine would be used; fails when none answers.")
  void engine(
      @Option(
              names = "--note",
              paramLabel = "FILE",
              description = "a file to write it to as well; it is gone when none answers")
          Path note)
      throws IOException {
    if (note != null) {
      Files.deleteIfExists(note);
    }
    Engine engine = TestcontainersEngine.connect().describe();
    String line =
        String.format(
            Locale.ROOT,
            "%s %s, %s, %s/%s%n",
            engine.name(),
            engine.version(),
            engine.storage(),
            engine.os(),
            engine.architecture());
    spec.commandLine().getOut().print(line);
    spec.commandLine().getOut().flush();
    if (note != null) {
      Files.writeString(note, line);
    }
  }
}
