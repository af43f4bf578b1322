package multistage.image.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import multistage.image.archive.internal.ImageName;

/** Which of an archive's images is meant. */
public sealed interface ImageChoice {
  /** That one, without a doubt. */
  record One(ArchivedImage image) implements ImageChoice {}

  /** Several, of which the name tells no single one. */
  record SeveralImages(List<ArchivedImage> images) implements ImageChoice {}

  /** One for several platforms, none of which is the machine's, or which are several variants. */
  record SeveralPlatforms(List<ArchivedImage> images) implements ImageChoice {}

  /** None of that name. */
  record NoSuchName() implements ImageChoice {}

  /** The image is there, but not for the platform that was asked for. */
  record NoSuchPlatform(List<ArchivedImage> images) implements ImageChoice {}

  /**
   * Chooses as Docker does: a name without a tag is that of {@code latest}, and an image for
   * several platforms is the machine's.
   *
   * @param name an image's name, maybe with a digest, or an ID or the beginning of one; none where
   *     the archive has one image only
   * @param asked the platform that the user wants, where that was said
   * @param machine the platform that is taken otherwise, if there are several
   */
  static ImageChoice among(
      List<ArchivedImage> images,
      Optional<String> name,
      Optional<ImagePlatform> asked,
      ImagePlatform machine) {
    List<ArchivedImage> named = name.map(wanted -> named(images, wanted)).orElse(images);
    if (named.isEmpty()) {
      return new NoSuchName();
    }
    List<ArchivedImage> fitting = named;
    if (asked.isPresent()) {
      fitting = forPlatform(named, asked.get());
      if (fitting.isEmpty()) {
        return new NoSuchPlatform(named);
      }
    }
    if (fitting.size() == 1) {
      return new One(fitting.get(0));
    }
    if (!areOneImage(fitting)) {
      return new SeveralImages(fitting);
    }
    List<ArchivedImage> usual = forPlatform(fitting, asked.orElse(machine));
    return usual.size() == 1 ? new One(usual.get(0)) : new SeveralPlatforms(fitting);
  }

  /** Names come before IDs, as an image may well be called {@code cafe}. */
  private static List<ArchivedImage> named(List<ArchivedImage> images, String wanted) {
    List<ArchivedImage> exactly = with(images, image -> image.names().contains(wanted));
    if (!exactly.isEmpty()) {
      return exactly;
    }
    ImageName name = ImageName.parse(wanted);
    List<ArchivedImage> byName =
        with(
            images,
            image ->
                name.digest().isEmpty()
                    ? image.names().stream().map(ImageName::parse).anyMatch(name::isSame)
                    : image.digests().contains(name.digest().get())
                        && isOf(image, name.repository()));
    if (!byName.isEmpty()) {
      return byName;
    }
    if (!Id.FORM.matcher(wanted).matches()) {
      return List.of();
    }
    return with(
        images, image -> image.digests().stream().anyMatch(digest -> Id.begins(digest, wanted)));
  }

  /** Archives may leave out the names of what was saved by its digest. */
  private static boolean isOf(ArchivedImage image, String repository) {
    return image.names().isEmpty()
        || image.names().stream()
            .map(ImageName::parse)
            .anyMatch(name -> name.repository().equals(repository));
  }

  private static List<ArchivedImage> with(
      List<ArchivedImage> images, Predicate<ArchivedImage> fits) {
    return images.stream().filter(fits).toList();
  }

  /** The images for that platform, or for all of its variants where it names none. */
  private static List<ArchivedImage> forPlatform(
      List<ArchivedImage> images, ImagePlatform platform) {
    List<ArchivedImage> alike =
        with(images, image -> image.platform().filter(platform::isLike).isPresent());
    List<ArchivedImage> same =
        with(alike, image -> image.platform().filter(platform::equals).isPresent());
    return same.isEmpty() && platform.variant().isEmpty() ? alike : same;
  }

  /** Whether they may be the same image for different platforms: with a name in common, or none. */
  private static boolean areOneImage(List<ArchivedImage> images) {
    List<ImagePlatform> platforms = new ArrayList<>();
    for (ArchivedImage image : images) {
      if (image.platform().isEmpty() || platforms.contains(image.platform().get())) {
        return false;
      }
      platforms.add(image.platform().get());
    }
    ArchivedImage first = images.get(0);
    return images.stream()
        .allMatch(
            image ->
                first.names().isEmpty()
                    ? image.names().isEmpty() && image.fromIndex() && first.fromIndex()
                    : !Collections.disjoint(first.names(), image.names()));
  }

  /** An image's ID, or the beginning of one. */
  final class Id {
    private static final Pattern FORM = Pattern.compile("(?:sha(?:256|512):)?[0-9a-f]{1,128}");

    private Id() {}

    private static boolean begins(String digest, String id) {
      return digest.startsWith(id) || digest.substring(digest.indexOf(':') + 1).startsWith(id);
    }
  }
}
