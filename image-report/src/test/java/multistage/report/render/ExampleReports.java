package multistage.report.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.Duplicates;
import multistage.image.Explanation;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.User;
import multistage.image.Waste;
import multistage.image.WastedFile;
import multistage.image.compare.Reproducibility;
import multistage.image.compare.Reproducibility.Difference;
import multistage.image.compare.Reproducibility.Reason;
import multistage.image.compare.Reproducibility.ReasonCount;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.ExampleAnnotations;
import multistage.report.model.BaseImage;
import multistage.report.model.BaseImage.Origin;
import multistage.report.model.Benchmark;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Estimate;
import multistage.report.model.Memory;
import multistage.report.model.Noise;
import multistage.report.model.Outcome;
import multistage.report.model.Phase;
import multistage.report.model.Proof;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.model.Stage;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;

/** Reports to render: one as a run leaves it, and the parts to make others. */
public final class ExampleReports {
  private static final Engine ENGINE =
      new Engine("Docker Engine", "20.10.24", "1.41", "overlay2", "linux", "amd64");

  private static final Instant RECORDED_AT = Instant.parse("2026-05-01T10:15:30.123456Z");
  private static final EngineShare ENGINE_SHARE = EngineShare.of(List.of(231.4, 230.1, 244.0));

  private static final String FAILURE =
      """
      the build failed: The command '/bin/sh -c jlink --add-modules "$(jdeps …)" | tee log' returned a non-zero code: 1

      \u001b[31mError:\u001b[0m Module java.desktop not found, required by `multistage.webserver` & <others>
      ```
      see log | more
      ```
      """;

  private static final Layer GOLANG =
      base("golang", "#(nop) ADD file:1f2e in /", 901_204_113, 934_871_040, 301_117_842);
  private static final Layer ALPINE =
      base("alpine", "#(nop) ADD file:9c01 in /", 2_761_330, 3_104_768, 1_402_511);
  private static final Layer DEBIAN =
      base("debian", "#(nop) ADD file:77ab in /", 78_503_402, 81_044_480, 29_871_230);
  private static final Layer JDK =
      base("jdk", "#(nop) ADD file:4dd2 in /", 693_870_115, 702_312_960, 252_940_113);
  private static final Layer JRE =
      base("jre", "#(nop) ADD file:5ee3 in /", 483_910_770, 490_332_160, 168_204_555);
  private static final Layer BINARY =
      own("binary", "COPY /webserver /webserver # from build", 8_431_002, 8_432_640, 4_730_118);
  private static final Layer JAR =
      own("jar", "COPY /webserver.jar /webserver.jar # from build", 6_212, 8_192, 5_901);

  private static final Reproducibility DIFFERENT =
      new Reproducibility(
          RECORDED_AT.minusSeconds(86_400),
          4,
          List.of(2, 4),
          List.of(
              new ReasonCount(Reason.TIME_STAMPS, 1_243, 81_204_113),
              new ReasonCount(Reason.EMBEDDED_TIMES, 1, 135)),
          List.of(
              new Difference(
                  4,
                  "root/.cache/a|b",
                  4_870_115,
                  Reason.TIME_STAMPS,
                  "2026-05-01T10:15:30Z and 2026-05-01T10:16:02Z"),
              new Difference(
                  4,
                  "root/.cache/<index>",
                  135,
                  Reason.EMBEDDED_TIMES,
                  "“v1 1777630530123456789” and “v1 1777630562123456789”"),
              new Difference(
                  2, "", 0, Reason.TIME_STAMPS, "2026-05-01T10:15:29Z and 2026-05-01T10:16:01Z")));

  /** A JVM gets faster while it compiles. */
  private static final List<Double> CURVE =
      List.of(131.2, 137.9, 161.8, 319.7, 832.6, 1389.0, 2439.8, 4458.9, 6492.5, 8821.3);

  private ExampleReports() {}

  /** Six rows that passed, one that failed, one that was skipped; most of them on stand-ins. */
  public static Report mixed() {
    return report(Origin.STAND_IN);
  }

  /** The same with official images. */
  public static Report official() {
    return report(Origin.PULLED);
  }

  private static Report report(Origin origin) {
    return new Report(
        RECORDED_AT,
        ENGINE,
        Optional.of(ENGINE_SHARE),
        Optional.of(new Noise(new Estimate(1.2, -9.7, 13.9, 5))),
        List.of(
            baseImage("alpine:3.22", ALPINE, origin),
            baseImage("debian:trixie-slim", DEBIAN, Origin.PULLED),
            baseImage("eclipse-temurin:25-jdk-resolute", JDK, origin),
            baseImage("eclipse-temurin:25-jre-resolute", JRE, origin),
            baseImage("example.org/team/base", DEBIAN, Origin.LOCAL),
            baseImage("golang:1.27", GOLANG, origin)),
        List.of(
            passed(
                    "go/multi-stage-alpine",
                    "Build in one image, run in another",
                    "go/single-stage",
                    List.of(stage("build", "golang:1.27"), stage(null, "alpine:3.22")),
                    List.of(ALPINE, BINARY),
                    List.of(251.81, 248.2, 262.0, 247.113, 250.4))
                .withBenchmark(
                    benchmark(
                        "go/multi-stage-alpine",
                        Instant.parse("2026-05-01T11:00:00Z"),
                        List.of(241.5, 244.7, 239.1, 251.3, 240.2),
                        Optional.of(
                            new Benchmark.MemoryNeed(
                                1_564_672,
                                4_116_480,
                                1_000,
                                Optional.of(4_259_840L),
                                Optional.of(8_380_416L),
                                Optional.of(6L << 20),
                                true)),
                        Optional.empty(),
                        new Benchmark.Remark("answers", "left out: there was no time"))),
            rebuilt(
                passed(
                    "go/multi-stage-scratch",
                    "Nothing but the binary",
                    "go/multi-stage-alpine",
                    List.of(stage("build", "golang:1.27"), stage(null, "scratch")),
                    List.of(BINARY),
                    List.of(241.5, 244.75, 239.02, 251.3)),
                Reproducibility.same(RECORDED_AT, 1)),
            rebuilt(
                passed(
                    "go/single-stage",
                    "One stage, the whole toolchain",
                    null,
                    List.of(stage(null, "golang:1.27")),
                    List.of(
                        GOLANG,
                        own("workdir", "WORKDIR /src", 0, 1_536, 112),
                        own("sources", "COPY go.mod main.go ./", 4_870, 8_192, 2_044),
                        own(
                            "go build",
                            "RUN CGO_ENABLED=0 go build -o /webserver . | tee `date`.log && touch -d 2026-01-01 /webserver",
                            93_810_228,
                            96_330_240,
                            31_004_127)),
                    List.of(255.0, 259.1, 257.25, 270.66, 254.9)),
                DIFFERENT),
            RowBuilder.empty()
                .id(VariantId.parse("java/multi-stage-jlink"))
                .title("A Java run-time of just the modules that are used")
                .dockerfile("dockerfiles/java/multi-stage-jlink.Dockerfile")
                .improvesOn(Optional.of(VariantId.parse("java/multi-stage-jre")))
                .forProduction(false)
                .builder(Builder.BUILDKIT)
                .platform(Optional.of("linux/arm64"))
                .stages(
                    List.of(
                        stage("build", "eclipse-temurin:25-jdk-resolute"),
                        stage(null, "debian:trixie-slim")))
                .status(Outcome.FAILED)
                .failure(Optional.of(FAILURE))
                .build(),
            passed(
                "java/multi-stage-jlink-slim",
                "The same | with <less> *of everything*",
                "java/multi-stage-jre",
                List.of(stage(null, "debian:trixie-slim")),
                List.of(DEBIAN, own(null, null, 43_511_908, 43_620_352, 21_870_402), JAR),
                List.of(431.0)),
            passed(
                    "java/multi-stage-jre",
                    "Build with the JDK, run on the JRE",
                    "java/single-stage",
                    List.of(
                        stage("build", "eclipse-temurin:25-jdk-resolute"),
                        stage(null, "eclipse-temurin:25-jre-resolute")),
                    List.of(JRE, JAR),
                    List.of(440.13, 436.0, 451.9))
                .withBenchmark(
                    benchmark(
                        "java/multi-stage-jre",
                        Instant.parse("2026-04-30T23:59:59Z"),
                        List.of(440.1, 436.0, 451.9),
                        Optional.empty(),
                        Optional.of(
                            new Benchmark.Load(true, 89.1, 2_553.4, 27_610, 12_022.2, 8, 1, CURVE)),
                        new Benchmark.Remark(
                            "answers",
                            "requests not answered with 200: 1, the first: Connection reset"))),
            skipped(
                "java/multi-stage-native",
                "Compiled ahead of time",
                "no registry answers, and GraalVM can't be had from Debian packages"),
            passed(
                "java/single-stage",
                "One stage, the whole JDK",
                null,
                List.of(stage(null, "eclipse-temurin:25-jdk-resolute")),
                List.of(JDK, own("javac", "RUN javac …", 13_410, 20_480, 12_207)),
                List.of(444.0, 1203.5))),
        List.of(
            new Phase("build", 131_442),
            new Phase("prove and time", 24_061),
            new Phase("save and read layers", 38_950)));
  }

  private static Optional<Benchmark> benchmark(
      String id,
      Instant at,
      List<Double> millis,
      Optional<Benchmark.MemoryNeed> memory,
      Optional<Benchmark.Load> load,
      Benchmark.Remark... remarks) {
    return Optional.of(
        new Benchmark(
            at,
            digest(id),
            Optional.of(
                Benchmark.Starts.of(
                    millis, twins(millis), List.of(0.0284, 0.0271), List.of(0.0243))),
            memory,
            load,
            List.of(remarks)));
  }

  /** The engine's own share beside each start. */
  private static List<Double> twins(List<Double> millis) {
    return IntStream.range(0, millis.size())
        .mapToObj(i -> ENGINE_SHARE.millis().get(i % ENGINE_SHARE.millis().size()))
        .toList();
  }

  /** Two rows whose Dockerfiles are annotated, the second compared with the first. */
  public static Report annotated() {
    AnnotatedComparison compared = ExampleAnnotations.compared();
    List<Image> images = ExampleAnnotations.comparedImages();
    VariantId one = VariantId.parse("go/one");
    return of(
        passed("go/one")
            .withImage(Optional.of(images.get(0)))
            .withAnnotation(Optional.of(compared.before())),
        passed("go/two")
            .withImprovesOn(Optional.of(one))
            .withImage(Optional.of(images.get(1)))
            .withAnnotation(Optional.of(compared.after()))
            .withDifference(Optional.of(compared.difference(one))));
  }

  public static Report of(Row... rows) {
    return new Report(
        Instant.parse("2026-05-01T00:00:00Z"),
        ENGINE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(rows),
        List.of());
  }

  public static Row skipped(String id, String title, String reason) {
    return without(id, title, Outcome.SKIPPED, reason);
  }

  public static Row failed(String id, String title, String reason) {
    return without(id, title, Outcome.FAILED, reason);
  }

  private static Row without(String id, String title, Outcome outcome, String reason) {
    return RowBuilder.empty()
        .id(VariantId.parse(id))
        .title(title)
        .dockerfile("dockerfiles/" + id + ".Dockerfile")
        .forProduction(true)
        .builder(Builder.CLASSIC)
        .status(outcome)
        .failure(Optional.of(reason))
        .build();
  }

  public static Row passed(String id, Layer... layers) {
    return passed(id, "Title", null, List.of(), List.of(layers), List.of(1.5));
  }

  /** The same image, with other lengths of its compressed layers. */
  public static Image withGzipBytes(Image image, UnaryOperator<Optional<Long>> bytes) {
    return Image.of(
        image.id(),
        image.engineBytes(),
        image.layers().stream()
            .map(
                layer ->
                    new Layer(
                        layer.diffId(),
                        layer.instruction(),
                        layer.fromBase(),
                        layer.fileBytes(),
                        layer.tarBytes(),
                        bytes.apply(layer.gzipBytes()),
                        layer.files(),
                        layer.largestFiles(),
                        layer.largestFolders()))
            .toList(),
        image.explanation());
  }

  /** An image that holds nothing but records of these packages. */
  public static Row withPackages(String id, SoftwarePackage... packages) {
    Row row = passed(id);
    Image image = row.image().orElseThrow();
    Explanation empty = image.explanation();
    Explanation explanation =
        new Explanation(
            empty.causes(),
            empty.waste(),
            empty.duplicates(),
            empty.tree(),
            new Inventory(
                List.of(packages),
                List.of(),
                List.of(),
                List.of(),
                new Inventory.Invisible(0, 0, List.of())),
            List.of());
    return row.withImage(Optional.of(Image.of(image.id(), 0, List.of(), explanation)));
  }

  private static Row rebuilt(Row row, Reproducibility reproducibility) {
    return row.withReproducibility(Optional.of(reproducibility));
  }

  private static Row passed(
      String id,
      String title,
      String improvesOn,
      List<Stage> stages,
      List<Layer> layers,
      List<Double> millis) {
    Image image = Image.of(digest(id), 0, layers, explanation(layers));
    return RowBuilder.empty()
        .id(VariantId.parse(id))
        .title(title)
        .dockerfile("dockerfiles/" + id + ".Dockerfile")
        .improvesOn(Optional.ofNullable(improvesOn).map(VariantId::parse))
        .forProduction(true)
        .builder(Builder.CLASSIC)
        .stages(stages)
        .status(Outcome.PASSED)
        .image(
            Optional.of(
                new Image(
                    image.id(),
                    image.fileBytes() + 112,
                    image.fileBytes(),
                    image.tarBytes(),
                    image.gzipBytes(),
                    layers,
                    image.explanation())))
        .startup(
            Optional.of(
                Startup.of(
                    millis,
                    millis.size() > 1 ? twins(millis) : List.of(),
                    Optional.of(millis.get(0) * 2).filter(first -> millis.size() > 2))))
        .memory(
            Optional.of(
                Memory.of(millis.stream().map(sample -> Math.round(sample * 1e4)).toList())))
        .measuredAt(
            Optional.of(millis.size() == 3 ? RECORDED_AT.minusSeconds(86_400) : RECORDED_AT))
        .proof(
            Optional.of(
                new Proof(
                    millis.size() == 3 ? RECORDED_AT.minusSeconds(43_200) : RECORDED_AT,
                    digest("program"))))
        .checks(
            List.of(
                new Check(CheckId.parse("GET / says Hello, World!"), true, true, "200, 13 bytes"),
                new Check(
                    new CheckId.Budget("memoryBytes"),
                    millis.size() != 2,
                    false,
                    "8.24 MB, which is 238 kB over the ceiling of 8 MB"),
                new Check(
                    CheckId.parse("runs without root"),
                    !stages.isEmpty() && stages.size() > 1,
                    false,
                    "user 0")))
        .build();
  }

  public static Stage stage(String name, String from) {
    return new Stage(Optional.ofNullable(name), from);
  }

  public static Layer own(String seed, String instruction, long file, long tar, long gzip) {
    return layer(seed, instruction, false, file, tar, gzip);
  }

  public static Layer base(String seed, String instruction, long file, long tar, long gzip) {
    return layer(seed, instruction, true, file, tar, gzip);
  }

  private static Layer layer(
      String seed, String instruction, boolean fromBase, long file, long tar, long gzip) {
    return new Layer(
        diffId(seed),
        Optional.ofNullable(instruction),
        fromBase,
        file,
        tar,
        Optional.of(gzip),
        2,
        List.of(new SizedPath("usr/bin/" + seed, file - file / 10), new SizedPath("a", file / 10)),
        List.of(new SizedPath("usr", file - file / 10)));
  }

  /** Base layers' bytes are the base image's, and of the others a tenth is hidden. */
  private static Explanation explanation(List<Layer> layers) {
    long base = layers.stream().filter(Layer::fromBase).mapToLong(Layer::fileBytes).sum();
    long own = layers.stream().mapToLong(Layer::fileBytes).sum() - base;
    long hidden = layers.size() > 1 ? own / 10 : 0;
    long debug = own / 4;
    return new Explanation(
        Stream.of(
                share(Cause.PROGRAM, own - hidden - debug, "webserver"),
                share(Cause.DEBUG_INFORMATION, debug, "webserver"),
                share(Cause.HIDDEN, hidden, "root/.ssh/id_ed25519"),
                share(Cause.BASE_IMAGE, base, "usr/lib/libc.so.6"))
            .filter(share -> share.fileBytes() > 0)
            .toList(),
        hidden == 0
            ? new Waste(0, 0, List.of())
            : new Waste(
                hidden,
                1,
                List.of(
                    new WastedFile(
                        "root/.ssh/id_ed25519", hidden, 1, 2, WastedFile.How.DELETED, true))),
        new Duplicates(0, List.of()),
        new FileTree(
            "",
            base + own,
            base + own == 0
                ? List.of()
                : List.of(
                    new FileTree("usr", base, List.of()),
                    new FileTree("webserver", own, List.of()))),
        new Inventory(
            packages(base > 0),
            base > 0 ? List.of("bin/sh") : List.of(),
            List.of(),
            List.of(new User("nonroot", 65_532, "/sbin/nologin")),
            base > 0
                ? new Inventory.Invisible(
                    3_046,
                    2,
                    List.of(new SizedPath("opt/copied.so", 3_000), new SizedPath("a", 46)))
                : new Inventory.Invisible(0, 0, List.of())),
        inside(own));
  }

  /** A Go program, and a file that nothing tells of. */
  private static List<FileInside> inside(long bytes) {
    long half = bytes / 2;
    long fifth = bytes / 5;
    return bytes == 0
        ? List.of()
        : List.of(
            new FileInside(
                "webserver",
                bytes,
                List.of(
                    new FilePart("standard library", "net/http", half),
                    new FilePart("standard library", "(3 smaller)", fifth),
                    new FilePart("", "constants (.rodata)", bytes - half - 2 * fifth),
                    new FilePart("the program itself", "main", fifth))),
            new FileInside("webserver.aot", bytes / 10, List.of()));
  }

  private static List<SoftwarePackage> packages(boolean hasBase) {
    SoftwarePackage program =
        new SoftwarePackage(SoftwarePackage.Type.GO_MODULE, "multistage/webserver", "(devel)");
    return hasBase
        ? List.of(
            new SoftwarePackage(SoftwarePackage.Type.OPERATING_SYSTEM, "debian", "13"),
            new SoftwarePackage(
                SoftwarePackage.Type.DEB, "libc6", "2.41-12+b1", Optional.of("glibc@2.41-12")),
            new SoftwarePackage(SoftwarePackage.Type.DEB, "zlib1g", "1:1.3.dfsg-1"),
            program)
        : List.of(program);
  }

  private static CauseShare share(Cause cause, long bytes, String path) {
    return new CauseShare(cause, bytes, 1, List.of(new SizedPath(path, bytes)));
  }

  private static BaseImage baseImage(String reference, Layer layer, Origin origin) {
    return new BaseImage(reference, digest(reference), origin, layer.fileBytes());
  }

  private static Digest digest(String seed) {
    return Digest.ofSha256(sha256("image " + seed));
  }

  private static DiffId diffId(String seed) {
    return DiffId.ofSha256(sha256("layer " + seed));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
