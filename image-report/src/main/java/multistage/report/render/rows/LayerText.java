package multistage.report.render.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.DiffId;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.image.WastedFile;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/**
 * A layer of a row's image.
 *
 * @param number counted from the lowest, which is 1
 * @param instruction null where none is recorded
 * @param sharedWith the other rows whose images have it
 */
public record LayerText(
    int number,
    String instruction,
    boolean fromBase,
    int files,
    String fileBytes,
    String tarBytes,
    String gzipBytes,
    String diffId,
    List<VariantId> sharedWith,
    List<SizedPath> largestFiles,
    List<SizedPath> largestFolders) {
  private static final int MOST_SHARED = 8;

  static List<LayerText> all(Row row, Map<DiffId, List<VariantId>> owners) {
    List<LayerText> layers = new ArrayList<>();
    for (Layer layer : row.image().orElseThrow().layers()) {
      layers.add(
          new LayerText(
              layers.size() + 1,
              layer.instruction().map(PlainText::line).orElse(null),
              layer.fromBase(),
              layer.files(),
              Units.exactBytes(layer.fileBytes()),
              Units.exactBytes(layer.tarBytes()),
              layer.gzipBytes().map(Units::exactBytes).orElse("–"),
              PlainText.shortId(layer.diffId().value()),
              owners.get(layer.diffId()).stream().filter(id -> !id.equals(row.id())).toList(),
              layer.largestFiles(),
              layer.largestFolders()));
    }
    return layers;
  }

  public List<VariantId> firstShared() {
    return sharedWith.subList(0, Math.min(MOST_SHARED, sharedWith.size()));
  }

  public int moreShared() {
    return sharedWith.size() - firstShared().size();
  }

  /** A wasted file's story: what put it there and what hid it. */
  public static String hiding(Image image, WastedFile file) {
    String how =
        switch (file.how()) {
          case DELETED -> "deleted";
          case REPLACED -> "replaced";
          case REWRITTEN -> "written again, the same,";
        };
    return "from "
        + layer(image, file.layer())
        + ", "
        + how
        + " by "
        + layer(image, file.hiddenBy());
  }

  private static String layer(Image image, int number) {
    Optional<String> instruction =
        number <= image.layers().size()
            ? image.layers().get(number - 1).instruction()
            : Optional.empty();
    return "layer "
        + number
        + instruction.map(text -> " (" + PlainText.line(text) + ")").orElse("");
  }
}
