package multistage.report.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.report.dockerfile.BuildSource;
import multistage.report.model.Origin;
import org.junit.jupiter.api.Test;

/** Histories as builders write them. An entry that begins with {@code -} made no layer. */
class HistoryMatchTest {
  private static final String SMALL =
      """
      FROM debian AS build
      RUN make
      FROM debian
      WORKDIR /app
      COPY --from=build --chown=1:1 /a /b \\
          ./
      ENV A=1
      RUN strip a && \\
          strip b
      CMD ["/app/a"]
      """;

  private static final List<HistoryEntry> DEBIAN =
      history("# debian.sh --arch 'amd64' out/ 'trixie'", "-CMD [\"bash\"]");

  @Test
  void buildKit() {
    assertThat(
            origins(
                SMALL,
                base(1, DEBIAN),
                4,
                "WORKDIR /app",
                "COPY --chown=1:1 /a /b ./ # buildkit",
                "-ENV A=1",
                "RUN /bin/sh -c strip a &&     strip b # buildkit",
                "-CMD [\"/app/a\"]"))
        .containsExactly("BASE 3", "INSTRUCTION 4", "INSTRUCTION 5-6", "INSTRUCTION 8-9");
  }

  @Test
  void theClassicBuilder() {
    assertThat(
            origins(
                SMALL,
                base(1, DEBIAN),
                4,
                "/bin/sh -c #(nop) WORKDIR /app",
                "/bin/sh -c #(nop) COPY --chown=1:1 multi:0a1b in ./ ",
                "-/bin/sh -c #(nop)  ENV A=1",
                "/bin/sh -c strip a &&     strip b",
                "-/bin/sh -c #(nop)  CMD [\"/app/a\"]"))
        .containsExactly("BASE 3", "INSTRUCTION 4", "INSTRUCTION 5-6", "INSTRUCTION 8-9");
  }

  @Test
  void aBaseThatIsNotKnown() {
    assertThat(
            origins(
                SMALL,
                Optional.empty(),
                4,
                "# debian.sh --arch 'amd64' out/ 'trixie'",
                "-CMD [\"bash\"]",
                "WORKDIR /app",
                "COPY /a /b ./ # buildkit",
                "-ENV A=1",
                "RUN /bin/sh -c strip a &&     strip b # buildkit",
                "-CMD [\"/app/a\"]"))
        .containsExactly("BASE 3", "INSTRUCTION 4", "INSTRUCTION 5-6", "INSTRUCTION 8-9");
  }

  @Test
  void anImportedBase() {
    assertThat(origins("FROM stand-in\nCOPY a /\n", base(1, history("")), 2, "COPY a / # buildkit"))
        .containsExactly("BASE 1", "INSTRUCTION 2");
  }

  @Test
  void aBaseWhoseHistoryIsNotAtTheBeginning() {
    ImageConfig base = base(1, history("another")).get();
    List<HistoryEntry> all =
        history("# debian.sh", "-CMD [\"bash\"]", "COPY a / # buildkit", "-CMD [\"a\"]");
    assertThat(
            HistoryMatch.of(
                config(2, all),
                source("FROM debian\nCOPY a /\nCMD [\"a\"]\n").chain(0),
                Optional.of(base)))
        .extracting(HistoryMatchTest::text)
        .containsExactly("BASE 1", "INSTRUCTION 2");
  }

  @Test
  void buildArgumentsAndShells() {
    assertThat(
            origins(
                """
                FROM scratch
                ARG VERSION=1
                RUN echo "$VERSION" > /v
                SHELL ["/bin/sh", "-ec"]
                RUN echo "$VERSION" > /w && \\
                    # not kept
                    rm -f /heredoc
                RUN ["/bin/ls", "-l"]
                SHELL ["/bin/bash", "-o", "pipefail", "-c"]
                RUN true | false
                """,
                Optional.empty(),
                4,
                "-ARG VERSION=1",
                "RUN |1 VERSION=1 /bin/sh -c echo \"$VERSION\" > /v # buildkit",
                "-SHELL [/bin/sh -ec]",
                "RUN |1 VERSION=1 /bin/sh -ec echo \"$VERSION\" > /w &&     rm -f /heredoc #"
                    + " buildkit",
                "RUN |1 VERSION=1 /bin/ls -l # buildkit",
                "-SHELL [/bin/bash -o pipefail -c]",
                "RUN |1 VERSION=1 /bin/bash -o pipefail -c true | false # buildkit"))
        .containsExactly("INSTRUCTION 3", "INSTRUCTION 5-7", "INSTRUCTION 8", "INSTRUCTION 10");
  }

  @Test
  void theClassicBuilderRecordsAListAsWords() {
    assertThat(
            origins(
                "FROM scratch\nCOPY a /\nRUN [\"/a\", \"-x\"]\nRUN [\"/a\", \"-y\"]\n",
                Optional.empty(),
                3,
                "/bin/sh -c #(nop) COPY file:0a in / ",
                "/a -x",
                "/a -y"))
        .containsExactly("INSTRUCTION 2", "INSTRUCTION 3", "INSTRUCTION 4");
  }

  @Test
  void hereDocuments() {
    assertThat(
            origins(
                """
                FROM scratch
                RUN <<EOF
                set -e
                touch /a
                EOF
                RUN cat > /b <<'ONE' && sh <<TWO
                1
                ONE
                2
                TWO
                COPY <<EOF <<"OTHER" /etc/
                x
                EOF
                y
                OTHER
                RUN <<EOF
                #!/usr/bin/env python3
                print(1)
                EOF
                """,
                Optional.empty(),
                4,
                "RUN /bin/sh -c set -e\ntouch /a\n # buildkit",
                "RUN /bin/sh -c cat > /b <<'ONE' && sh <<TWO\n1\nONE\n2\nTWO # buildkit",
                "COPY <<EOF <<OTHER /etc/ # buildkit",
                "RUN /bin/sh -c /dev/pipes/EOF # buildkit"))
        .containsExactly(
            "INSTRUCTION 2-5", "INSTRUCTION 6-10", "INSTRUCTION 11-15", "INSTRUCTION 16-19");
  }

  @Test
  void linksAddressesAndVariables() {
    assertThat(
            origins(
                """
                FROM scratch
                ARG FROM=a.txt
                ENV HOME_DIR=/home/me
                WORKDIR ${HOME_DIR}
                WORKDIR sub
                COPY --link --chown=1:1 $FROM /linked/
                ADD https://example.com/x.tgz /
                COPY ["with space", "./"]
                """,
                Optional.empty(),
                5,
                "-ARG FROM=a.txt",
                "-ENV HOME_DIR=/home/me",
                "WORKDIR /home/me",
                "WORKDIR /home/me/sub",
                "COPY --chown=1:1 a.txt /linked/ # buildkit",
                "ADD https://example.com/x.tgz / # buildkit",
                "COPY with space ./ # buildkit"))
        .containsExactly(
            "INSTRUCTION 4", "INSTRUCTION 5", "INSTRUCTION 6", "INSTRUCTION 7", "INSTRUCTION 8");
  }

  @Test
  void stepsWithoutALayer() {
    assertThat(
            origins(
                "FROM scratch\nCOPY a /\nRUN true\nRUN touch /b\n",
                Optional.empty(),
                2,
                "COPY a / # buildkit",
                "-RUN /bin/sh -c true # buildkit",
                "RUN /bin/sh -c touch /b # buildkit"))
        .containsExactly("INSTRUCTION 2", "INSTRUCTION 4");
  }

  @Test
  void aStageThatStartsFromAnother() {
    assertThat(
            origins(
                "FROM debian AS a\nRUN one\nFROM scratch AS b\nFROM a\nRUN two\n",
                base(1, DEBIAN),
                3,
                "RUN /bin/sh -c one # buildkit",
                "RUN /bin/sh -c two # buildkit"))
        .containsExactly("BASE 1", "INSTRUCTION 2", "INSTRUCTION 5");
  }

  @Test
  void triggersOfTheBaseImage() {
    assertThat(
            origins(
                "FROM onbuild\nRUN two\n",
                base(1, history("COPY a / # buildkit", "-ONBUILD RUN one")),
                3,
                "RUN /bin/sh -c one # buildkit",
                "RUN /bin/sh -c two # buildkit"))
        .containsExactly("BASE 1", "TRIGGER 1", "INSTRUCTION 2");
  }

  @Test
  void triggersOfAStage() {
    String text = "FROM scratch AS a\nONBUILD RUN one\nFROM a\nRUN two\n";
    assertThat(
            origins(
                text,
                Optional.empty(),
                2,
                "-ONBUILD RUN one",
                "RUN /bin/sh -c one # buildkit",
                "RUN /bin/sh -c two # buildkit"))
        .containsExactly("TRIGGER 3", "INSTRUCTION 4");
    // buildah doesn't run them.
    assertThat(
            origins(
                text, Optional.empty(), 1, "-/bin/sh -c #(nop) ONBUILD RUN one", "/bin/sh -c two"))
        .as("one of both, as far as the history tells")
        .containsExactly("SOMEWHERE 3, 4");
  }

  @Test
  void squashed() {
    assertThat(
            origins(
                "FROM debian\nRUN one\nENV A=1\nCOPY a /\nRUN two\nCMD a\n",
                base(1, DEBIAN),
                2,
                "-/bin/sh -c one",
                "-/bin/sh -c #(nop)  ENV A=1",
                "-/bin/sh -c #(nop) COPY file:0a in / ",
                "-/bin/sh -c two",
                "-/bin/sh -c #(nop)  CMD [\"/bin/sh\" \"-c\" \"a\"]",
                ""))
        .containsExactly("BASE 1", "SOMEWHERE 2, 4, 5");
  }

  @Test
  void aSquashedImageOfOneInstruction() {
    assertThat(
            origins(
                "FROM debian\nCOPY a /\nCMD a\n",
                base(1, DEBIAN),
                2,
                "-/bin/sh -c #(nop) COPY file:0a in / ",
                "-/bin/sh -c #(nop)  CMD [\"/bin/sh\" \"-c\" \"a\"]",
                ""))
        .containsExactly("BASE 1", "INSTRUCTION 2");
  }

  @Test
  void buildahPutsTheOnlyLayerAtTheEnd() {
    Optional<ImageConfig> base = base(1, history(""));
    assertThat(
            origins(
                "FROM debian\nCOPY a /\nONBUILD RUN x\nRUN two\nCMD [\"a\"]\n",
                base,
                2,
                "-/bin/sh -c #(nop) COPY file:0a in /",
                "/bin/sh -c #(nop) ONBUILD RUN x",
                "-/bin/sh -c two",
                "/bin/sh -c #(nop) CMD [\"a\"]"))
        .containsExactly("BASE 1", "SOMEWHERE 2, 4");
    assertThat(
            origins(
                "FROM debian\nCOPY a /\nRUN two\n",
                base,
                2,
                "-/bin/sh -c #(nop) COPY file:0a in /",
                "/bin/sh -c two"))
        .containsExactly("BASE 1", "SOMEWHERE 2, 3");
  }

  @Test
  void whatIsTheSameTwiceAndThereOnce() {
    assertThat(
            origins(
                "FROM debian\nRUN a\nRUN one\nRUN one\nRUN b\n",
                base(1, DEBIAN),
                4,
                "RUN /bin/sh -c a # buildkit",
                "RUN /bin/sh -c one # buildkit",
                "RUN /bin/sh -c b # buildkit"))
        .containsExactly("BASE 1", "INSTRUCTION 2", "SOMEWHERE 3, 4", "INSTRUCTION 5");
  }

  @Test
  void noHistory() {
    assertThat(origins("FROM debian\nRUN a\nRUN b\n", base(1, List.of()), 3))
        .containsExactly("BASE 1", "SOMEWHERE 2, 3", "SOMEWHERE 2, 3");
    assertThat(origins("FROM debian\nRUN a\nRUN b\n", Optional.empty(), 2))
        .containsExactly("SOMEWHERE 1, 2, 3", "SOMEWHERE 1, 2, 3");
  }

  @Test
  void aHistoryThatTellsOfSomethingElse() {
    assertThat(
            origins(
                "FROM debian\nRUN a\nRUN b\nRUN c\n",
                base(1, DEBIAN),
                4,
                "RUN /bin/sh -c a # buildkit",
                "bazel build ...",
                "RUN /bin/sh -c c # buildkit"))
        .as("only one line is left, and it is a RUN")
        .containsExactly("BASE 1", "INSTRUCTION 2", "INSTRUCTION 3", "INSTRUCTION 4");
    assertThat(
            origins(
                "FROM debian\nRUN a\nRUN b\nCOPY x /\nRUN c\n",
                base(1, DEBIAN),
                4,
                "RUN /bin/sh -c a # buildkit",
                "bazel build ...",
                "RUN /bin/sh -c c # buildkit"))
        .containsExactly("BASE 1", "INSTRUCTION 2", "SOMEWHERE 3, 4", "INSTRUCTION 5");
  }

  @Test
  void aHugeHistoryIsNotCompared() {
    String text = "FROM scratch\n" + "RUN a\n".repeat(2100);
    String[] entries =
        IntStream.range(0, 2100).mapToObj(i -> "RUN /bin/sh -c a").toArray(String[]::new);
    assertThat(matched(text, Optional.empty(), 2100)).hasSize(2100);
    assertThat(matched(text, Optional.empty(), 2100, entries))
        .hasSize(2100)
        .allMatch(origin -> origin.kind() == Origin.Kind.SOMEWHERE)
        .allMatch(origin -> origin.lines().size() == 2100);
  }

  private static List<String> origins(
      String text, Optional<ImageConfig> base, int layers, String... entries) {
    return matched(text, base, layers, entries).stream().map(HistoryMatchTest::text).toList();
  }

  private static List<Origin> matched(
      String text, Optional<ImageConfig> base, int layers, String... entries) {
    List<HistoryEntry> all = new ArrayList<>(base.map(ImageConfig::history).orElse(List.of()));
    all.addAll(history(entries));
    BuildSource source = source(text);
    return HistoryMatch.of(config(layers, all), source.chain(source.target()), base);
  }

  private static BuildSource source(String text) {
    return BuildSource.read("Dockerfile", text, Optional.empty(), Map.of());
  }

  private static String text(Origin origin) {
    return origin.kind().name()
        + " "
        + String.join(
            ", ",
            origin.lines().stream()
                .map(
                    lines ->
                        lines.first() == lines.last()
                            ? "" + lines.first()
                            : lines.first() + "-" + lines.last())
                .toList());
  }

  private static Optional<ImageConfig> base(int layers, List<HistoryEntry> history) {
    return Optional.of(config(layers, history));
  }

  private static ImageConfig config(int layers, List<HistoryEntry> history) {
    return new ImageConfig(
        new Digest("sha256:" + "f".repeat(64)),
        IntStream.range(0, layers)
            .mapToObj(i -> new DiffId(String.format("sha256:%064x", i)))
            .toList(),
        history);
  }

  private static List<HistoryEntry> history(String... entries) {
    return List.of(entries).stream()
        .map(
            entry ->
                entry.startsWith("-")
                    ? new HistoryEntry(entry.substring(1), true)
                    : new HistoryEntry(entry, false))
        .toList();
  }
}
