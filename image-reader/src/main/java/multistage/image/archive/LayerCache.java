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

  /** The contents of that layer, if they are known. */
  Optional<LayerContents> find(DiffId diffId);

  /** Keeps a layer's contents for later; what can't be kept is just not known later. */
  void store(LayerContents layer);
}
