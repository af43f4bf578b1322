package multistage.image.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.FileEntry;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.Layer;
import multistage.image.LayerContents;
import multistage.image.SizedPath;
import multistage.image.explain.internal.Instructions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
  private static final Digest ID = new Digest("sha256:" + "f".repeat(64));
  private static final DiffId BASE = new DiffId("sha256:" + "a".repeat(64));
  private static final DiffId SERVER = new DiffId("sha256:" + "b".repeat(64));
  private static final Map<DiffId, LayerContents> LAYERS =
      Map.of(
          BASE,
          layer(BASE, "usr/bin/a", 5_000, 6_000, 2_000),
          SERVER,
          layer(SERVER, "server", 300, 1_024, 200));
  private static final List<HistoryEntry> HISTORY =
      List.of(
          new HistoryEntry("/bin/sh -c #(nop) ADD file:0123abcd in / ", false),
          new HistoryEntry("/bin/sh -c #(nop)  CMD [\"sh\"]", true),
          new HistoryEntry("COPY /server /server # buildkit", false));

  @Test
  void sumsItsLayers() {
    Image image = image(HISTORY, List.of(BASE));
    assertThat(image)
        .isEqualTo(
            new Image(
                ID,
                5_555,
                5_300,
                7_024,
                Optional.of(2_200L),
                List.of(
                    new Layer(
                        BASE,
                        Optional.of("ADD … /"),
                        true,
                        5_000,
                        6_000,
                        Optional.of(2_000L),
                        1,
                        List.of(new SizedPath("usr/bin/a", 5_000)),
                        List.of(new SizedPath("usr", 5_000), new SizedPath("usr/bin", 5_000))),
                    new Layer(
                        SERVER,
                        Optional.of("COPY /server /server"),
                        false,
                        300,
                        1_024,
                        Optional.of(200L),
                        1,
                        List.of(new SizedPath("server", 300)),
                        List.of())),
                image.explanation()));
  }

  @Test
  void hasNoBaseLayersOnScratch() {
    assertThat(image(HISTORY, List.of()).layers()).extracting(Layer::fromBase).containsOnly(false);
  }

  @Test
  void hasNoBaseLayersOfAnotherImage() {
    assertThat(image(HISTORY, List.of(SERVER)).layers())
        .extracting(Layer::fromBase)
        .containsOnly(false);
    assertThat(image(HISTORY, List.of(BASE, SERVER, BASE)).layers())
        .extracting(Layer::fromBase)
        .containsOnly(false);
  }

  @Test
  void guessesNoInstructionFromAHistoryThatDoesNotFit() {
    assertThat(image(HISTORY.subList(0, 2), List.of()).layers())
        .extracting(Layer::instruction)
        .containsOnly(Optional.empty());
    assertThat(image(List.of(), List.of()).layers())
        .extracting(Layer::instruction)
        .containsOnly(Optional.empty());
  }

  @Test
  void needsEveryLayer() {
    ImageConfig config = new ImageConfig(ID, List.of(BASE), List.of());
    assertThatThrownBy(() -> Images.of(config, Map.of(), List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(BASE.value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # The classic builder's
          ~/bin/sh -c #(nop) COPY file:0a1b in /app ~         | COPY … /app
          ~/bin/sh -c #(nop) COPY multi:0a1b in ./ ~          | COPY … ./
          ~/bin/sh -c #(nop) COPY --chown=1:1 dir:0a in /a b ~| COPY --chown=1:1 … /a b
          /bin/sh -c #(nop) WORKDIR /src                      | WORKDIR /src
          /bin/sh -c #(nop)  CMD ["/a"]                       | CMD ["/a"]
          /bin/sh -c go build -o /app .                       | RUN go build -o /app .
          /bin/bash -o pipefail -c go build                   | RUN go build
          ~|2 A=b C=d e /bin/sh -c go build~                  | RUN go build
          ~/bin/sh -c set -eux; \tapt-get update;  true~      | RUN set -eux; apt-get update; true
          # BuildKit's
          RUN /bin/sh -c go build -o /app . # buildkit        | RUN go build -o /app .
          ~RUN |1 A=b /bin/sh -c go build # buildkit~         | RUN go build
          RUN /bin/bash -eo pipefail -c go build # buildkit   | RUN go build
          RUN go build # buildkit                             | RUN go build
          COPY /src/app /app # buildkit                       | COPY /src/app /app
          WORKDIR /src                                        | WORKDIR /src
          # Others'
          ~# debian.sh --arch 'amd64' out/ 'trixie'~          | # debian.sh --arch 'amd64' out/ 'trixie'
          bazel build ...                                     | bazel build ...
          """)
  void showsInstructionsAsADockerfileHasThem(String createdBy, String instruction) {
    assertThat(Instructions.instruction(createdBy)).isEqualTo(instruction);
  }

  private static Image image(List<HistoryEntry> history, List<DiffId> base) {
    return Images.of(new ImageConfig(ID, List.of(BASE, SERVER), history), LAYERS, base, 5_555);
  }

  private static LayerContents layer(DiffId diffId, String path, long file, long tar, long gzip) {
    FileEntry entry =
        new FileEntry(path, FileEntry.Type.REGULAR, file, 0644, 0, 0, "", ContentHash.NONE);
    return new LayerContents(diffId, tar, Optional.of(gzip), List.of(entry), Map.of());
  }
}
