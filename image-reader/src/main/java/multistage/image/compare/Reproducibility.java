package multistage.image.compare;

import java.time.Instant;
import java.util.List;

/**
 * What came of building a variant twice, each time without the engine's cache: the same layers, or
 * where they differ and why.
 *
 * @param checkedAt when
 * @param layers how many layers the image has, its base image's included
 * @param differingLayers the numbers of those whose diff IDs differ; the lowest is 1
 * @param reasons every difference, counted by its reason, most file bytes first
 * @param largest the largest differences, of each reason at least one, largest first
 */
public record Reproducibility(
    Instant checkedAt,
    int layers,
    List<Integer> differingLayers,
    List<ReasonCount> reasons,
    List<Difference> largest) {
  /** More differences than that are only counted. */
  public static final int MOST_SHOWN = 20;

  /** Why something isn't the same in both images; what weighs more comes first. */
  public enum Reason {
    /** The images have another number of layers, so that none can be compared with its twin. */
    LAYERS("layers", "the number of layers"),
    /** Only one of the two has such a path. */
    ONE_BUILD_ONLY("oneBuildOnly", "there in one build only"),
    /** The content differs, and nothing that is known explains all of it. */
    CONTENT("content", "other content"),
    /** The content differs in paths, and in times and IDs at most. */
    EMBEDDED_PATHS("embeddedPaths", "paths in the content"),
    /** The content differs in IDs and hashes, and in times at most. */
    EMBEDDED_IDS("embeddedIds", "IDs or hashes in the content"),
    /** The content differs in nothing but dates and times. */
    EMBEDDED_TIMES("embeddedTimes", "times in the content"),
    /** The content is the same, in another order: lines of a text, entries of a jar. */
    EMBEDDED_ORDER("embeddedOrder", "the order in the content"),
    /** Kind, permissions, owner, or what a link names. */
    ATTRIBUTES("attributes", "permissions, owners or links"),
    /** When the file or folder was changed, as its layer says. */
    TIME_STAMPS("timeStamps", "time stamps"),
    /** The same entries stand in the layer in another order. */
    ORDER("order", "the order of files in the layer"),
    /** All that is read of the layers is the same, yet their bytes aren't. */
    HEADERS("headers", "other headers of the layer's archive");

    private final String text;
    private final String title;

    Reason(String text, String title) {
      this.text = text;
      this.title = title;
    }

    /** For people. */
    public String title() {
      return title;
    }

    /** As reports name it. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * How much differs for one reason.
   *
   * @param entries how many files, folders and links
   * @param fileBytes the bytes of the files among them, of the larger of both builds
   */
  public record ReasonCount(Reason reason, int entries, long fileBytes) {}

  /**
   * One file, folder or link that differs, for its weightiest reason.
   *
   * @param layer the number of the layer that has it; the lowest is 1
   * @param path its path in the image, without a leading {@code /}; empty for the root or the layer
   *     as a whole
   * @param fileBytes its bytes, in the larger of both builds
   * @param reason why
   * @param detail what is seen of it in both builds
   */
  public record Difference(int layer, String path, long fileBytes, Reason reason, String detail) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when a layer differs without a reason, or there is a reason
   *     and no layer differs
   */
  public Reproducibility {
    differingLayers = List.copyOf(differingLayers);
    reasons = List.copyOf(reasons);
    largest = List.copyOf(largest);
    if (differingLayers.isEmpty() != reasons.isEmpty() || reasons.isEmpty() != largest.isEmpty()) {
      throw new IllegalArgumentException("layers that differ need a reason, and only they do");
    }
  }

  /** Both builds gave these layers, to the byte. */
  public static Reproducibility same(Instant checkedAt, int layers) {
    return new Reproducibility(checkedAt, layers, List.of(), List.of(), List.of());
  }

  /** Whether both builds gave the same layers. */
  public boolean isSame() {
    return differingLayers.isEmpty();
  }
}
