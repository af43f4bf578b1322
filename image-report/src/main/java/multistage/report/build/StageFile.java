package multistage.report.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.SourceStage;
import multistage.report.model.Variant;
import multistage.report.model.VariantBuilder;

/** A Dockerfile that ends with one of its stages, so that the stage becomes an image. */
final class StageFile {
  private StageFile() {}

  /**
   * Cuts a Dockerfile off behind a stage. To {@code --target}, a stage without a name of its own
   * can't be told; and the file may have been edited since it was read.
   *
   * @param variant with the path of the whole file
   * @param folder where to write it
   * @return the variant with the path of what was written
   */
  static Variant endingWith(SourceStage stage, BuildSource source, Variant variant, Path folder)
      throws IOException {
    Path cut = folder.resolve("Dockerfile-" + stage.index());
    Files.write(cut, source.lines().subList(0, stage.lastLine()));
    Path ignored = Path.of(variant.dockerfile() + ".dockerignore");
    if (Files.exists(ignored)) {
      Files.copy(ignored, Path.of(cut + ".dockerignore"));
    }
    return VariantBuilder.of(variant).dockerfile(cut.toString()).build();
  }
}
