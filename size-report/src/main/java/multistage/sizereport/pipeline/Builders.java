package multistage.sizereport.pipeline;

import multistage.sizereport.engine.BuildKit;
import multistage.sizereport.engine.ImageBuilder;
import multistage.sizereport.model.Builder;

/** What builds images: the engine by itself, the classic way, and BuildKit. */
record Builders(ImageBuilder classic, BuildKit buildKit) {
  ImageBuilder of(Builder builder) {
    return switch (builder) {
      case CLASSIC -> classic;
      case BUILDKIT -> buildKit;
    };
  }
}
