package multistage.report.measure;

import java.util.Map;
import multistage.report.engine.EngineConnection;

/** What an image says of itself in its labels. */
public final class ImageLabels {
  private ImageLabels() {}

  /** All labels of an image that the engine has. */
  public static Map<String, String> of(EngineConnection engine, String imageName) {
    Map<String, String> labels =
        engine.client().inspectImageCmd(imageName).exec().getConfig().getLabels();
    return labels == null ? Map.of() : Map.copyOf(labels);
  }
}
