package multistage.sizereport.thorough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.sizereport.Variant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Copies each template into a project that it has never seen, changes the lines marked {@code
 * CHANGE} and nothing else, and checks what was promised: the image answers, runs without root and
 * without a shell, ends on SIGTERM, isn't built when a test fails, and needs no network to be built
 * again after a change.
 *
 * <p>Where a base image or a package can't be fetched, the check couldn't be made, and the test is
 * reported as aborted.
 */
@Tag("thorough")
class TemplatesIT {
  private static final Path TEMPLATES = Variant.REPOSITORY.resolve("templates");
  private static final Path PROJECTS = Path.of("src/test/resources/foreign-projects");

  private static final List<String> FILES =
      List.of("Dockerfile", ".dockerignore", "compose.yaml", "README.md");

  private static final int MAX_CHANGES = 3;

  private static final String REVISION_LABEL = "org.opencontainers.image.revision";
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  /** ELF's number of the 64-bit ARM architecture. */
  private static final byte EM_AARCH64 = (byte) 183;

  /** The only test of each project; in Go its name starts with {@code Test}. */
  private static final String FAILING_TEST = "namesTheOneItGreets";

  /** What no template may send to the builder, and some of what it has to. */
  private static final List<String> SECRETS =
      List.of(
          ".env",
          "config/.env.production",
          ".envrc",
          ".netrc",
          ".git-credentials",
          ".aws/credentials",
          ".ssh/config",
          "id_rsa",
          "deploy/id_ecdsa",
          "deploy/id_ed25519",
          "server.pem",
          "certificates/server.key",
          "certificates/server.p12",
          "certificates/server.pfx",
          "passwords.kdbx");

  private static final List<String> SECRETS_OF_JAVA_PROJECTS =
      List.of(
          "settings.xml", "settings-security.xml", ".m2/settings.xml", "certificates/server.jks");

  private static final List<String> NEEDED =
      List.of(".env.example", "coverage.go", "dist/index.html", "src/main/resources/settings.xml");

  /**
   * A first build downloads everything, on whatever machine and network. Two templates share a
   * cache mount, so one waits for the other's download.
   */
  private static final Duration PATIENCE_WITH_BUILD = Duration.ofMinutes(30);

  /** For a command that neither builds nor waits. */
  private static final Duration SHORTLY = Duration.ofMinutes(5);

  private static final Duration PATIENCE_WITH_START = Duration.ofMinutes(2);

  /** What Docker and Kubernetes wait at least, before they end a process by force. */
  private static final Duration PATIENCE_WITH_STOP = Duration.ofSeconds(10);

  /** What Go, Maven and Debian's tools say when a repository can't be reached. */
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "dial tcp|no such host|TLS handshake timeout|certificate signed by unknown authority"
              + "|Could not transfer artifact|PKIX path building failed|Unknown host");

  private static final Instant TIME_OF_LIBRARIES = Instant.parse("2026-01-01T00:00:00Z");

  /** In {@code compose.yaml}, in mebibytes or gibibytes. */
  private static final Pattern MEMORY_LIMIT = Pattern.compile("mem_limit: (\\d+)([mg])\\n");

  private static final Pattern FROM =
      Pattern.compile("^FROM (?:--platform=\\S+ )?(\\S+)(?: AS (\\S+))?$", Pattern.MULTILINE);

  /**
   * One template and the project that it is copied into.
   *
   * @param changes by file, what stands in the lines marked {@code CHANGE}, and what shall
   * @param test a file of tests, whose last {@code "Ada"} is what it expects
   * @param stopped the exit code after SIGTERM, of a program that has shut down gracefully
   */
  private record Template(
      String name,
      int port,
      Map<String, Map<String, String>> changes,
      String source,
      String test,
      int stopped,
      String lastWords) {
    boolean isJava() {
      return !name.equals("go");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Template> TEMPLATES_AND_PROJECTS =
      List.of(
          new Template(
              "go",
              9090,
              Map.of(
                  "Dockerfile",
                  Map.of("./cmd/server", "./cmd/hello", "EXPOSE 8080", "EXPOSE 9090"),
                  "compose.yaml",
                  Map.of("8080:8080", "9090:9090")),
              "internal/greeting/greeting.go",
              "internal/greeting/greeting_test.go",
              0,
              "shut down gracefully"),
          new Template(
              "java-maven",
              7070,
              Map.of(
                  "Dockerfile",
                  Map.of("com.example.Main", "org.acme.server.Hello", "EXPOSE 8080", "EXPOSE 7070"),
                  "compose.yaml",
                  Map.of("8080:8080", "7070:7070")),
              "src/main/resources/settings.xml",
              "src/test/java/org/acme/greeting/GreetingTest.java",
              // The JVM's code for SIGTERM, also after all shutdown hooks have ended.
              143,
              "shut down gracefully"),
          new Template(
              "spring-boot",
              9191,
              Map.of(
                  "Dockerfile",
                  Map.of("EXPOSE 8080", "EXPOSE 9191"),
                  "compose.yaml",
                  Map.of("8080:8080", "9191:9191")),
              "src/main/java/org/acme/shop/greeting/Greeting.java",
              "src/test/java/org/acme/shop/greeting/GreetingTest.java",
              143,
              "Graceful shutdown complete"));

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private static String docker;

  @TempDir Path project;

  private final List<String> containers = new ArrayList<>();
  private final Set<String> images = new LinkedHashSet<>();

  @BeforeAll
  static void findClient() throws Exception {
    for (String candidate : List.of("docker", "/usr/bin/docker")) {
      if (canUseBuildKit(candidate)) {
        docker = candidate;
        return;
      }
    }
    assumeTrue(false, "no docker client here can use BuildKit");
  }

  @AfterEach
  void removeAll() throws Exception {
    for (String container : containers) {
      run("rm", "--force", container);
    }
    for (String image : images) {
      run("image", "rm", "--force", image);
    }
  }

  @ParameterizedTest
  @FieldSource("TEMPLATES_AND_PROJECTS")
  @Execution(CONCURRENT) // each has its own folder, images, and containers, and waits for them
  void runsAForeignProject(Template template) throws Exception {
    copy(template);
    fetchBaseImages();

    Result firstBuild = build(template, "first", "--label=" + REVISION_LABEL + "=" + REVISION);
    assumeTrue(
        firstBuild.code() == 0 || !UNREACHABLE.matcher(firstBuild.all()).find(),
        "packages can't be fetched");
    succeed(firstBuild);
    checkConfiguration(template, image(template, "first"));
    checkFiles(template, image(template, "first"));
    checkRun(template, image(template, "first"), "Hello, Ada!");

    if (!template.isJava()) {
      checkThatItCompilesForAnotherPlatform(template);
      checkThatTestsSeeNoCredentials(template);
      checkThatAPackageThatIsNoProgramIsRefused(template);
      checkThatAllModulesOfAWorkspaceAreTested(template);
    }

    checkWhatIsSent(template);

    change(template.source(), "Hello", "Goodbye");
    succeed(build(template, "changed", "--network=none"));
    checkRun(template, image(template, "changed"), "Goodbye, Ada!");
    if (template.isJava()) {
      checkThatOnlyTheLastLayerIsNew(image(template, "first"), image(template, "changed"));
    }

    expectSomebodyElse(template.test());
    for (List<String> target : List.of(List.<String>of(), List.of("--target=test"))) {
      List<String> options = new ArrayList<>(List.of("--network=none"));
      options.addAll(target);
      Result red = build(template, "red", options.toArray(String[]::new));
      assertThat(red.code()).as("exit code of a build with a failing test").isNotZero();
      // For no other reason than the test, such as a missing network.
      assertThat(red.all()).containsIgnoringCase(FAILING_TEST);
      assertThat(run("image", "inspect", image(template, "red")).code())
          .as("exit code of looking for an image of a program with a failing test")
          .isNotZero();
    }
    if (template.isJava()) {
      succeed(build(template, "untested", "--network=none", "--build-arg=MAVEN_ARGS=-DskipTests"));
    }
    if (template.name().equals("spring-boot")) {
      checkThatNoLayerIsLost(template);
    }
  }

  /** The template's files over the project, and then what its comments ask for. */
  private void copy(Template template) throws IOException {
    Path foreign = PROJECTS.resolve(template.name());
    try (Stream<Path> files = Files.walk(foreign)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve(foreign.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    // So that the first build fills the cache mounts, even if layers of an earlier run are still
    // cached.
    Files.writeString(project.resolve("copied-at.txt"), Instant.now().toString());
    int marks = 0;
    for (String name : FILES) {
      String text = Files.readString(TEMPLATES.resolve(template.name()).resolve(name));
      List<String> lines = new ArrayList<>(text.lines().toList());
      Map<String, String> changes = template.changes().getOrDefault(name, Map.of());
      Set<String> made = new LinkedHashSet<>();
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).strip().startsWith("# CHANGE")) {
          continue;
        }
        marks++;
        for (Map.Entry<String, String> change : changes.entrySet()) {
          if (lines.get(i + 1).contains(change.getKey())) {
            lines.set(i + 1, lines.get(i + 1).replace(change.getKey(), change.getValue()));
            made.add(change.getKey());
          }
        }
      }
      assertThat(made).as("marked lines of " + name).isEqualTo(changes.keySet());
      Files.write(project.resolve(name), lines);
    }
    assertThat(marks).as("lines to change").isBetween(1, MAX_CHANGES);
  }

  private void fetchBaseImages() throws Exception {
    Set<String> stages = new LinkedHashSet<>();
    Matcher from = FROM.matcher(Files.readString(project.resolve("Dockerfile")));
    while (from.find()) {
      String base = from.group(1);
      if (!stages.contains(base) && run("image", "inspect", base).code() != 0) {
        assumeTrue(run("pull", base).code() == 0, base + " can't be pulled");
      }
      stages.add(from.group(2));
    }
  }

  private void checkConfiguration(Template template, String image) throws Exception {
    assertThat(inspect(image, "{{.Config.User}}")).isEqualTo("65532:65532");
    assertThat(inspect(image, "{{json .Config.ExposedPorts}}"))
        .isEqualTo("{\"" + template.port() + "/tcp\":{}}");
    assertThat(inspect(image, "{{index .Config.Labels \"" + REVISION_LABEL + "\"}}"))
        .isEqualTo(REVISION);
    assertThat(inspect(image, "{{json .Config.Labels}}"))
        .as("labels, none of them empty for whoever doesn't set it")
        .doesNotContain(":\"\"");
    assertThat(inspect(image, "{{json .Config.Entrypoint}}")).doesNotContain("/bin/sh");
  }

  private void checkFiles(Template template, String image) throws Exception {
    String container = succeed(run("create", image)).strip();
    containers.add(container);
    Map<String, Instant> files = filesOf(container);
    assertThat(files).as("files of the image").containsKey("etc/passwd");
    assertThat(files.keySet())
        .as("shells")
        .noneMatch(file -> file.matches("(.*/)?(sh|ash|bash|dash|busybox)"));
    if (template.isJava()) {
      // Or else a builder that hasn't seen the project before would make other layers of them.
      files.keySet().removeIf(file -> !file.startsWith("app/lib/"));
      assertThat(files).as("libraries").isNotEmpty();
      assertThat(files.values()).as("times of libraries").containsOnly(TIME_OF_LIBRARIES);
    }
  }

  private void checkWhatIsSent(Template template) throws Exception {
    List<String> secrets = new ArrayList<>(SECRETS);
    if (template.isJava()) {
      secrets.addAll(SECRETS_OF_JAVA_PROJECTS);
    }
    List<Path> added = new ArrayList<>();
    for (String name : Stream.concat(secrets.stream(), NEEDED.stream()).toList()) {
      Path file = project.resolve(name);
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        added.add(Files.createFile(file));
      }
    }
    succeed(build(template, "source", "--network=none", "--target=source"));
    List<String> sent =
        succeed(
                run(
                    "run",
                    "--rm",
                    "--network=none",
                    "--entrypoint=find",
                    image(template, "source"),
                    ".",
                    "-type",
                    "f",
                    "-printf",
                    "%P\\n"))
            .lines()
            .toList();
    assertThat(sent).containsAll(NEEDED).doesNotContainAnyElementsOf(secrets);
    for (Path file : added) {
      Files.delete(file);
    }
  }

  /** What the project's own list of layers names, and the template doesn't know. */
  private void checkThatNoLayerIsLost(Template template) throws Exception {
    Files.writeString(
        project.resolve("src/layers.xml"),
        """
        <layers xmlns="http://www.springframework.org/schema/boot/layers">
          <application>
            <into layer="spring-boot-loader">
              <include>org/springframework/boot/loader/**</include>
            </into>
            <into layer="application" />
          </application>
          <dependencies>
            <into layer="acme-dependencies">
              <include>*:spring-core:*</include>
            </into>
            <into layer="snapshot-dependencies">
              <include>*:*:*SNAPSHOT</include>
            </into>
            <into layer="dependencies" />
          </dependencies>
          <layerOrder>
            <layer>dependencies</layer>
            <layer>spring-boot-loader</layer>
            <layer>snapshot-dependencies</layer>
            <layer>acme-dependencies</layer>
            <layer>application</layer>
          </layerOrder>
        </layers>
        """);
    String plugin = "<artifactId>spring-boot-maven-plugin</artifactId>";
    change(
        "pom.xml",
        plugin,
        plugin
            + "<configuration><layers><configuration>${project.basedir}/src/layers.xml"
            + "</configuration></layers></configuration>");
    Result other =
        build(template, "layers", "--network=none", "--build-arg=MAVEN_ARGS=-DskipTests");
    assertThat(other.code()).as("exit code of a build with another layer").isNotZero();
    assertThat(other.all()).contains("No COPY for these layers: acme-dependencies");
  }

  private void checkRun(Template template, String image, String answer) throws Exception {
    // As strict as in compose.yaml.
    long memoryLimit = memoryLimitBytes();
    String container =
        succeed(
                run(
                    "run",
                    "--detach",
                    "--read-only",
                    "--tmpfs=/tmp",
                    "--cap-drop=ALL",
                    "--security-opt=no-new-privileges:true",
                    "--memory=" + memoryLimit,
                    "--publish=127.0.0.1::" + template.port(),
                    image))
            .strip();
    containers.add(container);
    String address =
        succeed(run("port", container, template.port() + "/tcp")).lines().findFirst().orElseThrow();

    assertThat(firstAnswer(container, address, "/hello/Ada")).isEqualTo(answer);
    assertThat(get(address, "/user")).as("user of the process").isEqualTo("65532");
    if (template.isJava()) {
      // A quarter is what the JVM takes by itself.
      assertThat(Long.parseLong(get(address, "/heap")))
          .as("bytes of heap")
          .isBetween(memoryLimit / 2, memoryLimit * 3 / 4);
    }

    succeed(run("kill", "--signal=TERM", container));
    Result waited = run(PATIENCE_WITH_STOP, "wait", container);
    assertThat(waited.output().strip())
        .as("exit code after SIGTERM")
        .isEqualTo(Integer.toString(template.stopped()));
    assertThat(run("logs", container).all()).contains(template.lastWords());
  }

  private long memoryLimitBytes() throws IOException {
    Matcher limit = MEMORY_LIMIT.matcher(Files.readString(project.resolve("compose.yaml")));
    assertThat(limit.find()).as("memory limit in compose.yaml").isTrue();
    assertThat(Files.readString(project.resolve("README.md")))
        .as("README's command for production, as strict as compose.yaml")
        .contains(
            "docker run --detach --restart unless-stopped --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges"
                + " --memory "
                + limit.group(1)
                + limit.group(2)
                + " ");
    return Long.parseLong(limit.group(1)) << (limit.group(2).equals("g") ? 30 : 20);
  }

  /** That of the first request that is answered at all. */
  private static String firstAnswer(String container, String address, String path)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE_WITH_START.toNanos();
    while (true) {
      try {
        return get(address, path);
      } catch (IOException e) {
        boolean runs = inspect(container, "{{.State.Running}}").equals("true");
        if (!runs || System.nanoTime() > deadline) {
          throw new AssertionError("no answer; its log:\n" + run("logs", container).all(), e);
        }
        Thread.sleep(50);
      }
    }
  }

  private static String get(String address, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  /** As far as it goes without a base image for that platform: the compiler's result. */
  private void checkThatItCompilesForAnotherPlatform(Template template) throws Exception {
    succeed(build(template, "arm64", "--network=none", "--platform=linux/arm64", "--target=build"));
    String container = succeed(run("create", image(template, "arm64"))).strip();
    containers.add(container);
    Path binary = project.resolve("app.arm64");
    succeed(run("cp", container + ":/out/app", binary.toString()));
    byte[] header = Files.readAllBytes(binary);
    Files.delete(binary);
    assertThat(header[18]).as("e_machine in the ELF header").isEqualTo(EM_AARCH64);
  }

  /** That vet has them says that the build was given them. */
  private void checkThatTestsSeeNoCredentials(Template template) throws Exception {
    String dockerfile = Files.readString(project.resolve("Dockerfile"));
    change("Dockerfile", "go vet work", "test -s /root/.netrc");
    change("Dockerfile", "go test work", "test ! -s /root/.netrc");
    Path netrc = project.resolve(".netrc");
    Files.writeString(netrc, "machine git.example.com login reader password not-a-real-token\n");
    succeed(
        build(
            template,
            "credentials",
            "--network=none",
            "--target=test",
            "--secret=id=netrc,src=" + netrc));
    Files.delete(netrc);
    Files.writeString(project.resolve("Dockerfile"), dockerfile);
  }

  private void checkThatAPackageThatIsNoProgramIsRefused(Template template) throws Exception {
    Result library =
        build(template, "library", "--network=none", "--build-arg=MAIN=./internal/greeting");
    assertThat(library.code()).as("exit code of building a package without main").isNotZero();
    assertThat(library.all()).contains("requires exactly one main package");
  }

  private void checkThatAllModulesOfAWorkspaceAreTested(Template template) throws Exception {
    Path workspace = project.resolve("go.work");
    Path test = project.resolve("platform/process/process_test.go");
    Files.writeString(workspace, "go 1.27\n\nuse (\n\t.\n\t./platform\n)\n");
    // With a network: in a workspace, Go also reads the go.mod files of all libraries.
    succeed(build(template, "workspace", "--target=test"));
    Files.writeString(
        test,
        """
        package process

        import "testing"

        func TestOfAnotherModule(t *testing.T) {
        	t.Fail()
        }
        """);
    Result red = build(template, "workspace", "--network=none", "--target=test");
    assertThat(red.code()).as("exit code with a failing test in another module").isNotZero();
    assertThat(red.all()).contains("TestOfAnotherModule");
    Files.delete(test);
    Files.delete(workspace);
  }

  private static void checkThatOnlyTheLastLayerIsNew(String before, String after) throws Exception {
    List<String> old = layers(before);
    List<String> current = layers(after);
    assertThat(current).hasSameSizeAs(old);
    assertThat(current.subList(0, current.size() - 1))
        .as("layers of the base image and of the libraries")
        .isEqualTo(old.subList(0, old.size() - 1));
    assertThat(current.get(current.size() - 1)).isNotEqualTo(old.get(old.size() - 1));
  }

  private static List<String> layers(String image) throws Exception {
    return inspect(image, "{{range .RootFS.Layers}}{{println .}}{{end}}").lines().toList();
  }

  private static String inspect(String what, String format) throws Exception {
    return succeed(run("inspect", "--format=" + format, what)).strip();
  }

  private void change(String file, String before, String after) throws IOException {
    Path path = project.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(before);
    Files.writeString(path, text.replace(before, after));
  }

  /** In the last line that names Ada, which is the test's expectation. */
  private void expectSomebodyElse(String test) throws IOException {
    Path path = project.resolve(test);
    String text = Files.readString(path);
    int name = text.lastIndexOf("\"Ada\"");
    Files.writeString(path, text.substring(0, name) + text.substring(name).replace("Ada", "Eve"));
  }

  private static String image(Template template, String tag) {
    return "template-" + template.name() + ":" + tag;
  }

  private Result build(Template template, String tag, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("build", "--progress=plain"));
    arguments.addAll(List.of(options));
    arguments.add("--tag=" + image(template, tag));
    arguments.add(project.toString());
    images.add(image(template, tag));
    return run(PATIENCE_WITH_BUILD, arguments.toArray(String[]::new));
  }

  private static boolean canUseBuildKit(String candidate) throws Exception {
    try {
      return run(SHORTLY, List.of(candidate, "buildx", "version")).code() == 0
          || run(SHORTLY, List.of(candidate, "version", "--format={{.Client.Version}}"))
              .output()
              .matches("(?s)(1\\d|2[0-2])\\..*");
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  /** With the times of their last changes. */
  private static Map<String, Instant> filesOf(String container) throws Exception {
    Process export = start(List.of(docker, "export", container), Redirect.PIPE, Redirect.DISCARD);
    Map<String, Instant> files = new LinkedHashMap<>();
    try (TarArchiveInputStream archive = new TarArchiveInputStream(export.getInputStream())) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        files.put(entry.getName(), entry.getLastModifiedTime().toInstant());
      }
      // What fills the archive's last block up.
      archive.transferTo(OutputStream.nullOutputStream());
      export.getInputStream().transferTo(OutputStream.nullOutputStream());
      assertThat(export.waitFor()).as("exit code of docker export").isZero();
    } finally {
      export.destroy();
    }
    return files;
  }

  /** What a command has said, and how it ended. */
  private record Result(List<String> command, int code, String output, String errors) {
    String all() {
      return String.join(" ", command) + "\n" + output + errors;
    }
  }

  private static String succeed(Result result) {
    assertThat(result.code()).as(result.all()).isZero();
    return result.output();
  }

  private static Result run(String... arguments) throws Exception {
    return run(SHORTLY, arguments);
  }

  private static Result run(Duration patience, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(docker));
    command.addAll(List.of(arguments));
    return run(patience, command);
  }

  private static Result run(Duration patience, List<String> command) throws Exception {
    Path output = Files.createTempFile("templates", ".out");
    Path errors = Files.createTempFile("templates", ".err");
    Process process = start(command, Redirect.to(output.toFile()), Redirect.to(errors.toFile()));
    try {
      assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
          .as("%s ends within %s", String.join(" ", command), patience)
          .isTrue();
      return new Result(
          command, process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      process.destroy();
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static Process start(List<String> command, Redirect output, Redirect errors)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output).redirectError(errors);
    builder.environment().put("DOCKER_BUILDKIT", "1");
    // A builder in a container of its own would keep the image to itself.
    builder.environment().remove("BUILDX_BUILDER");
    return builder.start();
  }
}
