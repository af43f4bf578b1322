package multistage.image.explain.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
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
 * @see <a href="https://github.com/moby/go-archive/blob/main/diff.go">moby's go-archive, diff.go,
 *     on what AUFS left</a>
 */
public final class MergedLayers {
  private static final int SETUID_OR_SETGID = 06000;

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** What AUFS kept for itself in a layer's root, and Docker skips when it unpacks. */
  private static final String AUFS = ".wh..wh.";

  /** As many symbolic links as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** The next character: no path in a folder comes behind it. */
  private static final char AFTER_SLASH = '/' + 1;

  private final NavigableMap<String, Name> visible = new TreeMap<>();
  private final List<StoredFile> stored = new ArrayList<>();

  /** Contents of the layer that is being added which have no path that a container sees. */
  private final Map<String, StoredFile> withoutName = new LinkedHashMap<>();

  private int layer;

  private MergedLayers() {}

  /** The files of an image with these layers, lowest first. */
  public static MergedLayers of(List<LayerContents> layers) {
    MergedLayers files = new MergedLayers();
    layers.forEach(files::add);
    files.nameByWhatIsVisible();
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

  /**
   * The number of the layer from which a container sees that path; the lowest is 1.
   *
   * @param path as {@link FileEntry#path} gives it
   * @throws NoSuchElementException when a container sees nothing there
   */
  public int layerOf(String path) {
    return Optional.ofNullable(visible.get(path)).map(Name::layer).orElseThrow();
  }

  /** All regular files of all layers, lowest layer first, whether a container sees them or not. */
  List<StoredFile> stored() {
    return Collections.unmodifiableList(stored);
  }

  /** The files that have a content, by each path under which a container sees them. */
  public Map<String, StoredFile> contents() {
    Map<String, StoredFile> contents = new LinkedHashMap<>();
    visible.forEach(
        (path, name) -> {
          if (name.file != null) {
            contents.put(path, name.file);
          }
        });
    return contents;
  }

  /** The names of all files that lend their owner's or group's rights to whoever runs them. */
  public List<String> setuidFiles() {
    return contents().entrySet().stream()
        .filter(name -> (name.getValue().mode() & SETUID_OR_SETGID) != 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The file that a container opens at a path, over symbolic links if there are any. */
  Optional<StoredFile> contentAt(String path) {
    String current = path;
    for (int followed = 0; followed <= MOST_LINKS; followed++) {
      Optional<String> next = behindFirstLink(current);
      if (next.isEmpty()) {
        return Optional.ofNullable(visible.get(current)).map(Name::file);
      }
      current = next.get();
    }
    return Optional.empty();
  }

  private Optional<String> behindFirstLink(String path) {
    for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      String part = end < 0 ? path : path.substring(0, end);
      Name name = visible.get(part);
      if (name != null && name.entry.type() == Type.SYMLINK) {
        String target = name.entry.linkTarget();
        String folder = target.startsWith("/") ? "" : part.substring(0, part.lastIndexOf('/') + 1);
        return Optional.of(inside(folder + target + (end < 0 ? "" : path.substring(end))));
      }
      if (end < 0) {
        return Optional.empty();
      }
    }
  }

  /** The path without {@code .} and {@code ..}, which lead no further up than to the root. */
  private static String inside(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /** A file that has lost its first name, but not all, is called by one that it still has. */
  private void nameByWhatIsVisible() {
    visible.forEach(
        (path, name) -> {
          if (name.file != null) {
            Name first = visible.get(name.file.entry.path());
            if (first == null || first.file != name.file) {
              name.file.entry = renamed(name.file.entry, path);
            }
          }
        });
  }

  private static FileEntry renamed(FileEntry entry, String path) {
    return new FileEntry(
        path,
        entry.type(),
        entry.bytes(),
        entry.mode(),
        entry.uid(),
        entry.gid(),
        entry.linkTarget(),
        entry.content());
  }

  /** A path under which a container sees something; several may share a file's content. */
  private record Name(FileEntry entry, int layer, StoredFile file) {}

  /** A regular file's content, stored once in one layer. */
  public static final class StoredFile {
    private FileEntry entry;
    private final FileFacts facts;
    private final int layer;
    private int names = 1;
    private int mode;
    private int hiddenBy;
    private How how;

    private StoredFile(FileEntry entry, FileFacts facts, int layer) {
      this.entry = entry;
      this.facts = facts;
      this.layer = layer;
      this.mode = entry.mode();
    }

    private StoredFile named(FileEntry name) {
      names++;
      mode |= name.mode();
      return this;
    }

    /** The modes of all its names together: an engine sets it as often as a name is unpacked. */
    public int mode() {
      return mode;
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
      } else if (name.startsWith(WHITEOUT) && !isAufs(path)) {
        String hidden = folder + name.substring(WHITEOUT.length());
        hide(visible.subMap(hidden, true, hidden, true), How.DELETED);
        hide(below(hidden + "/"), How.DELETED);
      }
    }
    withoutName.clear();
    for (FileEntry entry : contents.entries()) {
      if (isWhiteout(entry.path()) || isAufs(entry.path())) {
        addWithoutName(entry, contents.facts(entry.path()));
      } else {
        add(entry, contents.facts(entry.path()));
      }
    }
    for (StoredFile file : withoutName.values()) {
      if (file.names == 0 && file.hiddenBy == 0) {
        file.hiddenBy = layer;
        file.how = How.DELETED;
      }
    }
  }

  /**
   * Adds what no container sees under this path. AUFS kept the contents of hard links so, and the
   * names that containers see are links to them. Others have no name at all; no builder writes
   * such, but their bytes are stored like any other's.
   */
  private void addWithoutName(FileEntry entry, FileFacts facts) {
    if (entry.type() != Type.REGULAR || (entry.bytes() == 0 && !isAufs(entry.path()))) {
      return;
    }
    StoredFile file = new StoredFile(entry, facts, layer);
    file.names = 0;
    withoutName.put(entry.path(), file);
    if (entry.bytes() > 0) {
      stored.add(file);
    }
  }

  private static boolean isAufs(String path) {
    return path.startsWith(AUFS) && !path.equals(OPAQUE);
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
      StoredFile kept = withoutName.get(entry.linkTarget());
      if (kept != null) {
        if (kept.names == 0) {
          kept.entry = renamed(kept.entry, entry.path());
        }
        return kept.named(entry);
      }
      Name target = visible.get(entry.linkTarget());
      if (target != null && target.file != null) {
        return target.file.named(entry);
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

  /** Takes away names; a file is hidden when it has lost its last. */
  private void hide(SortedMap<String, Name> names, How how) {
    names
        .values()
        .removeIf(
            name -> {
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
