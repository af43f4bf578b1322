package multistage.image.explain;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;

/**
 * The way in: reads an archive that {@code docker save} or {@code podman save} wrote, and explains
 * its images. The archive is read once from its beginning to its end, and memory doesn't grow with
 * its length.
 *
 * <p>Whoever reads many archives, or knows which layers are the base image's, takes the parts:
 * {@link ArchiveReader} and {@link Images}.
 */
public final class SavedImages {
  private static final int BUFFER_BYTES = 1 << 16;

  private SavedImages() {}

  /**
   * The images in a file, or a folder with an OCI layout, in the archive's order.
   *
   * @throws multistage.image.archive.BadArchiveException when it is broken, cut off or hostile, or
   *     lacks what an image needs
   * @throws IOException when the file can't be read
   */
  public static List<ExplainedImage> read(Path archive) throws IOException {
    try (InputStream in =
        LayoutFolder.isOne(archive) ? LayoutFolder.open(archive) : Files.newInputStream(archive)) {
      return read(in);
    }
  }

  /**
   * The images in a stream, in the archive's order.
   *
   * @param archive is read to its end and left open
   * @throws multistage.image.archive.BadArchiveException when it is broken, cut off or hostile, or
   *     lacks what an image needs
   * @throws IOException when the stream fails
   */
  public static List<ExplainedImage> read(InputStream archive) throws IOException {
    SavedArchive read =
        new ArchiveReader(LayerCache.NONE).read(new BufferedInputStream(archive, BUFFER_BYTES));
    return read.images().stream()
        .map(image -> ExplainedImage.of(image.names(), image.config(), read.layers()))
        .toList();
  }
}
