package multistage.report.build;

import multistage.report.engine.BuildKit;
import multistage.report.engine.ImageBuilder;
import multistage.report.model.Builder;

/** What builds images: the engine by itself, the classic way, and BuildKit. */
public record Builders(ImageBuilder classic, BuildKit buildKit) {
  public ImageBuilder of(Builder builder) {
    return switch (builder) {
      case CLASSIC -> classic;
      case BUILDKIT -> buildKit;
    };
  }
}
