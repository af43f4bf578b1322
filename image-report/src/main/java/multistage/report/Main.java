package multistage.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.archive.ImagePlatform;
import multistage.image.cache.ImageCache;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.benchmark.BenchmarkRun;
import multistage.report.build.AnnotatedBuild;
import multistage.report.engine.DockerEngine;
import multistage.report.exercise.ExerciseCheck;
import multistage.report.exercise.Verdict;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.process.GitRevision;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;
import multistage.report.process.Terminal;
import multistage.report.render.data.AnnotatedJson;
import multistage.report.render.data.ReportJson;
import multistage.report.render.html.AnnotatedHtml;
import multistage.report.render.markdown.AnnotatedMarkdown;
import multistage.report.render.terminal.AnnotatedDiff;
import multistage.report.render.terminal.AnnotatedText;
import multistage.report.render.terminal.ImageText;
import multistage.report.render.terminal.ReportDiff;
import multistage.report.render.terminal.TerminalTable;
import multistage.report.run.FullReport;
import multistage.report.run.ReportFiles;
import multistage.report.weigh.ImageLoader;
import multistage.report.weigh.NamedImage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "Shows what takes the space in container images.",
      "",
      "IMAGE is the name of an image on the engine, a file that docker save or another tool wrote,"
          + " or the directory of an OCI layout. If a file contains several images, write FILE#NAME."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:something isn't: the message says what, where, and what to do; or a row or an exercise"
          + " failed",
      "2:the command's words aren't understood",
      "3:no Docker engine answers, or it refuses",
      "70:a bug in image-report: please report it",
      "130:stopped, as by Ctrl-C"
    },
    subcommands = ExercisesCommand.class,
    subcommandsRepeatable = false)
public final class Main implements Callable<Integer> {
  private static final Duration BENCHMARK_LIMIT = Duration.ofMinutes(30);

  private static final int NO_TERMINAL_WIDTH = 120;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "IMAGE", description = "an image to explain")
  private List<String> images = List.of();

  @Option(names = "--json", description = "print JSON, as report.json has it for an image")
  private boolean asJson;

  @Option(
      names = "--no-pull-sizes",
      description = "don't compress layers to find out about how much is pulled: faster")
  private boolean noPullSizes;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description =
          "which platform to read if an image has several, such as linux/arm64"
              + " (default: this machine's)")
  private ImagePlatform platform;

  /** Explains images; without one it says what could be said. */
  @Override
  public Integer call() throws IOException {
    if (images.isEmpty()) {
      spec.commandLine().usage(spec.commandLine().getErr());
      return CommandLine.ExitCode.USAGE;
    }
    ImageLoader loader = loader(!noPullSizes);
    for (String name : images) {
      Image image = loader.load(name, Optional.ofNullable(platform)).image();
      print(asJson ? ReportJson.write(image) : ImageText.explain(name, image));
    }
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Explains why one image is smaller or larger than another, with a cause for every byte of"
              + " the difference.")
  void compare(
      @Parameters(
              paramLabel = "OLD",
              description = "the name of an image on the engine, or a file that docker save wrote")
          String before,
      @Parameters(paramLabel = "NEW", description = "the other image") String after,
      @Option(
              names = "--platform",
              paramLabel = "OS/ARCH",
              description =
                  "which platform to read if an image has several (default: this machine's)")
          ImagePlatform wanted,
      @Option(
              names = "--no-pull-sizes",
              description = "don't compress layers to find out about how much is pulled: faster")
          boolean withoutPullSizes)
      throws IOException {
    ImageLoader loader = loader(!withoutPullSizes);
    NamedImage first = loader.load(before, Optional.ofNullable(wanted));
    NamedImage second = loader.load(after, Optional.ofNullable(wanted));
    print(ImageText.compare(first.name(), first.image(), second.name(), second.image()));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Shows what changed between two reports, for each variant: in which layer, and why.")
  void diff(
      @Parameters(paramLabel = "OLD.json") Path before,
      @Parameters(paramLabel = "NEW.json") Path after) {
    print(ReportDiff.of(read(before), read(after)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Checks an exercise: builds its Dockerfile, measures the image, and says what is still"
            + " missing.",
        "The exit code is 0 only if the exercise is solved."
      })
  int check(
      @Parameters(
              paramLabel = "EXERCISE",
              description =
                  "its number, its directory, such as docs/exercises/01-ten-times-smaller, or"
                      + " another Dockerfile in that directory")
          String exercise)
      throws IOException {
    Path here = Path.of("").toAbsolutePath();
    ExerciseCheck.requireExercise(exercise, here);
    Verdict verdict =
        new ExerciseCheck(
                DockerEngine.connect(), cacheFolder(), labRecord(), Terminal.ofStandardError())
            .check(exercise, here);
    print(verdict.text());
    return verdict.isSolved() ? 0 : 1;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Builds a Dockerfile and prints it with a margin: what each line brings to the image, what it"
            + " hides of lower layers, and what stays in the build stages.",
        "The lines' sum is the image's file bytes. Where a line can't be told, as in squashed images,"
            + " the margin names the lines that it can be."
      })
  void annotate(
      @Parameters(paramLabel = "DOCKERFILE", description = "the file, or a directory with one")
          Path file,
      @Parameters(
              paramLabel = "CONTEXT",
              arity = "0..1",
              description =
                  "the build context (default: the Dockerfile's directory; for a file in"
                      + " dockerfiles/NAME it is webserver-NAME)")
          Path context,
      @Option(
              names = "--target",
              paramLabel = "STAGE",
              description = "the stage to build (default: the last)")
          String target,
      @Option(
              names = "--build-arg",
              paramLabel = "NAME=VALUE",
              description = "a value for ARG; can be given several times")
          Map<String, String> arguments,
      @Option(
              names = "--without-stages",
              description = "don't build and read the stages that stay on the builder")
          boolean withoutStages,
      @Option(
              names = "--pull-sizes",
              description =
                  "also compress each layer, to show about how much of it is pulled: slower")
          boolean pullSizes,
      @Option(names = "--json", description = "as JSON") boolean json,
      @Option(
              names = "--html",
              paramLabel = "FILE",
              description = "a file to write it to as a page, as well")
          Path html,
      @Option(
              names = "--markdown",
              paramLabel = "FILE",
              description = "a file to write it to as Markdown, as well")
          Path markdown,
      @Option(
              names = "--against",
              paramLabel = "OTHER",
              description =
                  "another Dockerfile, such as the step before: prints what each difference between"
                      + " the two brought")
          Path other,
      @Option(
              names = "--against-revision",
              paramLabel = "REV",
              description =
                  "the same with the Dockerfile and the context as a Git revision has them, such as"
                      + " HEAD~1")
          String revision)
      throws IOException {
    if (other != null && revision != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--against and --against-revision exclude each other");
    }
    AnnotatedBuild.Request request =
        new AnnotatedBuild.Request(
            file,
            Optional.ofNullable(context),
            Optional.ofNullable(target),
            arguments == null ? Map.of() : arguments,
            Map.of(),
            !withoutStages,
            pullSizes,
            Optional.empty());
    // What is wrong with a file needs no engine.
    AnnotatedBuild.source(request);
    try (GitRevision old = revision == null ? null : GitRevision.unpack(file, revision)) {
      Optional<AnnotatedBuild.Request> before =
          old == null
              ? Optional.ofNullable(other).map(request::withFile)
              : Optional.of(request.in(old));
      before.ifPresent(AnnotatedBuild::source);
      annotate(request, before, json, Optional.ofNullable(html), Optional.ofNullable(markdown));
    }
  }

  private void annotate(
      AnnotatedBuild.Request request,
      Optional<AnnotatedBuild.Request> before,
      boolean json,
      Optional<Path> html,
      Optional<Path> markdown)
      throws IOException {
    AnnotatedBuild build =
        new AnnotatedBuild(
            DockerEngine.connect(), cacheFolder(), labRecord(), Terminal.ofStandardError());
    AnnotatedDockerfile annotated;
    String text;
    if (before.isPresent()) {
      AnnotatedComparison comparison = build.compare(before.get(), request);
      annotated = comparison.after();
      text = json ? AnnotatedJson.of(comparison) : AnnotatedDiff.of(comparison, width());
    } else {
      annotated = build.annotate(request);
      text = json ? AnnotatedJson.of(annotated) : AnnotatedText.of(annotated, width());
    }
    if (html.isPresent()) {
      Files.writeString(html.get(), AnnotatedHtml.of(annotated));
    }
    if (markdown.isPresent()) {
      Files.writeString(markdown.get(), AnnotatedMarkdown.of(annotated));
    }
    print(text);
  }

  /** Of the terminal; where there is none, as wide as most source lines. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9][0-9]{1,3}")) {
      return Integer.parseInt(columns);
    }
    return isTerminal()
        ? new CommandLine(new Main()).setUsageHelpAutoWidth(true).getUsageHelpWidth()
        : NO_TERMINAL_WIDTH;
  }

  private static Report read(Path json) {
    return ReportJson.read(
        InputFile.text(json, "name the report.json that a run has left, or make one: mvn verify"),
        json.toString());
  }

  private ImageLoader loader(boolean pullSizes) {
    return new ImageLoader(
        DockerEngine::connect, cacheFolder(), pullSizes, Terminal.ofStandardError());
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
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failure());
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
      description = "Builds, checks, and measures the variants, and writes the report.")
  int run(
      @Mixin RunOptions options,
      @Option(
              names = "--benchmark",
              paramLabel = "<starts>",
              defaultValue = "0",
              description =
                  "also time this many starts with their CPU time, and find the smallest memory limit,"
                      + " in 30 minutes at most; for load tests, run mvn verify -Pbenchmark")
          int benchmark)
      throws IOException {
    if (options.starts < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--starts: at least one start has to be timed, not " + options.starts);
    }
    if (benchmark < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--benchmark: so many starts can't be timed: " + benchmark);
    }
    DockerEngine engine = DockerEngine.connect();
    Progress progress = Terminal.ofStandardError();
    FullReport.Result result = options.run(engine, progress);
    Report report = result.report();
    Path output = options.output;
    List<String> failures = List.of();
    if (benchmark > 0) {
      BenchmarkRun run =
          new BenchmarkRun(
              new BenchmarkRun.Options(benchmark, BENCHMARK_LIMIT, Optional.empty(), 0),
              engine,
              progress,
              Clock.systemUTC());
      report =
          run.run(
              report,
              result.built(),
              result.bareServer(),
              unfinished -> ReportFiles.keepUnfinished(output, unfinished));
      failures = run.failures();
      ReportFiles.write(output, report);
    }
    show(output, Optional.empty());
    Stream<String> failedRows =
        report.variants().stream()
            .filter(row -> row.status() == Outcome.FAILED)
            .flatMap(row -> row.failure().stream());
    return Failure.ofRun(Stream.concat(failedRows, failures.stream()).toList(), spec.commandLine());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints a report's table, and generates all files except report.json again.")
  void show(
      @Parameters(paramLabel = "DIRECTORY", description = "the directory with report.json")
          Path folder,
      @Option(
              names = "--also",
              paramLabel = "FILE",
              description = "another report, named below the table if there is one")
          Optional<Path> also)
      throws IOException {
    Report report = ReportFiles.render(folder);
    PrintWriter out = spec.commandLine().getOut();
    out.print(TerminalTable.of(report, folder.resolve("index.html").toString(), isTerminal()));
    also.filter(Files::exists)
        .ifPresent(file -> out.println("The lesson's sizes: " + file.toAbsolutePath().normalize()));
    out.flush();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows which Docker engine the tool uses; fails if none answers.")
  void engine(
      @Option(
              names = "--note",
              paramLabel = "FILE",
              description = "a file to write it to as well; it is deleted if none answers")
          Path note)
      throws IOException {
    if (note != null) {
      Files.deleteIfExists(note);
    }
    Engine engine = DockerEngine.connect().describe();
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
