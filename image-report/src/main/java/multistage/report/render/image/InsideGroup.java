package multistage.report.render.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.report.render.text.PlainText;

/**
 * A module with its packages, or a part of a file that belongs to none.
 *
 * @param parts its packages, largest first; none where the name says all
 */
public record InsideGroup(String name, long fileBytes, List<FilePart> parts) {
  private static final String REST = "all others";

  /** Beside a library's modules, what the program's own package is called. */
  private static final String OWN = "your own code: package main";

  /**
   * What a file consists of, largest first; the sum is the file.
   *
   * @param most how many groups are told apart, and how many parts in each
   */
  public static List<InsideGroup> of(FileInside file, int most) {
    List<InsideGroup> groups = new ArrayList<>();
    Map<String, List<FilePart>> modules = new LinkedHashMap<>();
    for (FilePart part : file.parts()) {
      if (part.group().isEmpty()) {
        groups.add(new InsideGroup(PlainText.oneLine(part.name()), part.fileBytes(), List.of()));
      } else {
        modules.computeIfAbsent(part.group(), group -> new ArrayList<>()).add(part);
      }
    }
    modules.forEach(
        (name, parts) ->
            groups.add(
                new InsideGroup(
                    name.equals(FilePart.OWN) ? OWN : PlainText.oneLine(name),
                    sum(parts, FilePart::fileBytes),
                    parts.size() == 1 ? List.of() : shortened(parts, most))));
    groups.sort(Comparator.comparingLong(InsideGroup::fileBytes).reversed());
    if (groups.size() <= most) {
      return groups;
    }
    List<InsideGroup> shown = new ArrayList<>(groups.subList(0, most - 1));
    List<InsideGroup> rest = new ArrayList<>(groups.subList(most - 1, groups.size()));
    rest.stream().filter(group -> group.name().equals(OWN)).forEach(shown::add);
    rest.removeAll(shown);
    shown.add(new InsideGroup(REST, sum(rest, InsideGroup::fileBytes), List.of()));
    return shown;
  }

  private static List<FilePart> shortened(List<FilePart> parts, int most) {
    List<FilePart> plain =
        parts.stream()
            .map(
                part ->
                    new FilePart(part.group(), PlainText.oneLine(part.name()), part.fileBytes()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (plain.size() <= most) {
      return plain;
    }
    List<FilePart> rest = plain.subList(most - 1, plain.size());
    FilePart others = new FilePart("", REST, sum(rest, FilePart::fileBytes));
    rest.clear();
    plain.add(others);
    return plain;
  }

  private static <T> long sum(List<T> parts, ToLongFunction<T> bytes) {
    return parts.stream().mapToLong(bytes).sum();
  }
}
