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

  /** This cache for readers that want pull sizes: they don't know what was read without them. */
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

  /**
   * This cache for readers that don't want pull sizes: they see none, whatever others have found
   * out, and take none away from those. Two readers that meet a layer at the same moment may keep
   * it without its pull size: it is read again then.
   */
  default LayerCache withoutPullSizes() {
    LayerCache all = this;
    return new LayerCache() {
      @Override
      public Optional<LayerContents> find(DiffId diffId) {
        return all.find(diffId).map(LayerContents::withoutGzipBytes);
      }

      @Override
      public void store(LayerContents layer) {
        if (all.find(layer.diffId()).isEmpty()) {
          all.store(layer);
        }
      }
    };
  }

  /** The contents of that layer, if they are known. */
  Optional<LayerContents> find(DiffId diffId);

  /** Keeps a layer's contents for later; what can't be kept is just not known later. */
  void store(LayerContents layer);
}
