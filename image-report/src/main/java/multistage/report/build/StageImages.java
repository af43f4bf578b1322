package multistage.report.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.model.VariantId;

/**
 * The unnamed images that builds leave: they are the classic builder's cache. Those that a variant
 * was built with last time, and no variant was this time, serve nobody any more and go.
 *
 * <p>Which ones a build went through stands in its output; a file keeps it from run to run.
 */
public final class StageImages {
  private static final Pattern STEP = Pattern.compile(" ---> ([0-9a-f]{12})");

  private final Path file;
  private final Map<VariantId, Set<String>> byVariant;

  private StageImages(Path file, Map<VariantId, Set<String>> byVariant) {
    this.file = file;
    this.byVariant = byVariant;
  }

  /** Reads the file, which needn't be there yet; a line that can't be read is dropped. */
  static StageImages load(Path file) throws IOException {
    Map<VariantId, Set<String>> byVariant = new TreeMap<>();
    try {
      Pattern line = Pattern.compile("(\\S+/\\S+) ([0-9a-f]{12})");
      for (String text : Files.readAllLines(file)) {
        Matcher matcher = line.matcher(text);
        if (matcher.matches()) {
          byVariant
              .computeIfAbsent(VariantId.parse(matcher.group(1)), id -> new TreeSet<>())
              .add(matcher.group(2));
        }
      }
    } catch (NoSuchFileException e) {
      // The first run.
      return new StageImages(file, byVariant);
    }
    return new StageImages(file, byVariant);
  }

  /** The images that a build's output names, in their order. */
  public static List<String> namedIn(List<String> buildLog) {
    return buildLog.stream()
        .map(STEP::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .distinct()
        .toList();
  }

  /** The images that a build went through, in their order, without those that it started from. */
  static List<String> madeBy(List<String> buildLog, Collection<StoredImage> bases) {
    return namedIn(buildLog).stream()
        .filter(
            id -> bases.stream().noneMatch(base -> base.id().value().startsWith("sha256:" + id)))
        .toList();
  }

  /** The images of steps that were carried out rather than found in the cache, in their order. */
  public static List<String> madeAnewIn(List<String> buildLog) {
    List<String> made = new ArrayList<>();
    for (int i = 1; i < buildLog.size(); i++) {
      String before = buildLog.get(i - 1);
      if (!before.equals(" ---> Using cache") && !before.contains(" : FROM ")) {
        made.addAll(namedIn(buildLog.subList(i, i + 1)));
      }
    }
    return made;
  }

  /** Replaces what is known of builds that ended well, and removes what none needs any more. */
  void update(Map<VariantId, List<String>> images, ImageStore store) throws IOException {
    List<String> before = new ArrayList<>();
    images.forEach(
        (id, now) -> {
          before.addAll(byVariant.getOrDefault(id, Set.of()));
          byVariant.put(id, new TreeSet<>(now));
        });
    Set<String> needed =
        byVariant.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    before.stream().distinct().filter(id -> !needed.contains(id)).forEach(store::removeUnnamed);
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        byVariant.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(id -> entry.getKey() + " " + id))
            .toList());
  }
}
