package multistage.report.build;

import java.nio.file.Path;
import java.util.function.Consumer;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.ImageBuilder;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.process.Progress;

/**
 * Builds a second time what came to a standstill, as by a connection that died: the next one may
 * hold. Only where no build is timed.
 */
record SecondTry(ImageBuilder builder, Progress progress) implements ImageBuilder {
  @Override
  public Builder kind() {
    return builder.kind();
  }

  @Override
  public void build(
      Path root, Variant variant, String name, BuildInputs inputs, Consumer<String> log)
      throws BuildFailedException {
    try {
      builder.build(root, variant, name, inputs, log);
    } catch (BuildFailedException e) {
      if (!e.isStandstill()) {
        throw e;
      }
      progress.say(variant.id() + " is built again: " + e.getMessage());
      log.accept("again, as " + e.getMessage());
      builder.build(root, variant, name, inputs, log);
    }
  }
}
