package multistage.report.model;

import java.util.List;
import java.util.Optional;
import multistage.image.CauseShare;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.KnownSum;
import multistage.report.model.AnnotatedStage.Role;

/**
 * A Dockerfile beside the bytes of the image that is built from it.
 *
 * @param file its path
 * @param lines its text
 * @param imageId the image's ID
 * @param fileBytes the bytes of the regular files in all of the image's layers
 * @param gzipBytes the length of its layers, each compressed with gzip: about what is pulled; empty
 *     where they were read without compressing them
 * @param stages in the file's order
 * @param leftBehindFileBytes the file bytes of all layers that stay on the builder, each once;
 *     empty where not all stages that files are taken from were read
 */
public record AnnotatedDockerfile(
    String file,
    List<String> lines,
    Digest imageId,
    long fileBytes,
    Optional<Long> gzipBytes,
    List<AnnotatedStage> stages,
    Optional<Long> leftBehindFileBytes) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when the lines don't bring exactly the image's bytes
   */
  public AnnotatedDockerfile {
    lines = List.copyOf(lines);
    stages = List.copyOf(stages);
    List<LineShare> inImage = inImage(stages);
    requireSum(
        file, "fileBytes", fileBytes, inImage.stream().mapToLong(LineShare::fileBytes).sum());
    requireSum(
        file, "gzipBytes", gzipBytes, KnownSum.of(inImage.stream().map(LineShare::gzipBytes)));
    for (LineShare part : stages.stream().flatMap(stage -> stage.parts().stream()).toList()) {
      requireSum(
          file + ":" + part.origin().firstLine(),
          "fileBytes",
          part.fileBytes(),
          part.causes().stream().mapToLong(CauseShare::fileBytes).sum());
      if (part.origin().firstLine() < 1 || part.origin().lastLine() > lines.size()) {
        throw new IllegalArgumentException(file + " has no lines " + part.origin().lines());
      }
    }
  }

  private static void requireSum(String what, String sum, Object stated, Object added) {
    if (!stated.equals(added)) {
      throw new IllegalArgumentException(
          what + " states " + stated + " " + sum + ", its parts have " + added);
    }
  }

  private static List<LineShare> inImage(List<AnnotatedStage> stages) {
    return stages.stream()
        .filter(stage -> stage.role() == Role.IN_IMAGE)
        .flatMap(stage -> stage.parts().stream())
        .toList();
  }

  /** What the lines bring to the image. */
  public List<LineShare> inImage() {
    return inImage(stages);
  }

  /** Whether it is about that image: the same, and to the byte as large. */
  boolean isOf(Image image) {
    return imageId.equals(image.id())
        && fileBytes == image.fileBytes()
        && gzipBytes.equals(image.gzipBytes());
  }
}
