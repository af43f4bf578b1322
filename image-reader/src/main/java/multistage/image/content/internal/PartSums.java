package multistage.image.content.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import multistage.image.FilePart;

/** A file's bytes by what they belong to, while they are added up. */
final class PartSums {
  /** So many parts are named; what is smaller is one part of each group. */
  private static final int MOST = 24;

  private static final int MOST_GROUPS = 12;

  private static final Comparator<FilePart> LARGEST_FIRST =
      Comparator.comparingLong(FilePart::fileBytes)
          .reversed()
          .thenComparing(FilePart::group)
          .thenComparing(FilePart::name);

  private record Key(String group, String name) {}

  private final Map<Key, Long> sums = new HashMap<>();
  private long all;

  void add(String group, String name, long bytes) {
    if (bytes < 0) {
      throw new IndexOutOfBoundsException("a part can't have " + bytes + " bytes");
    }
    if (bytes > 0) {
      sums.merge(new Key(group, name), bytes, Long::sum);
      all += bytes;
    }
  }

  /**
   * The parts, largest first.
   *
   * @param rest what to call the bytes that were added to no part
   * @return nothing when the parts have more bytes than the file
   */
  List<FilePart> of(long length, String rest) {
    if (all > length) {
      return List.of();
    }
    add("", rest, length - all);
    List<FilePart> sorted =
        sums.entrySet().stream()
            .map(sum -> new FilePart(sum.getKey().group(), sum.getKey().name(), sum.getValue()))
            .sorted(LARGEST_FIRST)
            .toList();
    if (sorted.size() <= MOST) {
      return sorted;
    }
    List<FilePart> parts = new ArrayList<>(sorted.subList(0, MOST));
    Set<String> groups = largestGroups();
    // A module's packages add up to it, whether they are named or not.
    Map<String, List<FilePart>> smaller =
        sorted.subList(MOST, sorted.size()).stream()
            .collect(
                Collectors.groupingBy(
                    part -> groups.contains(part.group()) ? part.group() : "",
                    TreeMap::new,
                    Collectors.toList()));
    smaller.forEach(
        (group, those) ->
            parts.add(
                those.size() == 1
                    ? those.get(0)
                    : new FilePart(
                        group,
                        "(" + those.size() + " smaller)",
                        those.stream().mapToLong(FilePart::fileBytes).sum())));
    return parts;
  }

  private Set<String> largestGroups() {
    Map<String, Long> groups =
        sums.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    sum -> sum.getKey().group(), Collectors.summingLong(Map.Entry::getValue)));
    Set<String> largest =
        groups.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_GROUPS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    largest.add(FilePart.OWN);
    return largest;
  }
}
