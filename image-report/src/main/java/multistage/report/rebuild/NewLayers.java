package multistage.report.rebuild;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import multistage.image.DiffId;
import multistage.image.LayerContents;
import multistage.report.model.Rebuild.ChangedLayers;

/** What a new version of an image costs whoever has the former one. */
public final class NewLayers {
  private NewLayers() {}

  /**
   * The layers that the former image hasn't. One that is in the new image more than once is sent
   * once.
   *
   * @param former the former image's layers
   * @param layers the new image's layers
   */
  public static ChangedLayers since(Collection<DiffId> former, Collection<LayerContents> layers) {
    Set<DiffId> there = Set.copyOf(former);
    Map<DiffId, LayerContents> added = new LinkedHashMap<>();
    for (LayerContents layer : layers) {
      if (!there.contains(layer.diffId())) {
        added.put(layer.diffId(), layer);
      }
    }
    return new ChangedLayers(
        added.size(),
        added.values().stream().mapToLong(LayerContents::fileBytes).sum(),
        added.values().stream().mapToLong(layer -> layer.gzipBytes().orElseThrow()).sum());
  }
}
