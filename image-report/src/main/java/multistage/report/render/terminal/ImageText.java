package multistage.report.render.terminal;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.Duplicates.Duplicate;
import multistage.image.Explanation;
import multistage.image.FileInside;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.image.Waste;
import multistage.image.WastedFile;
import multistage.image.explain.Waterfall;
import multistage.report.render.image.InsideGroup;
import multistage.report.render.image.InventoryText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** What a terminal shows of one image, or of the difference between two, in 80 columns. */
public final class ImageText {
  private static final int WIDTH = 80;
  private static final int BAR = 26;
  private static final int TITLE = 42;
  private static final int FIGURE = 10;

  /** So many parts of a file are shown, and so many of each of them. */
  private static final int MOST_PARTS = 5;

  private final StringBuilder out = new StringBuilder();

  private ImageText() {}

  /** Where an image's bytes went. */
  public static String explain(String name, Image image) {
    ImageText text = new ImageText();
    text.headline(name, image);
    text.layers(image.layers());
    text.causes(image);
    text.inside(image.explanation().inside());
    text.waste(image.explanation().waste(), image.layers());
    text.duplicates(image.explanation());
    text.inventory(image.explanation().inventory());
    return text.out.toString();
  }

  /** Why an image is smaller or larger than another one. */
  public static String compare(String oldName, Image before, String newName, Image after) {
    ImageText text = new ImageText();
    text.headline(oldName, before);
    text.headline(newName, after);
    Waterfall waterfall = Waterfall.between(before.explanation(), after.explanation());
    text.out.append('\n');
    long most =
        waterfall.steps().stream().mapToLong(step -> Math.abs(step.fileBytes())).max().orElse(0);
    text.figure("", before.fileBytes(), oldName);
    for (Waterfall.Step step : waterfall.steps()) {
      text.figure(
          bar(Math.abs(step.fileBytes()), most, step.fileBytes() < 0 ? '-' : '+'),
          step.fileBytes(),
          step.cause().title());
    }
    text.figure("", after.fileBytes(), newName);
    text.out.append(
        String.format(
            Locale.ROOT,
            "\nThe difference is %s file bytes, and so is the sum of the causes.\n",
            Units.signed(after.fileBytes() - before.fileBytes())));
    text.unexplained(oldName, before);
    text.unexplained(newName, after);
    text.pulled(before, after);
    return text.out.toString();
  }

  private void headline(String name, Image image) {
    out.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s\n",
            fitted(name, WIDTH - 45),
            Units.sizes(image.fileBytes(), image.gzipBytes()),
            Units.count(image.layers().size(), "layer")));
  }

  private void section(String title) {
    out.append('\n').append(title).append('\n');
  }

  private void layers(List<Layer> layers) {
    boolean pullSizes = Layer.gzipBytes(layers).isPresent();
    section("Layers, lowest first: files, " + (pullSizes ? "to pull, " : "") + "instruction");
    int number = 0;
    for (Layer layer : layers) {
      number++;
      out.append(
          String.format(
              Locale.ROOT,
              "%3d %9s%s  %s\n",
              number,
              Units.bytes(layer.fileBytes()),
              pullSizes
                  ? String.format(Locale.ROOT, " %9s", Units.bytes(layer.gzipBytes().orElseThrow()))
                  : "",
              fitted(instruction(layer), WIDTH - 25)));
      files(24, layer.largestFiles().stream().limit(2).toList());
    }
  }

  private static String instruction(Layer layer) {
    return layer.instruction().map(PlainText::oneLine).orElse("(the history doesn't tell)");
  }

  private void causes(Image image) {
    section("What the bytes are there for");
    List<CauseShare> causes =
        image.explanation().causes().stream()
            .sorted(Comparator.comparingLong(CauseShare::fileBytes).reversed())
            .toList();
    long most = causes.stream().mapToLong(share -> Math.abs(share.fileBytes())).max().orElse(0);
    for (CauseShare share : causes) {
      figure(
          bar(Math.abs(share.fileBytes()), most, share.fileBytes() < 0 ? '-' : '#'),
          share.fileBytes(),
          share.cause().title());
    }
  }

  private void figure(String bar, long bytes, String title) {
    out.append(
        String.format(
                Locale.ROOT,
                "%" + FIGURE + "s  %-" + BAR + "s  %s",
                Units.bytes(bytes),
                bar,
                fitted(title, TITLE - 2))
            .stripTrailing());
    out.append('\n');
  }

  /** Linear, so that lengths can be compared; what isn't nothing has at least one character. */
  private static String bar(long bytes, long most, char character) {
    if (bytes == 0 || most == 0) {
      return "";
    }
    return String.valueOf(character)
        .repeat((int) Math.max(1, Math.round(1.0 * BAR * bytes / most)));
  }

  private void inside(List<FileInside> files) {
    if (files.isEmpty()) {
      return;
    }
    section("Inside the largest files");
    for (FileInside file : files) {
      files(FIGURE, List.of(new SizedPath(file.path(), file.fileBytes())));
      if (file.parts().isEmpty()) {
        out.append("          what is in it can't be told\n");
      }
      for (InsideGroup group : InsideGroup.of(file, MOST_PARTS)) {
        part(10, group.name(), group.fileBytes());
        group.parts().forEach(part -> part(14, part.name(), part.fileBytes()));
      }
    }
  }

  private void part(int indent, String name, long bytes) {
    out.append(
        String.format(
            Locale.ROOT,
            "%" + (indent + FIGURE) + "s  %s\n",
            Units.bytes(bytes),
            fitted(name, WIDTH - indent - FIGURE - 2)));
  }

  private void waste(Waste waste, List<Layer> layers) {
    if (waste.files() == 0) {
      return;
    }
    section(
        String.format(
            Locale.ROOT,
            "Hidden by a later layer, but still pulled: %s in %s",
            Units.bytes(waste.fileBytes()),
            Units.count(waste.files(), "file")));
    for (WastedFile file : waste.largest()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%9s /%s%s\n",
              Units.bytes(file.fileBytes()),
              fitted(file.path(), WIDTH - 30),
              file.secret() ? "   <- a secret?" : ""));
      out.append(
          String.format(
              Locale.ROOT,
              "          from %d: %s\n",
              file.layer(),
              fitted(instruction(layers.get(file.layer() - 1)), WIDTH - 20)));
      out.append(
          String.format(
              Locale.ROOT,
              "          %s by %d: %s\n",
              file.how().toString(),
              file.hiddenBy(),
              fitted(instruction(layers.get(file.hiddenBy() - 1)), WIDTH - 30)));
    }
  }

  private void duplicates(Explanation explanation) {
    List<Duplicate> duplicates = explanation.duplicates().largest();
    if (duplicates.isEmpty()) {
      return;
    }
    section(
        "The same content more than once: one copy each would save "
            + Units.bytes(explanation.duplicates().fileBytes()));
    for (Duplicate duplicate : duplicates.stream().limit(5).toList()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%9s x %d  /%s\n",
              Units.bytes(duplicate.fileBytes()),
              duplicate.copies(),
              fitted(String.join(", /", duplicate.paths()), WIDTH - 18)));
    }
  }

  private void inventory(Inventory inventory) {
    section("What is in it");
    for (String phrase : InventoryText.phrases(inventory)) {
      wrapped(phrase);
    }
    files(12, inventory.invisible().largest());
  }

  /** A list in as many lines as it takes, the later ones indented further. */
  private void wrapped(String list) {
    String indent = "  ";
    String rest = list;
    // The comma stays at the end of its line.
    for (int end = list.lastIndexOf(", ", WIDTH - 5);
        rest.length() > WIDTH - 4 && end > 0;
        end = rest.lastIndexOf(", ", WIDTH - 5)) {
      out.append(indent).append(rest, 0, end + 1).append('\n');
      rest = rest.substring(end + 2);
      indent = "    ";
    }
    out.append(indent).append(fitted(rest, WIDTH - 4)).append('\n');
  }

  private void unexplained(String name, Image image) {
    image.explanation().causes().stream()
        .filter(share -> share.cause() == Cause.OTHER)
        .forEach(
            share -> {
              section(
                  "What no rule knows in "
                      + fitted(name, WIDTH - 40)
                      + ": "
                      + Units.bytes(share.fileBytes()));
              files(9, share.largest());
            });
  }

  /** Pull bytes don't add up by cause: what a file costs depends on what stands beside it. */
  private void pulled(Image before, Image after) {
    List<Layer> added =
        after.layers().stream()
            .filter(
                layer ->
                    before.layers().stream().noneMatch(old -> old.diffId().equals(layer.diffId())))
            .toList();
    Optional<Long> pulled = Layer.gzipBytes(added);
    section(
        String.format(
            Locale.ROOT,
            "To pull, where the old one is there already: %s%s",
            pulled.map(bytes -> Units.bytes(bytes) + " in ").orElse(""),
            Units.count(added.size(), "layer")));
    for (Layer layer : added) {
      out.append(
          String.format(
              Locale.ROOT,
              "%9s  %s\n",
              pulled.isPresent() ? Units.bytes(layer.gzipBytes().orElseThrow()) : "",
              fitted(instruction(layer), WIDTH - 12)));
    }
  }

  /** Files and their sizes, a line each; the sizes end at that column. */
  private void files(int column, List<SizedPath> files) {
    for (SizedPath file : files) {
      out.append(
          String.format(
              Locale.ROOT,
              "%" + column + "s /%s\n",
              Units.bytes(file.fileBytes()),
              fitted(file.path(), WIDTH - column - 2)));
    }
  }

  private static String fitted(String text, int most) {
    return PlainText.cut(PlainText.oneLine(text), most);
  }
}
