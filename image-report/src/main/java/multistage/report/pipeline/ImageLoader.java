package multistage.report.pipeline;

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
import multistage.image.archive.SavedArchive;
import multistage.image.cache.FolderLayerCache;
import multistage.image.explain.Images;
import multistage.report.engine.TestcontainersEngine;

/** Gets images that somebody names: from a file that {@code docker save} wrote, or an engine. */
public final class ImageLoader {
  private static final char NAME_IN_ARCHIVE = '#';

  /** What to do about nearly everything that can be wrong with an archive. */
  private static final String SAVE =
      "docker save --output FILE.tar IMAGE makes an archive that can be read";

  private final Supplier<TestcontainersEngine> engine;
  private final Path cache;
  private final Progress progress;

  /**
   * Reads nothing yet.
   *
   * @param engine is asked for only when an image has to come from there
   * @param cache the folder that keeps what was read of layers, from run to run
   */
  public ImageLoader(Supplier<TestcontainersEngine> engine, Path cache, Progress progress) {
    this.engine = engine;
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * The image of that name.
   *
   * @param reference the path of a saved archive, with {@code #NAME} behind it where it holds
   *     several images; or an image's name or ID on the engine
   * @throws BadInputException when there is no such image, or it can't be read
   */
  public NamedImage load(String reference) throws IOException {
    if (reference.isBlank()) {
      throw new BadInputException(
          "\"" + reference + "\" names no image; give an image's name, or a file; " + SAVE);
    }
    Optional<Path> archive = InputFile.path(reference).filter(Files::isRegularFile);
    if (archive.isPresent()) {
      return fromArchive(reference, archive.get(), Optional.empty());
    }
    int hash = reference.lastIndexOf(NAME_IN_ARCHIVE);
    if (hash > 0) {
      String before = reference.substring(0, hash);
      Optional<Path> named = InputFile.path(before).filter(Files::isRegularFile);
      if (named.isPresent()) {
        return fromArchive(reference, named.get(), Optional.of(reference.substring(hash + 1)));
      }
      requireNoFile(before);
    }
    requireNoFile(reference);
    return fromEngine(reference);
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
          path.orElseThrow(
              () -> new BadInputException("there is no file " + reference + "; " + SAVE)),
          SAVE);
    }
  }

  private static boolean looksLikeAFile(String reference) {
    return reference.matches("(?s)[./~].*|.*\\.(?:tar|tgz|gz|zst|oci)(?:#.*)?");
  }

  private NamedImage fromArchive(String reference, Path file, Optional<String> name)
      throws IOException {
    progress.say("reading " + file);
    SavedArchive archive;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      archive =
          progress.call(
              "reading " + file,
              () ->
                  new ArchiveReader(new FolderLayerCache(Weigher.layerCache(cache), progress::say))
                      .read(in));
    } catch (BadArchiveException e) {
      throw new BadInputException(
          file
              + " can't be read: "
              + e.getMessage()
              + "; "
              + (e.isTooMuch()
                  ? "no image is known that needs so much: if yours does, report it as a bug"
                  : SAVE));
    }
    List<ArchivedImage> found =
        archive.images().stream()
            .filter(
                image ->
                    name.isEmpty()
                        || image.names().contains(name.get())
                        || image.config().id().value().equals(name.get()))
            .toList();
    if (found.size() != 1) {
      List<String> all = archive.images().stream().map(ArchivedImage::displayName).toList();
      boolean areTold = all.stream().distinct().count() == all.size();
      // Names that aren't told apart by their names are so by their IDs.
      List<String> choice =
          areTold
              ? all
              : archive.images().stream().map(image -> image.config().id().value()).toList();
      throw new BadInputException(
          file
              + (name.isEmpty()
                  ? " holds several images"
                  : found.isEmpty()
                      ? " has no image " + name.get()
                      : " has several images " + name.get())
              + "; name one of these, as in "
              + file
              + NAME_IN_ARCHIVE
              + choice.get(0)
              + ": "
              + String.join(", ", choice));
    }
    return new NamedImage(
        reference, Images.of(found.get(0).config(), archive.layers(), List.of(), 0));
  }

  private NamedImage fromEngine(String reference) {
    Weigher.Weighed weighed =
        new Weigher(engine.get(), cache, progress).weigh(List.of(reference)).get(reference);
    return weighed
        .measured()
        .map(measured -> new NamedImage(reference, measured.asImage(List.of())))
        .orElseThrow(
            () ->
                new BadInputException(
                    weighed.failure().orElseThrow()
                        + ": docker pull it, or give the path of a file that docker save wrote"));
  }
}
