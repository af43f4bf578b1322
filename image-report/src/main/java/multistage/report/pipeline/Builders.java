package multistage.report.pipeline;

import multistage.report.engine.BuildKit;
import multistage.report.engine.ImageBuilder;
import multistage.report.model.Builder;
import multistage.report.model.Variant;

/** What builds images: the engine by itself, the classic way, and BuildKit. */
record Builders(ImageBuilder classic, BuildKit buildKit) {
  ImageBuilder of(Builder builder) {
    return switch (builder) {
      case CLASSIC -> classic;
      case BUILDKIT -> buildKit;
    };
  }

  /** For builds that only find something out: BuildKit's cache is as before when it is closed. */
  OwnBuildCache ownCache(Variant variant, Progress progress) {
    return new OwnBuildCache(variant, buildKit, progress, OwnBuildCache.PATIENCE);
  }
}
