package multistage.image.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import multistage.image.ContentHash;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.FileFacts;
import multistage.image.LayerContents;
import multistage.image.WastedFile.How;

/**
 * An image's layers put on top of each other: the files that a container sees, and those that are
 * stored all the same though a higher layer deletes or replaces them.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts">OCI
 *     image specification, Whiteouts</a>
 */
public final class ImageFiles {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** The next character: no path in a folder comes behind it. */
  private static final char AFTER_SLASH = '/' + 1;

  private final NavigableMap<String, Name> visible = new TreeMap<>();
  private final List<StoredFile> stored = new ArrayList<>();
  private int layer;

  private ImageFiles() {}

  /** The files of an image with these layers, lowest first. */
  public static ImageFiles of(List<LayerContents> layers) {
    ImageFiles files = new ImageFiles();
    layers.forEach(files::add);
    return files;
  }

  /** All that a container sees, by path. */
  public Collection<FileEntry> all() {
    return visible.values().stream().map(Name::entry).toList();
  }

  /**
   * What a container sees at that path, if anything. Links in the path aren't followed.
   *
   * @param path with or without a leading {@code /}, and without a trailing one
   */
  public Optional<FileEntry> find(String path) {
    return Optional.ofNullable(visible.get(path.startsWith("/") ? path.substring(1) : path))
        .map(Name::entry);
  }

  /** All regular files of all layers, lowest layer first, whether a container sees them or not. */
  List<StoredFile> stored() {
    return Collections.unmodifiableList(stored);
  }

  /** A path under which a container sees something; several may share a file's content. */
  private record Name(FileEntry entry, int layer, StoredFile file) {}

  /** A regular file's content, stored once in one layer. */
  static final class StoredFile {
    private final FileEntry entry;
    private final FileFacts facts;
    private final int layer;
    private int names = 1;
    private int hiddenBy;
    private How how;

    private StoredFile(FileEntry entry, FileFacts facts, int layer) {
      this.entry = entry;
      this.facts = facts;
      this.layer = layer;
    }

    FileEntry entry() {
      return entry;
    }

    FileFacts facts() {
      return facts;
    }

    /** The number of the layer that has it; the lowest is 1. */
    int layer() {
      return layer;
    }

    boolean isHidden() {
      return hiddenBy > 0;
    }

    /** The number of the layer that took away its last name, or 0. */
    int hiddenBy() {
      return hiddenBy;
    }

    /** How that layer did it. */
    How how() {
      return how;
    }
  }

  private void add(LayerContents contents) {
    layer++;
    // A layer's whiteouts hide what is below it, never what it brings itself, whatever the order.
    for (FileEntry entry : contents.entries()) {
      String path = entry.path();
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      String name = path.substring(folder.length());
      if (name.equals(OPAQUE)) {
        hide(below(folder), How.DELETED);
      } else if (name.startsWith(WHITEOUT)) {
        String hidden = folder + name.substring(WHITEOUT.length());
        hide(visible.subMap(hidden, true, hidden, true), How.DELETED);
        hide(below(hidden + "/"), How.DELETED);
      }
    }
    for (FileEntry entry : contents.entries()) {
      if (isWhiteout(entry.path())) {
        if (entry.bytes() > 0) {
          // No builder writes such a file, but its bytes are stored like any other's.
          stored.add(new StoredFile(entry, FileFacts.NONE, layer));
        }
      } else {
        add(entry, contents.facts(entry.path()));
      }
    }
  }

  private static boolean isWhiteout(String path) {
    return path.substring(path.lastIndexOf('/') + 1).startsWith(WHITEOUT);
  }

  private void add(FileEntry entry, FileFacts facts) {
    String path = entry.path();
    hideFilesAbove(path);
    Name before = visible.get(path);
    if (entry.type() == Type.DIRECTORY) {
      // A folder over a folder changes no more than that one's attributes.
      if (before != null && before.entry.type() != Type.DIRECTORY) {
        hide(visible.subMap(path, true, path, true), How.REPLACED);
      }
      visible.put(path, new Name(entry, layer, null));
      return;
    }
    hide(below(path + "/"), How.REPLACED);
    if (before != null) {
      boolean same =
          entry.type() == Type.REGULAR
              && before.file != null
              && before.file.entry.bytes() == entry.bytes()
              && before.file.entry.content().equals(entry.content())
              && !entry.content().equals(ContentHash.NONE);
      hide(visible.subMap(path, true, path, true), same ? How.REWRITTEN : How.REPLACED);
    }
    visible.put(path, new Name(entry, layer, file(entry, facts)));
  }

  /** The content that a new name is for; null for what has none. */
  private StoredFile file(FileEntry entry, FileFacts facts) {
    if (entry.type() == Type.REGULAR) {
      StoredFile file = new StoredFile(entry, facts, layer);
      stored.add(file);
      return file;
    }
    if (entry.type() == Type.HARD_LINK) {
      Name target = visible.get(entry.linkTarget());
      if (target != null && target.file != null) {
        target.file.names++;
        return target.file;
      }
    }
    return null;
  }

  /** A file whose place a folder takes that isn't an entry of its own. */
  private void hideFilesAbove(String path) {
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String folder = path.substring(0, end);
      Name name = visible.get(folder);
      if (name != null) {
        Type type = name.entry.type();
        if (type == Type.DIRECTORY || type == Type.SYMLINK) {
          return; // a folder, or a link to one
        }
        hide(visible.subMap(folder, true, folder, true), How.REPLACED);
      }
    }
  }

  /** Takes away names of lower layers; a file is hidden when it has lost its last. */
  private void hide(SortedMap<String, Name> names, How how) {
    names
        .values()
        .removeIf(
            name -> {
              if (name.layer == layer) {
                return false;
              }
              if (name.file != null && --name.file.names == 0) {
                name.file.hiddenBy = layer;
                name.file.how = how;
              }
              return true;
            });
  }

  /** What is in a folder, given with the {@code /} behind it; in the root where it is empty. */
  private SortedMap<String, Name> below(String folder) {
    return folder.isEmpty()
        ? visible.tailMap("", false)
        : visible.subMap(folder, folder.substring(0, folder.length() - 1) + AFTER_SLASH);
  }
}
