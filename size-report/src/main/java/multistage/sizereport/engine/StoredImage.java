package multistage.sizereport.engine;

import java.util.List;
import multistage.sizereport.model.BaseImage;
import multistage.sizereport.model.DiffId;
import multistage.sizereport.model.Digest;

/**
 * An image as an engine has it.
 *
 * @param id the ID that the engine gives it: its configuration's digest, or its manifest's or
 *     index's with the containerd image store
 * @param engineBytes the size that the engine states
 * @param diffIds its layers, lowest first
 * @param origin where it came from
 */
public record StoredImage(
    Digest id, long engineBytes, List<DiffId> diffIds, BaseImage.Origin origin) {
  /** Copies the list. */
  public StoredImage {
    diffIds = List.copyOf(diffIds);
  }
}
