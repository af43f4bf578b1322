package multistage.report.render.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.explain.Waterfall;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** What changed from one report to another: per row, in which layer, and why. */
public final class ReportDiff {
  private static final int LONGEST = 60;

  private ReportDiff() {}

  /** The difference in words, a paragraph for each row that changed. */
  public static String of(Report before, Report after) {
    TreeSet<VariantId> ids = new TreeSet<>();
    Stream.of(before, after)
        .flatMap(report -> report.variants().stream())
        .forEach(row -> ids.add(row.id()));
    StringBuilder out = new StringBuilder();
    int unchanged = 0;
    for (VariantId id : ids) {
      String row =
          row(before.row(id), after.row(id))
              + Times.change(before, after, id).map(time -> time + "\n").orElse("");
      if (row.isEmpty()) {
        unchanged++;
      } else {
        out.append(id).append(": ").append(row).append('\n');
      }
    }
    return out.append(unchanged)
        .append(unchanged == 1 ? " row is" : " rows are")
        .append(" the same, layer by layer.\n")
        .toString();
  }

  private static String row(Optional<Row> before, Optional<Row> after) {
    if (before.isEmpty()) {
      return "new" + after.flatMap(Row::image).map(image -> ", " + size(image)).orElse("") + "\n";
    }
    if (after.isEmpty()) {
      return "gone\n";
    }
    StringBuilder out = new StringBuilder();
    if (before.get().status() != after.get().status()) {
      out.append(before.get().status()).append(" -> ").append(after.get().status());
      after
          .get()
          .failure()
          .ifPresent(
              reason ->
                  out.append(": ").append(PlainText.cut(PlainText.firstLine(reason), LONGEST)));
      out.append('\n');
    }
    Optional<Image> oldImage = before.get().image();
    Optional<Image> newImage = after.get().image();
    if (oldImage.isPresent() && newImage.isPresent()) {
      out.append(image(oldImage.get(), newImage.get()));
    } else if (newImage.isPresent()) {
      out.append("has an image now, ").append(size(newImage.get())).append('\n');
    } else if (oldImage.isPresent()) {
      out.append("has no image any more\n");
    }
    return out.toString();
  }

  private static String size(Image image) {
    return Units.exactBytes(image.fileBytes()) + " file bytes";
  }

  private static String image(Image before, Image after) {
    List<Layer> gone = without(before.layers(), after.layers());
    List<Layer> added = without(after.layers(), before.layers());
    if (gone.isEmpty() && added.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append(Units.exactBytes(before.fileBytes()))
        .append(" -> ")
        .append(size(after))
        .append(" (")
        .append(Units.signed(after.fileBytes() - before.fileBytes()))
        .append(")\n");
    Stream.concat(
            gone.stream().map(layer -> layer("-", layer)),
            added.stream().map(layer -> layer("+", layer)))
        .forEach(out::append);
    for (Waterfall.Step step :
        Waterfall.between(before.explanation(), after.explanation()).steps()) {
      out.append("    ")
          .append(Units.signed(step.fileBytes()))
          .append("  ")
          .append(step.cause().title());
      largest(after, step.cause())
          .or(() -> largest(before, step.cause()))
          .ifPresent(path -> out.append(" (").append(path).append(')'));
      out.append('\n');
    }
    return out.toString();
  }

  /** By identity: a layer that only moved is the same one. */
  private static List<Layer> without(List<Layer> layers, List<Layer> others) {
    return layers.stream()
        .filter(layer -> others.stream().noneMatch(o -> o.diffId().equals(layer.diffId())))
        .toList();
  }

  private static String layer(String sign, Layer layer) {
    return String.format(
        Locale.ROOT,
        "  %s layer %s, %s file bytes%s: %s\n",
        sign,
        PlainText.shortId(layer.diffId().value()),
        Units.exactBytes(layer.fileBytes()),
        layer.gzipBytes().map(bytes -> ", " + Units.exactBytes(bytes) + " to pull").orElse(""),
        layer
            .instruction()
            .map(PlainText::oneLine)
            .map(text -> PlainText.cut(text, LONGEST))
            .orElse("(the history doesn't tell)"));
  }

  private static Optional<String> largest(Image image, Cause cause) {
    return image.explanation().causes().stream()
        .filter(share -> share.cause() == cause)
        .flatMap(share -> share.largest().stream())
        .findFirst()
        .map(path -> "/" + path.path());
  }
}
