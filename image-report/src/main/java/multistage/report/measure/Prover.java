package multistage.report.measure;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Digest;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.OwnContainer;
import multistage.report.engine.StoredImage;
import multistage.report.model.Check;
import multistage.report.model.CheckName;
import multistage.report.model.Variant;

/** Proves images, and measures those that hold. */
public final class Prover {
  /** A JVM says so after SIGTERM: 128 + 15. */
  private static final int SIGTERM_EXIT_CODE = 143;

  /** A process that was asked to end says one of these. */
  private static final Set<Integer> CLEAN_EXIT_CODES = Set.of(0, SIGTERM_EXIT_CODE);

  /** What every server's first line contains. */
  private static final String READY = "0.0.0.0:" + ServerContainer.PORT;

  private static final double MAX_END_MILLIS = 1_000;
  private static final int END_TRIALS = 3;

  private static final int IN_FLIGHT_MILLIS = 500;
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(5);
  private static final Duration END_PATIENCE = Duration.ofSeconds(10);

  private final EngineConnection engine;

  /** Proves images of that engine. */
  public Prover(EngineConnection engine) {
    this.engine = engine;
  }

  /**
   * The digest of the program that asks: what one state of it proved, another may see otherwise.
   */
  public static Digest program() {
    return ProgramDigest.ofThis();
  }

  /** That of the program and of what the variant's Dockerfile tells it about how to ask. */
  public static Digest program(Digest program, Variant variant) {
    return ProgramDigest.told(program, variant.writable());
  }

  /**
   * Starts the variant's image and checks, from outside, all that is required of a running server.
   *
   * @param image the variant's image as the engine has it
   * @throws StartFailedException when it doesn't come to a first answer
   */
  public List<Check> prove(Variant variant, StoredImage image) throws StartFailedException {
    return prove(variant, image, EnumSet.allOf(CheckName.class));
  }

  /**
   * The same, with nothing tried but these checks.
   *
   * @throws StartFailedException when it doesn't come to a first answer
   */
  public List<Check> prove(Variant variant, StoredImage image, Set<CheckName> wanted)
      throws StartFailedException {
    CheckList checks = new CheckList(variant, wanted);
    try (ServerContainer server = start(variant)) {
      checks.check(
          CheckName.CONTRACT, "one line says that it is ready, and where", () -> readyLine(server));
      new HttpContract(server.address()).check(checks);
      checks.check(
          CheckName.CONTRACT,
          "port in use is one clear line and a non-zero exit",
          () -> portInUse(variant, server));
      checks.check(CheckName.PID_1, () -> onlyProcess(server));
      checks.check(
          CheckName.SIGTERM,
          "an idle server is gone within a second",
          () -> idleEnd(variant, server));
      checks.explainFailures(server::lastWords);
    }
    checks.check(
        CheckName.SIGTERM, "a request in flight is finished", () -> finishesRequest(variant));
    checks.check(CheckName.READ_ONLY, () -> worksHardened(variant));
    checks.check(CheckName.NON_ROOT, () -> numericUser(image));
    checks.check(CheckName.EXPOSES_8080, () -> exposedPort(image));
    if (AotCache.isNamedIn(image.command())) {
      checks.check(CheckName.AOT_CACHE, () -> usesAotCache(variant));
    }
    return checks.checks();
  }

  /**
   * Checks an image for another processor than the engine's: that its program is made for the one
   * that the image says, and all that is checked of others, where the engine's kernel has an
   * emulator for it. Where it has none, starting it is a check that couldn't be made.
   *
   * @throws StartFailedException when it begins, but doesn't come to a first answer
   */
  public List<Check> proveForeign(Variant variant, StoredImage image) throws StartFailedException {
    CheckList checks = new CheckList(variant);
    checks.check(CheckName.ARCHITECTURE, () -> sameArchitecture(variant, image));
    try {
      return Stream.of(checks.checks(), prove(variant, image)).flatMap(List::stream).toList();
    } catch (StartFailedException e) {
      if (!MissingEmulator.isWhy(e, needsLoader(variant, image))) {
        throw e;
      }
      checks.check(
          CheckName.CONTRACT,
          "it starts",
          () -> {
            throw new NotMadeException(
                "the engine's kernel has no emulator for "
                    + variant.platform().orElseThrow()
                    + ", such as QEMU",
                e);
          });
    }
    checks.check(CheckName.NON_ROOT, () -> numericUser(image));
    checks.check(CheckName.EXPOSES_8080, () -> exposedPort(image));
    return checks.checks();
  }

  private boolean needsLoader(Variant variant, StoredImage image) {
    try {
      return ProgramHeader.of(engine, variant.imageName(), image.command().get(0)).needsLoader();
    } catch (IOException e) {
      // The check of its architecture has said so. Nothing is known in its favor.
      return true;
    }
  }

  private String sameArchitecture(Variant variant, StoredImage image) throws IOException {
    String path = image.command().get(0);
    String program = ProgramHeader.of(engine, variant.imageName(), path).architecture();
    String wanted = variant.platform().orElseThrow().replaceFirst("^[^/]*/", "");
    if (!program.equals(image.architecture()) || !program.equals(wanted)) {
      throw new AssertionError(
          path
              + " is for "
              + program
              + ", the image says "
              + image.architecture()
              + ", the Dockerfile "
              + wanted);
    }
    return path + " is for " + program + ", and so is the image";
  }

  /**
   * Starts the image, waits for its first answer and removes the container, once. How the server
   * ends is a check of its own, so nothing waits for it here.
   *
   * @throws StartFailedException when it doesn't come to a first answer
   */
  public TimedStart time(Variant variant) throws StartFailedException {
    try (ServerContainer server = ServerContainer.startTimed(engine, variant.imageName())) {
      Optional<Double> cpuSeconds =
          server.controlGroup().cpuNanos().map(nanos -> Math.round(nanos / 1e5) / 1e4);
      return new TimedStart(Math.round(server.startMillis() * 10) / 10.0, cpuSeconds);
    }
  }

  /**
   * Starts the image and asks what its container uses once it has answered.
   *
   * @return bytes of memory; empty where the engine doesn't count them
   * @throws StartFailedException when it doesn't come to a first answer, or the engine to one
   */
  public Optional<Long> memory(Variant variant) throws StartFailedException {
    try (ServerContainer server = start(variant)) {
      return server.usage().map(Usage::memoryBytes);
    } catch (TimeoutException e) {
      throw new StartFailedException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring memory", e);
    }
  }

  /** Whether an idle server ends as it should. */
  private String idleEnd(Variant variant, ServerContainer server)
      throws StartFailedException, TimeoutException {
    ServerContainer.End end = server.terminate(END_PATIENCE);
    double fastest = end.millis();
    // What the engine and a busy machine add to an end isn't the server's: the fastest counts.
    for (int i = 1; i < END_TRIALS && fastest > MAX_END_MILLIS && isClean(end); i++) {
      try (ServerContainer another = start(variant)) {
        end = another.terminate(END_PATIENCE);
        fastest = Math.min(fastest, end.millis());
      }
    }
    if (!isClean(end)) {
      throw new AssertionError("exit code " + end.exitCode() + " instead of 0 or 143");
    }
    double ofEngine = fastest > MAX_END_MILLIS ? killMillis(variant) : 0;
    return "exit code " + end.exitCode() + ", " + judgedEnd(fastest, ofEngine);
  }

  /** What an end takes at best in which the server has no part. */
  private double killMillis(Variant variant) throws StartFailedException, TimeoutException {
    double fastest = Double.MAX_VALUE;
    for (int i = 0; i < END_TRIALS; i++) {
      try (ServerContainer server = start(variant)) {
        fastest = Math.min(fastest, server.kill(END_PATIENCE).millis());
      }
    }
    return fastest;
  }

  /**
   * A server's end in words, if it was soon enough.
   *
   * @param millis from SIGTERM to the end
   * @param ofEngine milliseconds that the engine took to end the same server with SIGKILL; 0 where
   *     that wasn't tried
   */
  static String judgedEnd(double millis, double ofEngine) {
    String took = Math.round(millis) + " ms";
    if (ofEngine > 0) {
      took += " at best, and " + Math.round(ofEngine) + " ms after SIGKILL";
    }
    if (millis - ofEngine > MAX_END_MILLIS) {
      throw new AssertionError("it took " + took);
    }
    return took;
  }

  private static boolean isClean(ServerContainer.End end) {
    return CLEAN_EXIT_CODES.contains(end.exitCode());
  }

  private ServerContainer start(Variant variant) throws StartFailedException {
    return ServerContainer.start(engine, variant.imageName());
  }

  private static String readyLine(ServerContainer server) throws InterruptedException {
    List<String> lines = linesUpTo(server, READY);
    if (lines.size() != 1 || !lines.get(0).contains(READY)) {
      throw new AssertionError(
          "expected one line on standard output with " + READY + ", got: " + lines);
    }
    return lines.get(0);
  }

  /**
   * The engine takes what a container prints from a pipe: it may come after the first answer.
   *
   * @return all lines as soon as one has that text, or those that there are when patience ends
   */
  private static List<String> linesUpTo(ServerContainer server, String text)
      throws InterruptedException {
    long deadline = System.nanoTime() + LOG_PATIENCE.toNanos();
    List<String> lines = server.standardOutput();
    while (lines.stream().noneMatch(line -> line.contains(text)) && System.nanoTime() < deadline) {
      Thread.sleep(50);
      lines = server.standardOutput();
    }
    return lines;
  }

  /**
   * A request in flight when SIGTERM comes is finished before the server ends. An answer is too
   * short to be caught half-way from outside; but a request whose body is still on its way is in
   * flight as well: its headers have been read, and the server waits for the body.
   */
  private String finishesRequest(Variant variant)
      throws StartFailedException, IOException, InterruptedException {
    try (ServerContainer server = start(variant);
        RawConnection client = RawConnection.open(server.address(), END_PATIENCE)) {
      // A connection that has been served once: what is sent next finds the server reading.
      client.sendHalfAGet();
      client.sendTheRest();
      client.readAnswer();
      client.sendPostWithoutBody();
      // Through the engine's proxy to the server, which can't be seen from here.
      Thread.sleep(IN_FLIGHT_MILLIS);
      CompletableFuture<ServerContainer.End> end =
          CompletableFuture.supplyAsync(() -> terminate(server));
      Thread.sleep(IN_FLIGHT_MILLIS);
      if (end.isDone()) {
        throw new AssertionError("it ended while a request was in flight: " + end.join());
      }
      client.sendBody();
      String status = client.readAnswer();
      int exitCode = end.join().exitCode();
      if (!status.contains(" 405") || !CLEAN_EXIT_CODES.contains(exitCode)) {
        throw new AssertionError("answered with " + status + ", exit code " + exitCode);
      }
      return "a POST in flight got its answer, 405; then exit code "
          + exitCode
          + (exitCode == SIGTERM_EXIT_CODE ? " (SIGTERM)" : "");
    }
  }

  private static ServerContainer.End terminate(ServerContainer server) {
    try {
      return server.terminate(END_PATIENCE);
    } catch (TimeoutException | StartFailedException e) {
      throw new CompletionException(e.getMessage(), e);
    }
  }

  /**
   * Java refuses to start without its cache when it is told so, and says where classes are from.
   */
  private String usesAotCache(Variant variant) throws StartFailedException, InterruptedException {
    try (ServerContainer server =
        ServerContainer.start(
            engine,
            variant.imageName(),
            command -> command.withEnv("JDK_JAVA_OPTIONS=" + AotCache.OPTIONS))) {
      return AotCache.check(linesUpTo(server, READY));
    }
  }

  /** As a cautious operator would run it. */
  private String worksHardened(Variant variant) throws StartFailedException {
    List<String> writable = variant.writable().stream().sorted().toList();
    // It is up when it has answered.
    try (ServerContainer server =
        ServerContainer.start(
            engine,
            variant.imageName(),
            command ->
                command
                    .getHostConfig()
                    .withReadonlyRootfs(true)
                    .withTmpFs(
                        writable.stream().collect(Collectors.toMap(path -> path, path -> "")))
                    .withCapDrop(Capability.ALL)
                    .withSecurityOpts(List.of("no-new-privileges")))) {
      return "GET "
          + server.address().getPath()
          + " is answered with --read-only"
          + writable.stream().map(folder -> " --tmpfs=" + folder).collect(Collectors.joining())
          + " --cap-drop=ALL --security-opt=no-new-privileges";
    }
  }

  /** Only a number can be told from root without reading the image's own list of users. */
  private static String numericUser(StoredImage image) {
    String user = image.user();
    if (!user.matches("[1-9]\\d*(:\\d+)?")) {
      throw new AssertionError(
          user.isEmpty() ? "there is no USER, so it is root" : "USER is " + user);
    }
    return "USER " + user;
  }

  private static String exposedPort(StoredImage image) {
    if (!image.exposedPorts().contains(ServerContainer.PORT + "/tcp")) {
      throw new AssertionError("EXPOSE names " + image.exposedPorts());
    }
    return "EXPOSE " + ServerContainer.PORT;
  }

  /** The engine's host sees all processes; one that is alone in its container is process 1. */
  private static String onlyProcess(ServerContainer server)
      throws InterruptedException, NotMadeException {
    List<String> processes = server.processes();
    // A health check of the image's own may be there for a moment.
    for (int i = 0; i < 5 && processes.size() > 1; i++) {
      Thread.sleep(200);
      processes = server.processes();
    }
    if (processes.size() != 1) {
      throw new AssertionError(processes.size() + " processes: " + String.join("; ", processes));
    }
    return processes.get(0);
  }

  /** A second server in the first one's network finds the port taken. */
  private String portInUse(Variant variant, ServerContainer first) {
    try (OwnContainer second =
        OwnContainer.create(
            engine,
            variant.imageName(),
            command -> command.getHostConfig().withNetworkMode("container:" + first.id()))) {
      second.start();
      OptionalInt exitCode = second.awaitEnd(ServerContainer.MAX_START, () -> {});
      List<String> errors = second.output(StreamType.STDERR).strip().lines().toList();
      if (exitCode.isEmpty()) {
        throw new AssertionError("it keeps running, standard error: " + errors);
      }
      if (exitCode.getAsInt() == 0
          || errors.size() != 1
          || !errors.get(0).contains(":" + ServerContainer.PORT)) {
        throw new AssertionError(
            "exit code " + exitCode.getAsInt() + ", standard error: " + errors);
      }
      return "exit code " + exitCode.getAsInt() + ", " + errors.get(0);
    }
  }
}
