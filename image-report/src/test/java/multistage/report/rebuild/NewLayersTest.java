package multistage.report.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.LayerContents;
import multistage.report.model.Rebuild.ChangedLayers;
import org.junit.jupiter.api.Test;

class NewLayersTest {
  private static final LayerContents BASE = layer("1", 1_000_000, 400_000);
  private static final LayerContents LIBRARIES = layer("2", 20_000, 9_000);
  private static final LayerContents PROGRAM = layer("3", 300, 200);
  private static final LayerContents CHANGED = layer("4", 310, 205);

  @Test
  void countsWhatTheFormerImageHasNot() {
    assertThat(
            NewLayers.since(
                ids(BASE, LIBRARIES, PROGRAM), List.of(BASE, LIBRARIES, CHANGED, PROGRAM)))
        .isEqualTo(new ChangedLayers(1, 310, 205));
  }

  @Test
  void theSameImageIsNothingToSend() {
    assertThat(NewLayers.since(ids(BASE, PROGRAM), List.of(BASE, PROGRAM)))
        .isEqualTo(new ChangedLayers(0, 0, 0));
  }

  /** A registry has a layer wherever in an image it was. */
  @Test
  void theirOrderDoesNotMatter() {
    assertThat(NewLayers.since(ids(PROGRAM, BASE, BASE), List.of(BASE, LIBRARIES, PROGRAM)))
        .isEqualTo(new ChangedLayers(1, 20_000, 9_000));
  }

  @Test
  void aLayerThatIsThereTwiceIsSentOnce() {
    assertThat(NewLayers.since(ids(BASE), List.of(BASE, CHANGED, PROGRAM, CHANGED)))
        .isEqualTo(new ChangedLayers(2, 610, 405));
  }

  private static List<DiffId> ids(LayerContents... layers) {
    return List.of(layers).stream().map(LayerContents::diffId).toList();
  }

  private static LayerContents layer(String digit, long fileBytes, long gzipBytes) {
    return new LayerContents(
        new DiffId("sha256:" + digit.repeat(64)),
        fileBytes + 1024,
        Optional.of(gzipBytes),
        List.of(
            new FileEntry(
                "file", FileEntry.Type.REGULAR, fileBytes, 0644, 0, 0, "", new ContentHash(0, 0))),
        Map.of());
  }
}
