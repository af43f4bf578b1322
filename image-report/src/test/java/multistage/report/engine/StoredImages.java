package multistage.report.engine;

import java.util.List;
import java.util.Set;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.report.model.BaseImage;

/** Images as pretended engines know them. */
public final class StoredImages {
  private StoredImages() {}

  /** One of a single layer, whose digest is the image's as well. */
  public static StoredImage of(byte[] sha256) {
    return of(Digest.ofSha256(sha256), List.of(DiffId.ofSha256(sha256)));
  }

  public static StoredImage of(Digest id, List<DiffId> diffIds) {
    return new StoredImage(
        id, 0, diffIds, BaseImage.Origin.LOCAL, "amd64", "", Set.of(), List.of(), List.of(), "");
  }
}
