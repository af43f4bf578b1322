package multistage.sizereport.cache;

import static multistage.sizereport.cache.CacheFolder.readText;
import static multistage.sizereport.cache.CacheFolder.writeText;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import multistage.sizereport.analysis.LayerCache;
import multistage.sizereport.model.DiffId;
import multistage.sizereport.model.FileEntry;
import multistage.sizereport.model.LayerContents;

/** Layers' contents in a folder, a file for each diff ID. */
public final class FolderLayerCache implements LayerCache {
  private final CacheFolder folder;

  /**
   * Touches nothing yet.
   *
   * @param folder made when the first layer is stored
   * @param warnings is told, once, when the folder can't be read or written; nothing else happens
   *     then but that layers aren't known
   */
  public FolderLayerCache(Path folder, Consumer<String> warnings) {
    // The number is to be raised whenever a field is added or means something else.
    this.folder = new CacheFolder(folder, "layer 1", warnings);
  }

  @Override
  public Optional<LayerContents> find(DiffId diffId) {
    return folder.read(diffId.value(), in -> read(diffId, in));
  }

  @Override
  public void store(LayerContents layer) {
    folder.write(layer.diffId().value(), out -> write(layer, out));
  }

  private static void write(LayerContents layer, DataOutputStream out) throws IOException {
    out.writeLong(layer.tarBytes());
    out.writeLong(layer.gzipBytes());
    out.writeInt(layer.entries().size());
    for (FileEntry entry : layer.entries()) {
      writeText(out, entry.path());
      writeText(out, entry.type().name());
      out.writeLong(entry.bytes());
      out.writeInt(entry.mode());
      out.writeLong(entry.uid());
      out.writeLong(entry.gid());
      writeText(out, entry.linkTarget());
    }
  }

  private static LayerContents read(DiffId diffId, DataInputStream in) throws IOException {
    long tarBytes = in.readLong();
    long gzipBytes = in.readLong();
    int count = in.readInt();
    List<FileEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          new FileEntry(
              readText(in),
              FileEntry.Type.valueOf(readText(in)),
              in.readLong(),
              in.readInt(),
              in.readLong(),
              in.readLong(),
              readText(in)));
    }
    return new LayerContents(diffId, tarBytes, gzipBytes, entries);
  }
}
