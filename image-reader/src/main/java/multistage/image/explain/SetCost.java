package multistage.image.explain;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import multistage.image.DiffId;
import multistage.image.Image;
import multistage.image.KnownSum;
import multistage.image.Layer;

/**
 * What several images cost together: a layer that some of them share is pulled and stored once.
 *
 * @param images how many images these are
 * @param layers how many layers they have, each counted once
 * @param fileBytes what a host stores for them: the file bytes of these layers
 * @param gzipBytes what a host pulls, and a registry stores: their length compressed with gzip;
 *     empty where that of one isn't known
 * @param separateFileBytes the sum of the images' own sizes, shared layers counted again and again
 * @param separateGzipBytes the same of the compressed lengths
 */
public record SetCost(
    int images,
    int layers,
    long fileBytes,
    Optional<Long> gzipBytes,
    long separateFileBytes,
    Optional<Long> separateGzipBytes) {
  /** The cost of these images. */
  public static SetCost of(Collection<Image> images) {
    Map<DiffId, Layer> distinct =
        images.stream()
            .flatMap(image -> image.layers().stream())
            .collect(Collectors.toMap(Layer::diffId, Function.identity(), (a, b) -> a));
    return new SetCost(
        images.size(),
        distinct.size(),
        distinct.values().stream().mapToLong(Layer::fileBytes).sum(),
        Layer.gzipBytes(distinct.values()),
        images.stream().mapToLong(Image::fileBytes).sum(),
        KnownSum.of(images.stream().map(Image::gzipBytes)));
  }
}
