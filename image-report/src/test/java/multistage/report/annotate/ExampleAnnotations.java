package multistage.report.annotate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.FileEntry;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.LayerContents;
import multistage.image.explain.Images;
import multistage.report.dockerfile.BuildSource;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.LineShare;

/** Annotated Dockerfiles whose images nobody built. */
public final class ExampleAnnotations {
  static final String TWO_STAGES =
      """
      # Two stages
      FROM golang AS build
      COPY main.go ./
      RUN go build -o /server . && \\
          touch /server

      FROM debian
      COPY --from=build /server /server
      RUN rm /usr/bin/perl
      FROM debian AS unused
      FROM debian
      COPY --from=build /server /server
      RUN rm /usr/bin/perl
      USER 1
      """;

  private static final Map<String, Long> BASES = Map.of("golang", 700_000L, "debian", 4_000L);

  private ExampleAnnotations() {}

  /** Of a Dockerfile with two stages that are built, and two that aren't. */
  public static AnnotatedDockerfile twoStages() {
    return annotated(
        TWO_STAGES,
        built(
            1,
            layer(1, "usr/bin/perl", 4_000, "# debian.sh"),
            layer(2, "server", 6_000, "COPY /server /server # buildkit"),
            layer(3, "usr/bin/.wh.perl", 0, "RUN /bin/sh -c rm /usr/bin/perl # buildkit")),
        Map.of(
            0,
            built(
                1,
                layer(4, "usr/local/go/bin/go", 700_000, "RUN /bin/sh -c get go # buildkit"),
                layer(5, "main.go", 100, "COPY main.go ./ # buildkit"),
                layer(
                    6,
                    "server",
                    6_000,
                    "RUN /bin/sh -c go build -o /server . &&     touch /server # buildkit"))));
  }

  /** The same, read without compressing a layer. */
  public static AnnotatedDockerfile withoutPullSizes(AnnotatedDockerfile dockerfile) {
    return new AnnotatedDockerfile(
        dockerfile.file(),
        dockerfile.lines(),
        dockerfile.imageId(),
        dockerfile.fileBytes(),
        Optional.empty(),
        dockerfile.stages().stream().map(ExampleAnnotations::withoutPullSizes).toList(),
        dockerfile.leftBehindFileBytes());
  }

  private static AnnotatedStage withoutPullSizes(AnnotatedStage stage) {
    return new AnnotatedStage(
        stage.displayName(),
        stage.line(),
        stage.lastLine(),
        stage.role(),
        stage.from(),
        stage.baseFileBytes(),
        stage.steps(),
        stage.parts().stream()
            .map(
                part ->
                    new LineShare(
                        part.origin(),
                        part.layers(),
                        part.fileBytes(),
                        Optional.empty(),
                        part.hidesFileBytes(),
                        part.causes(),
                        part.largest(),
                        part.contents()))
            .toList(),
        stage.fileBytes());
  }

  /** Of a squashed image. */
  public static AnnotatedDockerfile squashed() {
    return annotated(
        "FROM debian\nRUN one\nENV A=1\nCOPY a /\n",
        built(1, layer(1, "usr/bin/perl", 4_000, "# debian.sh"), layer(2, "opt/a", 2_000, "")),
        Map.of());
  }

  /** With a change in the first stage and two in the last. */
  public static AnnotatedComparison compared() {
    return AnnotatedComparison.of(large(), small());
  }

  /** The other way round. */
  public static AnnotatedComparison comparedBackwards() {
    return AnnotatedComparison.of(small(), large());
  }

  private static AnnotatedComparison.Annotated large() {
    return compared(
        "one/Dockerfile",
        """
        FROM golang AS build
        RUN go build -o /server .
        FROM debian
        COPY --from=build /server /server
        RUN touch /x
        """,
        one());
  }

  private static AnnotatedComparison.Annotated small() {
    return compared(
        "two/Dockerfile",
        """
        FROM golang AS build
        # smaller
        RUN go build -ldflags=-s -o /server .
        FROM scratch
        COPY --from=build /server /server
        """,
        two());
  }

  /** Of which the second leaves on the builder what the first has in its image. */
  public static AnnotatedComparison splitInTwo() {
    return AnnotatedComparison.of(
        compared(
            "one/Dockerfile",
            "FROM golang\nRUN go build -o /server .\n",
            built(
                1,
                layer(7, "usr/local/go/bin/go", 700_000, "RUN /bin/sh -c get go # buildkit"),
                layer(8, "server", 6_000, "RUN /bin/sh -c go build -o /server . # buildkit"))),
        compared(
            "two/Dockerfile",
            """
            FROM golang AS build
            RUN go build -o /server .
            FROM scratch
            COPY --from=build /server /server
            """,
            two()));
  }

  /** Of a single stage, and of the same lines as a stage that stays on the builder. */
  public static AnnotatedComparison leftBehind() {
    String lines = "RUN get one\nRUN get two\nCOPY server /server\n";
    return AnnotatedComparison.of(
        compared(
            "one/Dockerfile",
            "FROM debian\n" + lines,
            built(
                1,
                layer(1, "usr/bin/perl", 4_000, "# debian.sh"),
                layer(2, "one", 1_000, "RUN /bin/sh -c get one # buildkit"),
                layer(3, "two", 2_000, "RUN /bin/sh -c get two # buildkit"),
                layer(4, "server", 6_000, "COPY server /server # buildkit"))),
        compared(
            "two/Dockerfile",
            "FROM debian AS build\nENV A=1\n"
                + lines
                + "FROM scratch\nCOPY --from=build /server /server\n",
            built(0, layer(5, "server", 6_000, "COPY /server /server # buildkit"))));
  }

  /** Whose instruction has a comment more inside than the other's, which is no change. */
  public static AnnotatedComparison withACommentMore() {
    String text =
        """
        FROM debian
        COPY server /server
        RUN touch \\
        %s  /x
        """;
    return AnnotatedComparison.of(
        compared("one/Dockerfile", text.formatted(""), one()),
        compared("two/Dockerfile", text.formatted("# Why?\n"), one()));
  }

  /** Of an image without a history, in which layers may come from either of two stages. */
  public static AnnotatedDockerfile acrossStages() {
    return annotated(
        "FROM debian AS base\nRUN one\nFROM base\nRUN two\n",
        built(1, layer(1, "usr/bin/perl", 4_000, "# debian.sh"), layer(2, "opt/a", 2_000, "")),
        Map.of());
  }

  /** Of a Dockerfile whose two stages start from one image, and of which the first wasn't read. */
  public static AnnotatedDockerfile onTheSameBase() {
    return annotated(
        "FROM debian AS train\nRUN train\nFROM debian\nCOPY --from=train /a /a\n",
        built(
            1,
            layer(1, "usr/bin/perl", 4_000, "# debian.sh"),
            layer(2, "a", 2_000, "COPY /a /a # buildkit")),
        Map.of());
  }

  /** The images of {@link #compared}. */
  public static List<Image> comparedImages() {
    return List.of(one().image(), two().image());
  }

  private static BuiltStage one() {
    return built(
        1,
        layer(1, "usr/bin/perl", 4_000, "# debian.sh"),
        layer(2, "server", 6_000, "COPY /server /server # buildkit"),
        layer(3, "x", 100, "RUN /bin/sh -c touch /x # buildkit"));
  }

  private static BuiltStage two() {
    return built(0, layer(4, "server", 5_000, "COPY /server /server # buildkit"));
  }

  /** Of an image with nothing but its base image. */
  public static AnnotatedDockerfile onOneLine(String text) {
    return annotated(text, built(1, layer(1, "usr/bin/perl", 4_000, "# debian.sh")), Map.of());
  }

  private static AnnotatedComparison.Annotated compared(
      String file, String text, BuiltStage built) {
    BuildSource source = BuildSource.read(file, text, Optional.empty(), Map.of());
    return new AnnotatedComparison.Annotated(source, Annotator.of(source, built, Map.of(), BASES));
  }

  static AnnotatedDockerfile annotated(
      String text, BuiltStage built, Map<Integer, BuiltStage> others) {
    return Annotator.of(
        BuildSource.read("app/Dockerfile", text, Optional.empty(), Map.of()), built, others, BASES);
  }

  record TestLayer(DiffId id, LayerContents contents, HistoryEntry entry) {}

  static TestLayer layer(int number, String path, long bytes, String createdBy) {
    DiffId id = new DiffId(String.format("sha256:%064x", number));
    FileEntry file =
        new FileEntry(path, FileEntry.Type.REGULAR, bytes, 0644, 0, 0, "", ContentHash.NONE);
    return new TestLayer(
        id,
        new LayerContents(id, bytes + 1024, Optional.of(bytes / 2 + 40), List.of(file), Map.of()),
        new HistoryEntry(createdBy, false));
  }

  static BuiltStage built(int baseLayers, TestLayer... layers) {
    List<DiffId> ids = new ArrayList<>();
    List<HistoryEntry> history = new ArrayList<>();
    Map<DiffId, LayerContents> contents = new HashMap<>();
    for (TestLayer layer : layers) {
      ids.add(layer.id());
      history.add(layer.entry());
      contents.put(layer.id(), layer.contents());
    }
    Digest id = new Digest("sha256:" + "f".repeat(64));
    ImageConfig config = new ImageConfig(id, ids, history);
    List<DiffId> base = ids.subList(0, baseLayers);
    return new BuiltStage(
        config,
        Images.of(config, contents, base, 0),
        Images.layerShares(config, contents, base),
        Optional.of(
            new ImageConfig(
                id, base, IntStream.range(0, baseLayers).mapToObj(history::get).toList())));
  }
}
