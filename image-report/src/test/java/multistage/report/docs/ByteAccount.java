package multistage.report.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.Image;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.markdown.Markdown;
import multistage.report.render.text.Units;

/** What the parts of an image are for, as {@code docs/data/needed-for.tsv} says. */
public final class ByteAccount {
  private static final Path NEEDED_FOR = Repository.ROOT.resolve("docs/data/needed-for.tsv");

  /** Of an image: what is smaller than that isn't named, only counted. */
  private static final double NAMED = 0.001;

  private static final String OTHERS = "others";

  private ByteAccount() {}

  /** A part of a file, or a file; the key is the name that docs/data/needed-for.tsv has for it. */
  private record Part(String key, String file, String name, long bytes) {
    boolean isUnnamed() {
      return key.equals(OTHERS);
    }
  }

  /**
   * Everything in the image that the marker names, by what it is for. What is too small to be named
   * comes last.
   *
   * @throws IllegalArgumentException when docs/data/needed-for.tsv doesn't say that of a part
   */
  public static String of(Report report, String marker) {
    String id = marker.split(" ")[1];
    Image image = report.row(VariantId.parse(id)).flatMap(Row::image).orElseThrow();
    Map<String, String> known = neededFor(id);
    Map<String, List<Part>> byNeed = new LinkedHashMap<>();
    for (Part part : parts(image)) {
      byNeed.computeIfAbsent(need(known, id, part), any -> new ArrayList<>()).add(part);
    }
    List<List<String>> lines = new ArrayList<>();
    byNeed.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, List<Part>> each) -> each.getValue().get(0).isUnnamed())
                .thenComparing(each -> sum(each.getValue()), Comparator.reverseOrder()))
        .forEach(
            each ->
                lines.add(
                    List.of(
                        words(each.getValue()), each.getKey(), Units.bytes(sum(each.getValue())))));
    lines.add(List.of("all", "", Units.bytes(image.fileBytes())));
    return Markdown.table("llr", List.of("What", "Purpose", "Size"), lines);
  }

  /** Each with its size, where there are several, and their file's name once. */
  private static String words(List<Part> parts) {
    StringBuilder words = new StringBuilder();
    String file = "";
    for (Part part : parts) {
      words.append(words.isEmpty() ? "" : ", ");
      words.append(part.file().equals(file) ? "" : part.file());
      words.append(part.file().isEmpty() || part.file().equals(file) ? "" : ": ");
      words.append(part.name());
      words.append(parts.size() == 1 ? "" : " " + Units.bytes(part.bytes()));
      file = part.file();
    }
    return words.toString();
  }

  private static long sum(List<Part> parts) {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /** What is large enough to be named, and the rest: together they are the image. */
  private static List<Part> parts(Image image) {
    long least = Math.round(NAMED * image.fileBytes());
    List<Part> parts = new ArrayList<>();
    Set<String> counted = new LinkedHashSet<>();
    for (FileInside inside : image.explanation().inside()) {
      if (inside.parts().isEmpty()) {
        continue;
      }
      counted.add(inside.path());
      String file = name(inside.path());
      inside.parts().stream()
          .filter(part -> part.fileBytes() >= least)
          .map(
              part ->
                  new Part(
                      inside.path() + ": " + part.name(),
                      file,
                      Markdown.text(part.name()),
                      part.fileBytes()))
          .forEach(parts::add);
      long rest =
          inside.fileBytes()
              - inside.parts().stream()
                  .mapToLong(FilePart::fileBytes)
                  .filter(bytes -> bytes >= least)
                  .sum();
      if (rest > 0) {
        parts.add(new Part(inside.path() + ": the rest", file, "the rest", rest));
      }
    }
    image.explanation().causes().stream()
        .flatMap(share -> share.largest().stream())
        .filter(file -> file.fileBytes() >= least && counted.add(file.path()))
        .map(file -> new Part(file.path(), "", name(file.path()), file.fileBytes()))
        .forEach(parts::add);
    long others = image.fileBytes() - sum(parts);
    return others == 0
        ? parts
        : Stream.concat(parts.stream(), Stream.of(new Part(OTHERS, "", "smaller files", others)))
            .toList();
  }

  private static String name(String path) {
    return Markdown.code(Path.of(path).getFileName().toString());
  }

  private static String need(Map<String, String> known, String id, Part part) {
    return known.entrySet().stream()
        .filter(each -> matches(each.getKey(), part.key()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    NEEDED_FOR + " doesn't say what " + id + " needs for: " + part.key()));
  }

  private static boolean matches(String pattern, String key) {
    return pattern.endsWith("*")
        ? key.startsWith(pattern.substring(0, pattern.length() - 1))
        : key.equals(pattern);
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(NEEDED_FOR);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By part, in the file's order: the first that matches counts. */
  private static Map<String, String> neededFor(String id) {
    Map<String, String> known = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] cells = line.split("\t");
      if (cells[0].equals(id)) {
        known.put(cells[1], cells[2]);
      }
    }
    return known;
  }
}
