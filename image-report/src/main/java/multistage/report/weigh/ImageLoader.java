package multistage.report.weigh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.ArchivedImage;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.ImageChoice;
import multistage.image.archive.ImagePlatform;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.cache.ImageCache;
import multistage.image.explain.Images;
import multistage.image.explain.LayoutFolder;
import multistage.report.diagnostic.UserError;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Result;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;

/**
 * Gets images that somebody names: from a file that {@code docker save} or another tool wrote, a
 * folder with such a file's content, or an engine.
 *
 * @param engine is asked for only when an image has to come from there
 * @param cache the folder that keeps what was read of layers, from run to run
 * @param pullSizes whether layers are compressed, which takes longer than reading them
 */
public record ImageLoader(
    Supplier<DockerEngine> engine, Path cache, boolean pullSizes, Progress progress) {
  private static final char NAME_IN_ARCHIVE = '#';

  /** What to do about nearly everything that can be wrong with an archive. */
  private static final String SAVE =
      "docker save --output FILE.tar IMAGE makes an archive that can be read";

  /**
   * The image of that name.
   *
   * @param reference the path of a saved archive or layout, with {@code #NAME} behind it where it
   *     holds several images; or an image's name or ID on the engine
   * @param platform the platform that is wanted of a file's image for several; none for this
   *     machine's
   * @throws UserError when there is no such image, or it can't be read
   */
  public NamedImage load(String reference, Optional<ImagePlatform> platform) throws IOException {
    if (reference.isBlank()) {
      throw new UserError(
          "\"" + reference + "\" names no image", "give an image's name, or a file; " + SAVE);
    }
    Optional<Path> archive = InputFile.path(reference).filter(ImageLoader::mayHoldImages);
    if (archive.isPresent()) {
      return fromArchive(reference, archive.get(), Optional.empty(), platform);
    }
    int hash = reference.lastIndexOf(NAME_IN_ARCHIVE);
    if (hash > 0) {
      String before = reference.substring(0, hash);
      Optional<Path> named = InputFile.path(before).filter(ImageLoader::mayHoldImages);
      if (named.isPresent()) {
        return fromArchive(
            reference, named.get(), Optional.of(reference.substring(hash + 1)), platform);
      }
      requireNoFile(before);
    }
    requireNoFile(reference);
    if (platform.isPresent()) {
      throw new UserError(
          "--platform chooses among the images in a file, and " + reference + " is none",
          "docker pull --platform " + platform.get() + " " + reference + " has the engine choose");
    }
    return fromEngine(reference);
  }

  private static boolean mayHoldImages(Path path) {
    return Files.isRegularFile(path) || LayoutFolder.isOne(path);
  }

  /**
   * Makes sure that what is no archive's path is an image's name. A folder may well be called like
   * an image; for a pipe it must be an accident, and reading it might never end.
   */
  private static void requireNoFile(String reference) {
    Optional<Path> path = InputFile.path(reference);
    boolean isMeant =
        looksLikeAFile(reference)
            || path.filter(Files::exists).filter(other -> !Files.isDirectory(other)).isPresent();
    if (isMeant) {
      InputFile.requireRegular(
          path.orElseThrow(() -> new UserError("there is no file " + reference, SAVE)),
          path.filter(Files::isDirectory).map(ImageLoader::remedyForFolder).orElse(SAVE));
    }
  }

  /** What to do with a folder that isn't an image's. */
  private static String remedyForFolder(Path folder) {
    if (Files.exists(folder.resolve("Dockerfile"))) {
      return "docker build -t NAME " + folder + " makes an image of it: give that name";
    }
    if (Files.isDirectory(folder.resolve("etc")) || Files.isDirectory(folder.resolve("usr"))) {
      return "it is a file system and no image: tar -C "
          + folder
          + " -c . | docker import - NAME makes an image of it: give that name";
    }
    return "a directory is read if it has an image's index.json or manifest.json, as an OCI layout and"
        + " skopeo's dir: do; "
        + SAVE;
  }

  private static boolean looksLikeAFile(String reference) {
    return reference.matches("(?s)[./~].*|.*\\.(?:tar|tgz|gz|zst|xz|bz2|oci)(?:#.*)?");
  }

  private NamedImage fromArchive(
      String reference, Path file, Optional<String> name, Optional<ImagePlatform> platform)
      throws IOException {
    progress.say("reading " + file);
    LayerCache layers = ImageCache.layers(cache, progress::say);
    ArchiveReader reader =
        pullSizes ? new ArchiveReader(layers) : ArchiveReader.withoutPullSizes(layers);
    SavedArchive archive;
    try (InputStream in =
        new BufferedInputStream(
            Files.isDirectory(file) ? LayoutFolder.open(file) : Files.newInputStream(file),
            1 << 16)) {
      archive = progress.call("reading " + file, () -> reader.read(in));
    } catch (BadArchiveException e) {
      throw new UserError(
          file + " can't be read: " + e.getMessage(),
          (e.isTooMuch()
              ? "no image is known that needs so much: if yours does, report it as a bug"
              : SAVE));
    }
    archive.warnings().forEach(warning -> progress.say("note: " + file + ": " + warning));
    ArchivedImage chosen = chosen(file, archive.images(), name, platform);
    return new NamedImage(reference, Images.of(chosen.config(), archive.layers(), List.of(), 0));
  }

  private static ArchivedImage chosen(
      Path file,
      List<ArchivedImage> images,
      Optional<String> name,
      Optional<ImagePlatform> platform) {
    ImagePlatform machine = ImagePlatform.ofMachine(System.getProperty("os.arch"));
    ImageChoice choice = ImageChoice.among(images, name, platform, machine);
    if (choice instanceof ImageChoice.One one) {
      return one.image();
    }
    String what = name.map(wanted -> "the image " + wanted).orElse("its image");
    if (choice instanceof ImageChoice.SeveralPlatforms several) {
      List<String> platforms = platforms(several.images());
      throw new UserError(
          file
              + " holds "
              + what
              + " for several platforms, and which is meant "
              + (platform.isPresent() ? "isn't told by " + platform.get() : "can't be told"),
          "choose one of these, as in --platform "
              + platforms.get(0)
              + ": "
              + String.join(", ", platforms));
    }
    if (choice instanceof ImageChoice.NoSuchPlatform none) {
      throw new UserError(
          file
              + " doesn't hold "
              + what
              + " for "
              + platform.orElseThrow()
              + ", but for "
              + String.join(", ", platforms(none.images())));
    }
    List<String> toChooseFrom =
        names(choice instanceof ImageChoice.SeveralImages several ? several.images() : images);
    throw new UserError(
        file
            + (name.isEmpty()
                ? " holds several images"
                : choice instanceof ImageChoice.NoSuchName
                    ? " has no image " + name.get()
                    : " has several images " + name.get()),
        "name one of these, as in "
            + file
            + NAME_IN_ARCHIVE
            + toChooseFrom.get(0)
            + ": "
            + String.join(", ", toChooseFrom));
  }

  private static List<String> platforms(List<ArchivedImage> images) {
    return images.stream()
        .map(image -> image.platform().map(ImagePlatform::toString).orElse("an unknown one"))
        .distinct()
        .toList();
  }

  /** What tells images apart: their names, or, where several have the same, their IDs. */
  private static List<String> names(List<ArchivedImage> images) {
    List<String> names = images.stream().map(ArchivedImage::displayName).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : images.stream().map(image -> image.config().id().value()).toList();
  }

  private NamedImage fromEngine(String reference) {
    Result<Weigher.Contents> weighed =
        new Weigher(engine.get(), cache, progress, pullSizes).weigh(reference);
    return weighed
        .result()
        .map(contents -> new NamedImage(reference, contents.asImage(List.of())))
        .orElseThrow(
            () ->
                new UserError(
                    weighed.failure().orElseThrow()
                        + ": docker pull it, or give the path of a file that docker save wrote"));
  }
}
