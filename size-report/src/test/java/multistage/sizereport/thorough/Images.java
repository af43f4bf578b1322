package multistage.sizereport.thorough;

import static multistage.sizereport.Variant.REPOSITORY;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import multistage.image.explain.ExplainedImage;
import multistage.image.explain.SavedImages;
import multistage.sizereport.Variant;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Names images for the tests of one class, and removes them after the last. */
final class Images implements AfterAllCallback {
  /** The engine's API: what Testcontainers itself uses. */
  static final DockerClient DOCKER = DockerClientFactory.lazyClient();

  private final Set<String> names = new TreeSet<>();

  /** A name for an image that doesn't stay. */
  String named(String tag) {
    String name = "lesson/thorough:" + tag;
    names.add(name);
    return name;
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    for (String name : names) {
      try {
        DOCKER.removeImageCmd(name).withForce(true).exec();
      } catch (NotFoundException e) {
        continue; // its build failed, as it should
      }
    }
  }

  /** One of the ladder's, such as {@code go/multi-stage-scratch}. */
  static Variant variant(String name) throws IOException {
    Path file = REPOSITORY.resolve("dockerfiles/" + name + ".Dockerfile");
    return new Variant(file, Files.readString(file));
  }

  /** What an image contains. */
  static ExplainedImage read(String name) throws IOException {
    try (InputStream archive = DOCKER.saveImageCmd(name).exec()) {
      return SavedImages.read(archive).get(0);
    }
  }
}
