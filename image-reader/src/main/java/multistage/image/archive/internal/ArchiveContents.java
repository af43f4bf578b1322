package multistage.image.archive.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.FileEntry.Type;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.internal.Documents.DockerImage;
import multistage.image.archive.internal.Documents.OciDocument;

/** What was found in an archive, by path, before it is known what belongs to which image. */
public final class ArchiveContents {
  public static final String DOCKER_MANIFEST = "manifest.json";
  static final String OCI_INDEX = "index.json";

  // One is what engines write.
  private static final int MOST_LINKS = 10;

  /** A file of the archive, as far as it matters here. */
  public sealed interface Blob {
    /**
     * A layer, which has been read.
     *
     * @param sha512 the same content's SHA-512 digest, where the archive names it by one
     */
    record Layer(DiffId diffId, Optional<String> sha512) implements Blob {
      /** Whether a configuration that says this means it. */
      boolean hasDiffId(String said) {
        return said.equals(diffId.value()) || sha512.filter(said::equals).isPresent();
      }
    }

    /** Docker's list of images. */
    record DockerManifest(List<DockerImage> images) implements Blob {}

    /**
     * An index, a manifest or an image's configuration.
     *
     * @param misnamed whether its path looks like a digest, and isn't the content's
     */
    record Document(Digest digest, boolean misnamed, OciDocument content) implements Blob {}

    /** JSON that tells of no image. */
    record Other(Digest digest) implements Blob {}

    /**
     * Something that couldn't be read, for the reason that the message gives. An archive can have a
     * million of them, and an exception has a stack trace.
     *
     * @param tooMuch whether it is no worse than beyond a limit
     */
    record Unusable(String message, boolean tooMuch) implements Blob {}
  }

  private final Map<String, Blob> blobs = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  /**
   * Adds a file. Tools that put one image after the other into an archive write again what several
   * have; what is there twice with different contents could be read as two different images.
   */
  public void add(String path, Blob blob) throws BadArchiveException {
    Blob before = blobs.get(path);
    if (links.containsKey(path) || (before != null && !before.equals(blob))) {
      throw twice(path);
    }
    blobs.put(path, blob);
  }

  /** Adds a link: 20.10's {@code docker save} writes one for a layer that two images share. */
  public void addLink(String path, Type type, String target) throws BadArchiveException {
    boolean fromRoot = type == Type.HARD_LINK || target.startsWith("/");
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String full = fromRoot ? target : folder + target;
    if (blobs.containsKey(path) || !full.equals(links.getOrDefault(path, full))) {
      throw twice(path);
    }
    links.put(path, full);
  }

  /** The layer whose content has that SHA-512 digest. */
  Optional<Blob.Layer> layerBySha512(String digest) {
    return blobs.values().stream()
        .filter(Blob.Layer.class::isInstance)
        .map(Blob.Layer.class::cast)
        .filter(layer -> layer.sha512().filter(digest::equals).isPresent())
        .findFirst();
  }

  /** Whether there is any path that of this kind. */
  boolean hasAny(Predicate<String> name) {
    return Stream.concat(blobs.keySet().stream(), links.keySet().stream()).anyMatch(name);
  }

  /** The file of that path, or of the path that a link there names. */
  Optional<Blob> find(String path) {
    Optional<String> current = inside(path);
    for (int followed = 0; current.isPresent() && followed <= MOST_LINKS; followed++) {
      Blob blob = blobs.get(current.get());
      if (blob != null) {
        return Optional.of(blob);
      }
      current = Optional.ofNullable(links.get(current.get())).flatMap(ArchiveContents::inside);
    }
    return Optional.empty();
  }

  private static BadArchiveException twice(String path) {
    return new BadArchiveException(
        "the archive", "it has " + path + " more than once, with different contents");
  }

  /** The path without {@code .} and {@code ..}, unless it leads out of the archive. */
  private static Optional<String> inside(String path) {
    Deque<String> parts = new ArrayDeque<>();
    // The first Docker on Windows wrote its own separator into manifest.json.
    for (String part : path.split("[/\\\\]")) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
