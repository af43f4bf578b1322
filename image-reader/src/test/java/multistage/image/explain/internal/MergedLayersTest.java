package multistage.image.explain.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.LayerContents;
import org.junit.jupiter.api.Test;

public class MergedLayersTest {
  @Test
  void higherLayersReplaceFiles() {
    MergedLayers files =
        MergedLayers.of(List.of(layer(file("a", 1), file("b", 2)), layer(file("a", 3))));

    assertThat(files.all()).containsExactly(file("a", 3), file("b", 2));
  }

  @Test
  void aWhiteoutHidesAFileOrAFolderBelow() {
    MergedLayers files =
        MergedLayers.of(
            List.of(
                layer(folder("etc"), file("etc/secret", 1), file("etcetera", 1)),
                layer(folder("tmp"), file("tmp/key", 1), file("tmp/other", 1)),
                layer(file("tmp/.wh.key", 0), file(".wh.etc", 0))));

    assertThat(paths(files)).containsExactly("etcetera", "tmp", "tmp/other");
  }

  @Test
  void anOpaqueWhiteoutHidesWhatIsBelowAndNotWhatItsLayerBrings() {
    MergedLayers files =
        MergedLayers.of(
            List.of(
                layer(folder("d"), file("d/old", 1), folder("d/e"), file("d/e/old", 1)),
                layer(folder("d"), file("d/new", 1), file("d/.wh..wh..opq", 0))));

    assertThat(paths(files)).containsExactly("d", "d/new");
  }

  @Test
  void aFileReplacesAFolderWithAllThatIsInIt() {
    MergedLayers files =
        MergedLayers.of(List.of(layer(folder("d"), file("d/a", 1)), layer(file("d", 5))));

    assertThat(files.all()).containsExactly(file("d", 5));
  }

  @Test
  void aFolderOverAFolderKeepsWhatIsInIt() {
    MergedLayers files =
        MergedLayers.of(List.of(layer(folder("d"), file("d/a", 1)), layer(folder("d"))));

    assertThat(paths(files)).containsExactly("d", "d/a");
  }

  @Test
  void aFolderReplacesAFileAboveIt() {
    MergedLayers files = MergedLayers.of(List.of(layer(file("a", 5)), layer(folder("a/b/c"))));

    assertThat(paths(files)).containsExactly("a/b/c");
    assertThat(files.stored().get(0).hiddenBy()).isEqualTo(2);
  }

  @Test
  void aFileReplacesADeviceAboveIt() {
    FileEntry device = new FileEntry("a", Type.DEVICE, 0, 0644, 0, 0, "", ContentHash.NONE);
    MergedLayers files = MergedLayers.of(List.of(layer(device), layer(file("a/b", 5))));

    assertThat(paths(files)).containsExactly("a/b");
  }

  @Test
  void anyNameIsInItsFolder() {
    String last = "d/" + Character.MAX_VALUE + "a";
    MergedLayers files =
        MergedLayers.of(
            List.of(
                layer(file(last, 1), file("d0", 1), file("d.", 1)),
                layer(file("d/.wh..wh..opq", 0))));

    assertThat(paths(files)).containsExactly("d.", "d0");
  }

  @Test
  void anOpaqueWhiteoutInTheRootHidesAllButTheRoot() {
    MergedLayers files =
        MergedLayers.of(
            List.of(
                layer(folder(""), file("a", 1), file(Character.MAX_VALUE + "a", 1)),
                layer(file(".wh..wh..opq", 0))));

    assertThat(paths(files)).containsExactly("");
  }

  private static List<String> paths(MergedLayers files) {
    return files.all().stream().map(FileEntry::path).toList();
  }

  public static LayerContents layer(FileEntry... entries) {
    return new LayerContents(
        DiffId.ofSha256(new byte[32]), 0, Optional.empty(), Arrays.asList(entries), Map.of());
  }

  public static FileEntry file(String path, long bytes) {
    return new FileEntry(path, Type.REGULAR, bytes, 0644, 0, 0, "", ContentHash.NONE);
  }

  static FileEntry folder(String path) {
    return new FileEntry(path, Type.DIRECTORY, 0, 0755, 0, 0, "", ContentHash.NONE);
  }
}
