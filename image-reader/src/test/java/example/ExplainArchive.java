package example;

import java.io.IOException;
import java.nio.file.Path;
import multistage.image.explain.ExplainedImage;
import multistage.image.explain.SavedImages;

/** Says what the bytes of every image in an archive are there for. */
final class ExplainArchive {
  public static void main(String[] arguments) throws IOException {
    for (ExplainedImage image : SavedImages.read(Path.of(arguments[0]))) {
      System.out.println(image.displayName() + ": " + image.image().fileBytes() + " bytes");
      image.image().explanation().causes().stream()
          .map(share -> "  " + share.cause().title() + ": " + share.fileBytes())
          .forEach(System.out::println);
    }
  }
}
