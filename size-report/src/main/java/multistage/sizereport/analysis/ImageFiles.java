package multistage.sizereport.analysis;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import multistage.sizereport.model.FileEntry;
import multistage.sizereport.model.FileEntry.Type;
import multistage.sizereport.model.LayerContents;

/**
 * The files that a container of an image sees: its layers put on top of each other, with what
 * higher ones delete or replace left out.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts">OCI
 *     image specification, Whiteouts</a>
 */
public final class ImageFiles {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final NavigableMap<String, FileEntry> byPath = new TreeMap<>();

  private ImageFiles() {}

  /** The files of an image with these layers, lowest first. */
  public static ImageFiles of(List<LayerContents> layers) {
    ImageFiles files = new ImageFiles();
    layers.forEach(files::add);
    return files;
  }

  /** All of them, by path. */
  public Collection<FileEntry> all() {
    return Collections.unmodifiableCollection(byPath.values());
  }

  private void add(LayerContents layer) {
    // A layer's whiteouts hide what is below it, never what it brings itself, whatever the order.
    for (FileEntry entry : layer.entries()) {
      String path = entry.path();
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      String name = path.substring(folder.length());
      if (name.equals(OPAQUE)) {
        below(folder).clear();
      } else if (name.startsWith(WHITEOUT)) {
        String hidden = folder + name.substring(WHITEOUT.length());
        byPath.remove(hidden);
        below(hidden + "/").clear();
      }
    }
    for (FileEntry entry : layer.entries()) {
      if (entry.path().substring(entry.path().lastIndexOf('/') + 1).startsWith(WHITEOUT)) {
        continue;
      }
      if (entry.type() != Type.DIRECTORY) {
        // It may replace a folder; a folder over a folder only changes that one's attributes.
        below(entry.path() + "/").clear();
      }
      byPath.put(entry.path(), entry);
    }
  }

  private SortedMap<String, FileEntry> below(String folder) {
    return byPath.subMap(folder, folder + Character.MAX_VALUE);
  }
}
