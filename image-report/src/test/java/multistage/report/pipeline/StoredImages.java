package multistage.report.pipeline;

import java.util.List;
import java.util.Set;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.report.engine.StoredImage;
import multistage.report.model.BaseImage;

/** Images as pretended engines know them. */
final class StoredImages {
  private StoredImages() {}

  /** One of a single layer, whose digest is the image's as well. */
  static StoredImage of(byte[] sha256) {
    return of(Digest.ofSha256(sha256), List.of(DiffId.ofSha256(sha256)));
  }

  static StoredImage of(Digest id, List<DiffId> diffIds) {
    return new StoredImage(
        id, 0, diffIds, BaseImage.Origin.LOCAL, "amd64", "", Set.of(), List.of());
  }
}
