package multistage.image.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.archive.LayerListing;
import multistage.image.archive.LayerListings.FileKey;
import multistage.image.compare.Reproducibility.Difference;
import multistage.image.compare.Reproducibility.Reason;
import multistage.image.compare.Reproducibility.ReasonCount;
import multistage.image.compare.internal.ContentDifference;

/**
 * Two builds of one variant, layer by layer and entry by entry. Layers with the same diff ID are
 * the same to the byte, so only the others are looked into.
 *
 * <p>It takes two steps: {@link #contentsToRead} says which files' contents are needed to tell why
 * they differ, {@link #result} tells it.
 */
public final class BuildComparison {
  /** How many bytes of contents are held in memory to be compared. */
  private static final long MOST_CONTENT = 96L << 20;

  private final int layers;
  private final List<Integer> differingLayers = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private final List<ChangedFile> changedFiles = new ArrayList<>();

  /** A file of both builds with different contents. */
  private record ChangedFile(int layer, FileKey first, FileKey second) {
    long bytes() {
      return Math.max(first.bytes(), second.bytes());
    }
  }

  /**
   * Compares two builds.
   *
   * @param first the diff IDs of one, lowest layer first
   * @param second those of the other
   * @param listings what the layers hold; of those that are the same it needn't be known
   */
  public BuildComparison(
      List<DiffId> first, List<DiffId> second, Map<DiffId, LayerListing> listings) {
    layers = first.size();
    if (first.size() != second.size()) {
      differingLayers.add(Math.min(first.size(), second.size()) + 1);
      differences.add(
          new Difference(
              Math.min(first.size(), second.size()) + 1,
              "",
              0,
              Reason.LAYERS,
              first.size() + " and " + second.size() + " layers"));
    }
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      if (!first.get(i).equals(second.get(i))) {
        if (!differingLayers.contains(i + 1)) {
          differingLayers.add(i + 1);
        }
        compare(i + 1, listings.get(first.get(i)), listings.get(second.get(i)));
      }
    }
  }

  /** The layers whose listing is needed to compare these two builds. */
  public static Set<DiffId> layersToRead(List<DiffId> first, List<DiffId> second) {
    Set<DiffId> different = new HashSet<>();
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      if (!first.get(i).equals(second.get(i))) {
        different.add(first.get(i));
        different.add(second.get(i));
      }
    }
    return different;
  }

  /** An entry's place: some builders write a folder more than once. */
  private record Place(String path, int occurrence) {}

  private static Map<Place, LayerListing.Entry> byPlace(LayerListing layer) {
    Map<Place, LayerListing.Entry> places = new LinkedHashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (LayerListing.Entry entry : layer.entries()) {
      String path = entry.file().path();
      places.put(new Place(path, seen.merge(path, 1, Integer::sum)), entry);
    }
    return places;
  }

  private void compare(int layer, LayerListing first, LayerListing second) {
    int before = differences.size() + changedFiles.size();
    Map<Place, LayerListing.Entry> firstPlaces = byPlace(first);
    Map<Place, LayerListing.Entry> secondPlaces = byPlace(second);
    firstPlaces.forEach(
        (place, entry) -> {
          LayerListing.Entry other = secondPlaces.get(place);
          if (other == null) {
            add(layer, entry.file(), Reason.ONE_BUILD_ONLY, "in the first build");
          } else {
            compare(layer, first.diffId(), entry, second.diffId(), other);
          }
        });
    secondPlaces.forEach(
        (place, entry) -> {
          if (!firstPlaces.containsKey(place)) {
            add(layer, entry.file(), Reason.ONE_BUILD_ONLY, "in the second build");
          }
        });
    order(layer, firstPlaces, secondPlaces);
    if (differences.size() + changedFiles.size() == before) {
      differences.add(
          new Difference(layer, "", 0, Reason.HEADERS, "all entries of the layer are the same"));
    }
  }

  private void compare(
      int layer,
      DiffId firstLayer,
      LayerListing.Entry first,
      DiffId secondLayer,
      LayerListing.Entry second) {
    FileEntry one = first.file();
    FileEntry other = second.file();
    if (one.type() == Type.REGULAR
        && other.type() == Type.REGULAR
        && !one.content().equals(other.content())) {
      changedFiles.add(new ChangedFile(layer, key(firstLayer, one), key(secondLayer, other)));
    } else if (!attributes(one).equals(attributes(other))) {
      add(layer, one, Reason.ATTRIBUTES, attributes(one) + " and " + attributes(other));
    } else if (!first.modifiedAt().equals(second.modifiedAt())) {
      add(layer, one, Reason.TIME_STAMPS, first.modifiedAt() + " and " + second.modifiedAt());
    } else if (!first.headers().equals(second.headers())) {
      add(layer, one, Reason.HEADERS, first.headers() + " and " + second.headers());
    }
  }

  private static FileKey key(DiffId layer, FileEntry file) {
    return new FileKey(layer, file.path(), file.bytes(), file.content());
  }

  private static String attributes(FileEntry file) {
    return file.type().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + String.format(Locale.ROOT, " %04o %d:%d", file.mode(), file.uid(), file.gid())
        + (file.linkTarget().isEmpty() ? "" : " to " + file.linkTarget());
  }

  /** One difference for the layer: a single entry that moved moves all others. */
  private void order(
      int layer, Map<Place, LayerListing.Entry> first, Map<Place, LayerListing.Entry> second) {
    List<Place> one = first.keySet().stream().filter(second::containsKey).toList();
    List<Place> other = second.keySet().stream().filter(first::containsKey).toList();
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).equals(other.get(i))) {
        differences.add(
            new Difference(
                layer,
                one.get(i).path(),
                0,
                Reason.ORDER,
                "in its place stands /" + other.get(i).path()));
        return;
      }
    }
  }

  private void add(int layer, FileEntry file, Reason reason, String detail) {
    differences.add(new Difference(layer, file.path(), file.bytes(), reason, detail));
  }

  /** The files whose contents are to be read, in both builds: as many as fit into memory. */
  public Set<FileKey> contentsToRead() {
    Set<FileKey> files = new HashSet<>();
    long left = MOST_CONTENT;
    for (ChangedFile file : changedFiles) {
      long bytes = file.first.bytes() + file.second.bytes();
      if (bytes <= left) {
        left -= bytes;
        files.add(file.first);
        files.add(file.second);
      }
    }
    return files;
  }

  /**
   * What came out.
   *
   * @param checkedAt when the builds were made
   * @param contents the contents that {@link #contentsToRead} asks for; a file that is missing here
   *     differs in {@link Reason#CONTENT}
   */
  public Reproducibility result(Instant checkedAt, Map<FileKey, byte[]> contents) {
    List<Difference> all = new ArrayList<>(differences);
    for (ChangedFile file : changedFiles) {
      byte[] first = contents.get(file.first);
      byte[] second = contents.get(file.second);
      ContentDifference difference =
          first == null || second == null
              ? new ContentDifference(Reason.CONTENT, tooLarge(file))
              : ContentDifference.of(first, second);
      all.add(
          new Difference(
              file.layer,
              file.first.path(),
              file.bytes(),
              difference.reason(),
              difference.detail()));
    }
    all.sort(
        Comparator.comparingLong(Difference::fileBytes)
            .reversed()
            .thenComparing(Difference::reason)
            .thenComparing(Difference::layer)
            .thenComparing(Difference::path));
    return new Reproducibility(
        checkedAt, layers, differingLayers.stream().sorted().toList(), counts(all), shown(all));
  }

  private static String tooLarge(ChangedFile file) {
    return String.format(
        Locale.ROOT,
        "%,d and %,d bytes, too large to be looked into",
        file.first.bytes(),
        file.second.bytes());
  }

  /** The largest of all, and of each reason the largest: no reason without an example. */
  private static List<Difference> shown(List<Difference> sorted) {
    Set<Difference> shown = new LinkedHashSet<>();
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    for (Difference difference : sorted) {
      if (reasons.add(difference.reason())) {
        shown.add(difference);
      }
    }
    for (Difference difference : sorted) {
      if (shown.size() < Reproducibility.MOST_SHOWN) {
        shown.add(difference);
      }
    }
    return sorted.stream().filter(shown::contains).toList();
  }

  private static List<ReasonCount> counts(List<Difference> all) {
    Map<Reason, ReasonCount> counts = new TreeMap<>();
    for (Difference difference : all) {
      counts.merge(
          difference.reason(),
          new ReasonCount(difference.reason(), 1, difference.fileBytes()),
          (sum, one) ->
              new ReasonCount(
                  sum.reason(), sum.entries() + one.entries(), sum.fileBytes() + one.fileBytes()));
    }
    return counts.values().stream()
        .sorted(
            Comparator.comparingLong(ReasonCount::fileBytes)
                .thenComparing(ReasonCount::entries)
                .reversed()
                .thenComparing(ReasonCount::reason))
        .toList();
  }
}
