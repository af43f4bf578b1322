package multistage.image.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.FileEntry.Type;
import multistage.image.archive.Documents.DockerImage;
import multistage.image.archive.Documents.OciDocument;

/** What was found in an archive, by path, before it is known what belongs to which image. */
final class ArchiveContents {
  static final String DOCKER_MANIFEST = "manifest.json";
  static final String OCI_INDEX = "index.json";

  // One is what engines write.
  private static final int MOST_LINKS = 10;

  /** A file of the archive, as far as it matters here. */
  sealed interface Blob {
    /** A layer, which has been read. */
    record Layer(DiffId diffId) implements Blob {}

    /** Docker's list of images. */
    record DockerManifest(List<DockerImage> images) implements Blob {}

    /** An index, a manifest or an image's configuration. */
    record Document(Digest digest, OciDocument content) implements Blob {}

    /** JSON that tells of no image. */
    record Other() implements Blob {}

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

  void add(String path, Blob blob) throws BadArchiveException {
    requireNew(path);
    blobs.put(path, blob);
  }

  /** Adds a link: 20.10's {@code docker save} writes one for a layer that two images share. */
  void addLink(String path, Type type, String target) throws BadArchiveException {
    requireNew(path);
    boolean fromRoot = type == Type.HARD_LINK || target.startsWith("/");
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    links.put(path, fromRoot ? target : folder + target);
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

  private void requireNew(String path) throws BadArchiveException {
    if (blobs.containsKey(path) || links.containsKey(path)) {
      throw new BadArchiveException("the archive", "it has " + path + " more than once");
    }
  }

  /** The path without {@code .} and {@code ..}, unless it leads out of the archive. */
  private static Optional<String> inside(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
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
