package multistage.image.explain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import multistage.image.CauseShare;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.Explanation;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.LayerContents;
import org.junit.jupiter.api.Test;

/**
 * What holds for every stack of layers, tried on many: they are put on top of each other here in
 * another way, as a file system of folders, names and contents does it, and that must give the same
 * files and the same waste.
 *
 * <p>Each run tries other stacks; {@code -Dseed=…} tries those of a run that failed.
 */
class MergedLayersPropertyTest {
  private static final int STACKS = 3000;

  // Few, so that layers meet; some that come right before or after "/" in an order.
  private static final List<String> NAMES = List.of("a", "a-", "a.b", "a0", "b", "\uffff");

  @Test
  void everyByteHasACauseAndIsHiddenOnceOrSeen() {
    long first = Long.getLong("seed", new Random().nextInt(Integer.MAX_VALUE));
    int hidden = 0;
    for (long seed = first; seed < first + STACKS; seed++) {
      List<LayerContents> layers = new Stack(new Random(seed)).layers();
      try {
        hidden += check(layers);
      } catch (AssertionError | RuntimeException e) {
        fail("-Dseed=" + seed + " gives these layers:\n" + show(layers), e);
      }
    }
    assertThat(hidden).as("a test of hidden files needs some").isGreaterThan(STACKS);
  }

  private static int check(List<LayerContents> layers) {
    ReferenceImage reference = new ReferenceImage();
    layers.forEach(reference::add);
    MergedLayers files = MergedLayers.of(layers);

    assertThat(files.all())
        .extracting(FileEntry::path)
        .containsExactlyElementsOf(reference.visible());
    assertThat(files.all()).as("each as its highest layer has it").allMatch(reference::has);

    long stored = layers.stream().mapToLong(LayerContents::fileBytes).sum();
    Explanation explanation = Explainer.explain(files, layers.size() / 2);
    assertThat(explanation.causes().stream().mapToLong(CauseShare::fileBytes).sum())
        .isEqualTo(stored);
    assertThat(explanation.causes().stream().mapToLong(CauseShare::files).sum())
        .isEqualTo(
            layers.stream()
                .flatMap(layer -> layer.entries().stream())
                .filter(entry -> entry.bytes() > 0)
                .count());
    assertThat(explanation.tree().fileBytes()).isEqualTo(stored);

    assertThat(files.stored().stream().filter(MergedLayers.StoredFile::isHidden))
        .extracting(file -> file.layer() + " " + file.entry().path() + " " + file.hiddenBy())
        .containsExactlyInAnyOrderElementsOf(reference.hidden());
    assertThat(explanation.waste().files()).isEqualTo(reference.hidden().size());
    assertThat(explanation.waste().fileBytes()).isEqualTo(reference.hiddenBytes());
    return reference.hidden().size();
  }

  private static String show(List<LayerContents> layers) {
    StringBuilder text = new StringBuilder();
    for (LayerContents layer : layers) {
      text.append("layer\n");
      layer.entries().forEach(entry -> text.append("  ").append(entry).append('\n'));
    }
    return text.toString();
  }

  /** Layers such as builders could make, out of numbers drawn by lot. */
  private static final class Stack {
    private final Random random;
    private final Set<String> everUsed = new TreeSet<>();

    Stack(Random random) {
      this.random = random;
    }

    List<LayerContents> layers() {
      List<LayerContents> layers = new ArrayList<>();
      for (int count = 1 + random.nextInt(5); count > 0; count--) {
        layers.add(layer(layers));
      }
      return layers;
    }

    private LayerContents layer(List<LayerContents> below) {
      Map<String, FileEntry> entries = new TreeMap<>();
      List<FileEntry> order = new ArrayList<>();
      Map<String, FileFacts> facts = new HashMap<>();
      for (int count = random.nextInt(12); count > 0; count--) {
        FileEntry entry = entry(below, order);
        String path = entry.path();
        boolean fits =
            entries.entrySet().stream()
                .allMatch(
                    other ->
                        !other.getKey().equals(path)
                            && !isAbove(other.getKey(), other.getValue(), path)
                            && !isAbove(path, entry, other.getKey()));
        if (!fits || isBelowALink(path, below, entries)) {
          continue;
        }
        entries.put(path, entry);
        order.add(entry);
        everUsed.add(path);
        if (entry.bytes() > 0) {
          facts.put(path, facts(entry.bytes()));
        }
      }
      return new LayerContents(DiffId.ofSha256(new byte[32]), 0, Optional.empty(), order, facts);
    }

    /** A layer can't have a file and something in it. */
    private static boolean isAbove(String path, FileEntry entry, String other) {
      return entry.type() != Type.DIRECTORY && other.startsWith(path + "/");
    }

    /** Builders name a file by the path that it has when all links are followed. */
    private static boolean isBelowALink(
        String path, List<LayerContents> below, Map<String, FileEntry> entries) {
      ReferenceImage image = new ReferenceImage();
      below.forEach(image::add);
      return image.isBelowALink(path) && !entries.containsKey(parent(path));
    }

    private static String parent(String path) {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private FileEntry entry(List<LayerContents> below, List<FileEntry> own) {
      String path = path();
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      switch (random.nextInt(10)) {
        case 0:
          return new FileEntry(
              folder + ".wh..wh..opq", Type.REGULAR, 0, 0, 0, 0, "", ContentHash.NONE);
        case 1, 2:
          return new FileEntry(
              folder + ".wh." + path.substring(folder.length()),
              Type.REGULAR,
              0,
              0,
              0,
              0,
              "",
              ContentHash.NONE);
        case 3, 4:
          return new FileEntry(path, Type.DIRECTORY, 0, 0755, 0, 0, "", ContentHash.NONE);
        case 5:
          Type type = random.nextBoolean() ? Type.SYMLINK : Type.DEVICE;
          return new FileEntry(path, type, 0, 0777, 0, 0, "a", ContentHash.NONE);
        case 6:
          List<String> targets = targets(below, own);
          if (!targets.isEmpty()) {
            String target = targets.get(random.nextInt(targets.size()));
            // One of the two would take the other's place.
            if (!(target + "/").startsWith(path + "/") && !path.startsWith(target + "/")) {
              return new FileEntry(path, Type.HARD_LINK, 0, 0644, 0, 0, target, ContentHash.NONE);
            }
          }
          return file(path);
        default:
          return file(path);
      }
    }

    /** A hard link names what is there when it is made. */
    private static List<String> targets(List<LayerContents> below, List<FileEntry> own) {
      ReferenceImage image = new ReferenceImage();
      below.forEach(image::add);
      image.add(
          new LayerContents(DiffId.ofSha256(new byte[32]), 0, Optional.empty(), own, Map.of()));
      return image.files();
    }

    private FileEntry file(String path) {
      int content = random.nextInt(5);
      return new FileEntry(
          path, Type.REGULAR, 100L * content, 0644, 0, 0, "", new ContentHash(content, content));
    }

    private String path() {
      if (!everUsed.isEmpty() && random.nextBoolean()) {
        String used = List.copyOf(everUsed).get(random.nextInt(everUsed.size()));
        if (!used.contains(".wh.")) {
          return used;
        }
      }
      StringBuilder path = new StringBuilder();
      for (int depth = random.nextInt(3); depth >= 0; depth--) {
        path.append(path.isEmpty() ? "" : "/").append(NAMES.get(random.nextInt(NAMES.size())));
      }
      return path.toString();
    }

    private FileFacts facts(long bytes) {
      return new FileFacts(
          Kind.values()[random.nextInt(Kind.values().length)],
          random.nextInt((int) bytes + 1),
          random.nextBoolean() ? OptionalLong.of(random.nextInt(5000)) : OptionalLong.empty(),
          List.of(),
          List.of(),
          List.of());
    }
  }

  /** A file system: folders of names, each for a folder or for a content that others may share. */
  private static final class ReferenceImage {
    private final Node root = new Node(null, 0);
    private final List<Node> stored = new ArrayList<>();
    private final Map<Node, Integer> hiddenBy = new IdentityHashMap<>();
    private int layer;

    /** A folder when it has children; one that no layer names has no entry. */
    private static final class Node {
      FileEntry entry;
      final int layer;
      Map<String, Node> children;

      Node(FileEntry entry, int layer) {
        this.entry = entry;
        this.layer = layer;
        if (entry == null || entry.type() == Type.DIRECTORY) {
          children = new TreeMap<>();
        }
      }
    }

    private final Map<Node, Map<String, FileEntry>> linkEntries = new IdentityHashMap<>();

    void add(LayerContents contents) {
      layer++;
      for (FileEntry entry : contents.entries()) {
        List<String> names = List.of(entry.path().split("/"));
        String last = names.get(names.size() - 1);
        Node folder = find(names.subList(0, names.size() - 1));
        if (folder != null && folder.children != null && last.startsWith(".wh.")) {
          if (last.equals(".wh..wh..opq")) {
            folder.children.clear();
          } else {
            folder.children.remove(last.substring(".wh.".length()));
          }
        }
      }
      for (FileEntry entry : contents.entries()) {
        List<String> names = List.of(entry.path().split("/"));
        String last = names.get(names.size() - 1);
        if (last.startsWith(".wh.")) {
          continue;
        }
        Node target =
            entry.type() == Type.HARD_LINK ? find(List.of(entry.linkTarget().split("/"))) : null;
        Node folder = root;
        for (String name : names.subList(0, names.size() - 1)) {
          Node next = folder.children.get(name);
          if (next == null || next.children == null) {
            next = new Node(null, layer);
            folder.children.put(name, next);
          }
          folder = next;
        }
        Node before = folder.children.get(last);
        if (entry.type() == Type.DIRECTORY && before != null && before.children != null) {
          before.entry = entry;
        } else if (target != null) {
          folder.children.put(last, target);
          linkEntries.computeIfAbsent(target, t -> new HashMap<>()).put(entry.path(), entry);
        } else {
          Node node = new Node(entry, layer);
          folder.children.put(last, node);
          if (entry.type() == Type.REGULAR) {
            stored.add(node);
          }
        }
      }
      Set<Node> reachable = new HashSet<>();
      collect(root, reachable);
      for (Node file : stored) {
        if (!reachable.contains(file)) {
          hiddenBy.putIfAbsent(file, layer);
        }
      }
    }

    private Node find(List<String> names) {
      Node node = root;
      for (String name : names) {
        node = node == null || node.children == null ? null : node.children.get(name);
      }
      return node;
    }

    private static void collect(Node node, Set<Node> into) {
      into.add(node);
      if (node.children != null) {
        node.children.values().forEach(child -> collect(child, into));
      }
    }

    boolean isBelowALink(String path) {
      List<String> names = List.of(path.split("/"));
      for (int i = 1; i < names.size(); i++) {
        Node node = find(names.subList(0, i));
        if (node != null && node.entry != null && node.entry.type() == Type.SYMLINK) {
          return true;
        }
      }
      return false;
    }

    /** The paths of all that a layer names and that is there. */
    Set<String> visible() {
      Set<String> paths = new TreeSet<>();
      walk("", root, (path, node) -> paths.add(path));
      return paths;
    }

    List<String> files() {
      List<String> paths = new ArrayList<>();
      walk(
          "",
          root,
          (path, node) -> {
            if (node.entry.type() == Type.REGULAR) {
              paths.add(path);
            }
          });
      return paths;
    }

    boolean has(FileEntry entry) {
      Node node = find(List.of(entry.path().split("/")));
      return node.entry == entry
          || linkEntries.getOrDefault(node, Map.of()).get(entry.path()) == entry;
    }

    List<String> hidden() {
      return hiddenBy.entrySet().stream()
          .map(
              file ->
                  file.getKey().layer + " " + file.getKey().entry.path() + " " + file.getValue())
          .toList();
    }

    long hiddenBytes() {
      return hiddenBy.keySet().stream().mapToLong(file -> file.entry.bytes()).sum();
    }

    private interface Visitor {
      void visit(String path, Node node);
    }

    private static void walk(String path, Node folder, Visitor visitor) {
      folder.children.forEach(
          (name, node) -> {
            String inside = path.isEmpty() ? name : path + "/" + name;
            if (node.entry != null) {
              visitor.visit(inside, node);
            }
            if (node.children != null) {
              walk(inside, node, visitor);
            }
          });
    }
  }
}
