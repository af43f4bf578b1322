package multistage.sizereport;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.List;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.image.explain.ExplainedImage;
import multistage.image.explain.Surplus;
import org.assertj.core.api.AbstractAssert;

/** AssertJ assertions on images: {@code assertThat(image).isAtMost("20 MB").hasNoShell()}. */
public final class ImageAssert extends AbstractAssert<ImageAssert, ExplainedImage> {
  private ImageAssert(ExplainedImage actual) {
    super(actual, ImageAssert.class);
  }

  public static ImageAssert assertThat(ExplainedImage actual) {
    return new ImageAssert(actual);
  }

  /** Verifies that the files in all layers come to at most that size in MB. */
  public ImageAssert isAtMost(String size) {
    isNotNull();
    if (actual.image().fileBytes() > Long.parseLong(size.replace(" MB", "000000"))) {
      Layer layer = actual.image().layers().stream().max(comparingLong(Layer::fileBytes)).get();
      SizedPath file = layer.largestFiles().get(0);
      failWithMessage(
          "Expected at most %s, but was %,d bytes; the largest layer is %s with /%s of %,d bytes",
          size,
          actual.image().fileBytes(),
          layer.instruction().orElse("?"),
          file.path(),
          file.fileBytes());
    }
    return this;
  }

  /** Verifies that a container sees a file with that absolute path. */
  public ImageAssert contains(String path) {
    isNotNull();
    if (actual.files().find(path).isEmpty()) {
      failWithMessage("Expected to contain %s, but there is no such file", path);
    }
    return this;
  }

  /** Verifies that a container sees no shell, wherever it is. */
  public ImageAssert hasNoShell() {
    isNotNull();
    List<String> shells = Surplus.shells(actual.files());
    if (!shells.isEmpty()) {
      int layer = actual.files().layerOf(shells.get(0));
      failWithMessage(
          "Expected no shell, but /%s is in layer %d: %s",
          shells.get(0), layer, actual.image().layers().get(layer - 1).instruction().orElse("?"));
    }
    return this;
  }

  /** Verifies that {@code USER} is a number other than 0, since a name may stand for root. */
  public ImageAssert runsAsNonRoot() {
    isNotNull();
    String user = actual.config().execution().user();
    if (!user.matches("[1-9]\\d*(:\\d+)?")) {
      failWithMessage("Expected USER to be a number other than 0, but was \"%s\"", user);
    }
    return this;
  }

  /** Verifies that no shell is process 1: it may keep SIGTERM to itself. */
  public ImageAssert startsWithoutShell() {
    isNotNull();
    List<String> command = new ArrayList<>(actual.config().execution().entrypoint());
    command.addAll(actual.config().execution().command());
    if (command.contains("-c") && command.get(0).endsWith("sh")) {
      failWithMessage("Expected ENTRYPOINT and CMD in exec form, but was %s", command);
    }
    return this;
  }
}
