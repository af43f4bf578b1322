package multistage.image.archive;

import java.util.Optional;
import multistage.image.DiffId;
import multistage.image.LayerContents;

/** What is known of layers that were read before. */
public interface LayerCache {
  /** Knows nothing and keeps nothing. */
  LayerCache NONE =
      new LayerCache() {
        @Override
        public Optional<LayerContents> find(DiffId diffId) {
          return Optional.empty();
        }

        @Override
        public void store(LayerContents layer) {}
      };

  /** The same for a reader that wants pull sizes: what was read without them isn't known there. */
  default LayerCache withPullSizes() {
    LayerCache all = this;
    return new LayerCache() {
      @Override
      public Optional<LayerContents> find(DiffId diffId) {
        return all.find(diffId).filter(layer -> layer.gzipBytes().isPresent());
      }

      @Override
      public void store(LayerContents layer) {
        all.store(layer);
      }
    };
  }

  /** The contents of that layer, if they are known. */
  Optional<LayerContents> find(DiffId diffId);

  /** Keeps a layer's contents for later; what can't be kept is just not known later. */
  void store(LayerContents layer);
}
