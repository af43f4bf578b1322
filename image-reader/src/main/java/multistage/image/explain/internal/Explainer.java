package multistage.image.explain.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.ContentHash;
import multistage.image.Duplicates;
import multistage.image.Duplicates.Duplicate;
import multistage.image.Explanation;
import multistage.image.FileFacts;
import multistage.image.FileInside;
import multistage.image.LayerContents;
import multistage.image.LayerShare;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.Waste;
import multistage.image.WastedFile;
import multistage.image.explain.internal.Inventories.Covered;
import multistage.image.explain.internal.MergedLayers.StoredFile;

/** Says where an image's file bytes went. */
public final class Explainer {
  private static final int MOST_FILES = 5;
  private static final int MOST_IN_LAYER = 20;
  private static final int MOST_WASTED = 20;
  private static final int MOST_DUPLICATES = 10;
  private static final int MOST_COPIES = 3;
  private static final int MOST_INSIDE = 3;

  /** The least share of an image that a file has that is worth to be looked into. */
  private static final double WORTH_LOOKING_INTO = 0.05;

  private final MergedLayers files;
  private final int baseLayers;
  private final Covered ofLanguages;
  private final Covered ofDistribution;

  private Explainer(MergedLayers files, int baseLayers) {
    this.files = files;
    this.baseLayers = baseLayers;
    ofLanguages = Inventories.ofLanguages(files);
    ofDistribution = Inventories.ofDistribution(files);
  }

  /**
   * Explains an image.
   *
   * @param baseLayers how many of the lowest layers are the base image's
   */
  public static Explanation explain(MergedLayers files, int baseLayers) {
    Explainer explainer = new Explainer(files, baseLayers);
    return new Explanation(
        explainer.causes(files.stored()),
        explainer.waste(),
        explainer.duplicates(),
        FileTrees.of(files.stored()),
        Inventories.of(files),
        explainer.inside());
  }

  /**
   * What each layer is there for, lowest first.
   *
   * @param baseLayers how many of the lowest are the base image's
   */
  public static List<LayerShare> layers(List<LayerContents> contents, int baseLayers) {
    MergedLayers files = MergedLayers.of(contents);
    int layers = contents.size();
    Explainer explainer = new Explainer(files, baseLayers);
    List<List<StoredFile>> ofLayers =
        Stream.generate(() -> (List<StoredFile>) new ArrayList<StoredFile>())
            .limit(layers)
            .toList();
    long[] hidden = new long[layers];
    for (StoredFile file : files.stored()) {
      ofLayers.get(file.layer() - 1).add(file);
      if (file.isHidden() && file.hiddenBy() != file.layer()) {
        hidden[file.hiddenBy() - 1] += file.entry().bytes();
      }
    }
    List<List<SoftwarePackage>> packages = Inventories.packagesByLayer(contents);
    Map<Integer, List<String>> setuidFiles = byLayer(files.setuidFiles(), files);
    Map<Integer, List<String>> shells = byLayer(Shells.in(files), files);
    List<LayerShare> shares = new ArrayList<>();
    for (List<StoredFile> stored : ofLayers) {
      int layer = shares.size() + 1;
      PriorityQueue<SizedPath> largest = largestQueue();
      stored.forEach(
          file ->
              keepLargest(
                  largest,
                  new SizedPath(file.entry().path(), file.entry().bytes()),
                  MOST_IN_LAYER));
      shares.add(
          new LayerShare(
              stored.stream().mapToLong(file -> file.entry().bytes()).sum(),
              hidden[shares.size()],
              explainer.causes(stored),
              largestFirst(largest),
              packages.get(layer - 1),
              setuidFiles.getOrDefault(layer, List.of()),
              shells.getOrDefault(layer, List.of()),
              stored.stream()
                  .filter(file -> file.entry().bytes() > 0)
                  .map(file -> file.entry().path())
                  .filter(SecretNames::fits)
                  .sorted()
                  .toList()));
    }
    return shares;
  }

  private static Map<Integer, List<String>> byLayer(Collection<String> paths, MergedLayers files) {
    return paths.stream().sorted().collect(Collectors.groupingBy(files::layerOf));
  }

  private List<CauseShare> causes(List<StoredFile> stored) {
    Map<Cause, Share> shares = new EnumMap<>(Cause.class);
    for (StoredFile file : stored) {
      Map<Cause, Long> parts = parts(file);
      parts.forEach((cause, bytes) -> shares.computeIfAbsent(cause, Share::new).add(file, bytes));
      parts.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .ifPresent(main -> shares.get(main.getKey()).files++);
    }
    return shares.values().stream()
        .filter(share -> share.fileBytes != 0)
        .map(Share::asCauseShare)
        .toList();
  }

  /** A file's bytes by cause; their sum is the file's size. */
  private Map<Cause, Long> parts(StoredFile file) {
    Map<Cause, Long> parts = new EnumMap<>(Cause.class);
    long bytes = file.entry().bytes();
    if (bytes == 0) {
      return parts;
    }
    if (file.isHidden()) {
      parts.put(Cause.HIDDEN, bytes);
      return parts;
    }
    FileFacts facts = file.facts();
    Cause cause = cause(file);
    long saved = facts.unpackedBytes().orElse(bytes) - bytes;
    if (saved > 0) {
      parts.put(Cause.COMPRESSION, -saved);
    }
    if (facts.debugBytes() > 0) {
      parts.put(Cause.DEBUG_INFORMATION, facts.debugBytes());
    }
    parts.merge(cause, bytes + Math.max(0, saved) - facts.debugBytes(), Long::sum);
    return parts;
  }

  private Cause cause(StoredFile file) {
    String path = file.entry().path();
    Optional<Cause> rule = CauseRules.find(path, file.facts());
    if (rule.isPresent() && rule.get() != Cause.PROGRAM) {
      return rule.get();
    }
    if (ofLanguages.has(path)) {
      return Cause.PROGRAM_LIBRARIES;
    }
    if (rule.isPresent()) {
      return rule.get();
    }
    if (ofDistribution.has(path)) {
      return Cause.SYSTEM_DATA;
    }
    return file.layer() <= baseLayers ? Cause.BASE_IMAGE : Cause.OTHER;
  }

  /** One cause's files, of which only the largest are kept. */
  private static final class Share {
    private final Cause cause;
    private final PriorityQueue<SizedPath> largest = new PriorityQueue<>(SMALLEST_FIRST);
    private long fileBytes;
    private int files;

    Share(Cause cause) {
      this.cause = cause;
    }

    void add(StoredFile file, long bytes) {
      fileBytes += bytes;
      keepLargest(largest, new SizedPath(file.entry().path(), bytes), MOST_FILES);
    }

    CauseShare asCauseShare() {
      return new CauseShare(cause, fileBytes, files, largestFirst(largest));
    }
  }

  // By amount: what compression takes away is negative. Equal sizes by path, so that the same image
  // always gives the same report.
  private static final Comparator<SizedPath> SMALLEST_FIRST =
      Comparator.comparingLong((SizedPath path) -> Math.abs(path.fileBytes()))
          .thenComparing(SizedPath::path, Comparator.reverseOrder());

  public static void keepLargest(PriorityQueue<SizedPath> queue, SizedPath path, int most) {
    queue.add(path);
    if (queue.size() > most) {
      queue.remove();
    }
  }

  public static List<SizedPath> largestFirst(PriorityQueue<SizedPath> queue) {
    return queue.stream().sorted(SMALLEST_FIRST.reversed()).toList();
  }

  public static PriorityQueue<SizedPath> largestQueue() {
    return new PriorityQueue<>(SMALLEST_FIRST);
  }

  private Waste waste() {
    List<WastedFile> wasted =
        files.stored().stream()
            .filter(StoredFile::isHidden)
            .map(
                file ->
                    new WastedFile(
                        file.entry().path(),
                        file.entry().bytes(),
                        file.layer(),
                        file.hiddenBy(),
                        file.how(),
                        SecretNames.fits(file.entry().path())))
            .sorted(
                Comparator.comparing(WastedFile::secret)
                    .thenComparing(WastedFile::fileBytes)
                    .reversed()
                    .thenComparing(WastedFile::path))
            .toList();
    return new Waste(
        wasted.stream().mapToLong(WastedFile::fileBytes).sum(),
        wasted.size(),
        wasted.stream().limit(MOST_WASTED).toList());
  }

  private List<FileInside> inside() {
    long all = files.stored().stream().mapToLong(file -> file.entry().bytes()).sum();
    return files.stored().stream()
        .filter(file -> !file.isHidden())
        .filter(file -> file.entry().bytes() >= FileInside.MIN_FILE_BYTES)
        .filter(file -> file.entry().bytes() >= all * WORTH_LOOKING_INTO)
        .sorted(
            Comparator.comparingLong((StoredFile file) -> file.entry().bytes())
                .reversed()
                .thenComparing(file -> file.entry().path()))
        .limit(MOST_INSIDE)
        .map(
            file -> new FileInside(file.entry().path(), file.entry().bytes(), file.facts().parts()))
        .toList();
  }

  private Duplicates duplicates() {
    record Content(ContentHash hash, long bytes) {}
    Map<Content, List<String>> paths = new HashMap<>();
    for (StoredFile file : files.stored()) {
      if (!file.isHidden() && file.entry().bytes() > 0) {
        paths
            .computeIfAbsent(
                new Content(file.entry().content(), file.entry().bytes()), c -> new ArrayList<>(1))
            .add(file.entry().path());
      }
    }
    List<Duplicate> duplicates =
        paths.entrySet().stream()
            .filter(content -> content.getValue().size() > 1)
            .map(
                content ->
                    new Duplicate(
                        content.getKey().bytes(),
                        content.getValue().size(),
                        content.getValue().stream().sorted().limit(MOST_COPIES).toList()))
            .sorted(
                Comparator.comparingLong(Explainer::wasted)
                    .reversed()
                    .thenComparing(duplicate -> duplicate.paths().get(0)))
            .toList();
    return new Duplicates(
        duplicates.stream().mapToLong(Explainer::wasted).sum(),
        duplicates.stream().limit(MOST_DUPLICATES).toList());
  }

  private static long wasted(Duplicate duplicate) {
    return duplicate.fileBytes() * (duplicate.copies() - 1);
  }
}
