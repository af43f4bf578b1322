package multistage.report.render.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.FileInside;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.report.model.Row;
import multistage.report.render.image.InsideGroup;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** The largest files of a row's image, what is inside them, and how to see that by hand. */
final class LargestFiles {
  /** So many parts of a file are shown, and so many of each of them. */
  private static final int MOST_PARTS = 8;

  private final Row row;
  private final Image image;

  LargestFiles(Row row) {
    this.row = row;
    this.image = row.image().orElseThrow();
  }

  /** Whether there is more than one file to draw. */
  boolean hasTreemap() {
    FileTree tree = image.explanation().tree();
    while (tree.children().size() == 1) {
      tree = tree.children().get(0);
    }
    return !tree.children().isEmpty();
  }

  /**
   * One of the largest files.
   *
   * @param anchor where the page says what is in it
   * @param isFirst whether it is the first that something is told of
   * @param bars what it consists of; none where nothing tells
   */
  record Inside(String path, String anchor, String size, boolean isFirst, List<Bar> bars) {}

  /**
   * A part of a file.
   *
   * @param kind {@code module} before its packages, {@code of} for these, or null
   * @param style how long its bar is
   */
  record Bar(String kind, String name, String size, String style) {}

  /** What is in the largest files. */
  List<Inside> inside() {
    List<FileInside> files = image.explanation().inside();
    Optional<FileInside> first = files.stream().filter(file -> !file.parts().isEmpty()).findFirst();
    return files.stream()
        .map(
            file ->
                new Inside(
                    PlainText.line(file.path()),
                    anchor(file.path()),
                    Units.bytes(file.fileBytes()),
                    first.filter(file::equals).isPresent(),
                    bars(file)))
        .toList();
  }

  /** Where the page says what is in a file; null where it doesn't. */
  String anchor(String path) {
    List<FileInside> files = image.explanation().inside();
    return IntStream.range(0, files.size())
        .filter(i -> files.get(i).path().equals(path) && !files.get(i).parts().isEmpty())
        .mapToObj(i -> row.id() + "/inside/" + (i + 1))
        .findFirst()
        .orElse(null);
  }

  /** How to build the image, and to see its layers, its files, and what is in the largest. */
  String byHand() {
    String tag = "multistage/" + row.id().toString().replace('/', ':');
    String platform =
        row.platform().map(each -> "--platform " + PlainText.line(each) + " ").orElse("");
    List<String> paths =
        image.explanation().inside().stream()
            .filter(file -> !file.parts().isEmpty() && file.path().matches("[\\w./+-]+"))
            .map(FileInside::path)
            .toList();
    return Stream.of(
            Stream.of(
                "./lab mvn verify -Dvariants=" + row.id() + "   # builds " + tag,
                "docker history --no-trunc " + tag,
                "docker create --name look "
                    + platform
                    + tag
                    + "   # needs no shell, starts nothing",
                "docker export look | tar --list --verbose",
                "docker save "
                    + tag
                    + " | tar -x   # manifest.json names the layers: tar -tvf LAYER"),
            paths.stream().map(path -> "docker cp look:/" + path + " ."),
            Stream.of("docker rm look"),
            image.explanation().inside().stream()
                .filter(file -> paths.contains(file.path()))
                .flatMap(LargestFiles::listing))
        .flatMap(commands -> commands)
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> listing(FileInside inside) {
    String file = inside.path().substring(inside.path().lastIndexOf('/') + 1);
    if (file.endsWith(".jar")) {
      return Stream.of("unzip -v " + file);
    }
    if (file.equals("modules")) {
      return Stream.of("jimage list --verbose modules");
    }
    // Only a Go program has its packages in groups.
    boolean isGo = inside.parts().stream().anyMatch(part -> !part.group().isEmpty());
    return Stream.concat(
        Stream.of("readelf --sections --wide " + file),
        isGo
            ? Stream.of("go tool nm -size " + file + "   # needs a build without -ldflags=-s")
            : Stream.empty());
  }

  private static List<Bar> bars(FileInside file) {
    List<Bar> bars = new ArrayList<>();
    for (InsideGroup group : InsideGroup.of(file, MOST_PARTS)) {
      String kind = group.parts().isEmpty() ? null : "module";
      bars.add(bar(kind, group.name(), group.fileBytes(), file));
      group.parts().forEach(part -> bars.add(bar("of", part.name(), part.fileBytes(), file)));
    }
    return bars;
  }

  private static Bar bar(String kind, String name, long bytes, FileInside file) {
    return new Bar(
        kind,
        PlainText.line(name),
        Units.bytes(bytes),
        String.format(Locale.ROOT, "--part:%.1f%%", 100.0 * bytes / file.fileBytes()));
  }
}
