package multistage.report.engine;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import multistage.image.Digest;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.DockerIgnore;
import multistage.report.model.Builder;
import multistage.report.model.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The tar archive that an engine builds from: the context's files less those that its {@code
 * .dockerignore} names, and the Dockerfile under a name of its own.
 *
 * <p>Owner and permissions are the same on every machine, and those that the {@code docker} client
 * sends for files of the usual modes, so that both share the layer cache.
 */
public final class BuildContext {
  /** What the Dockerfile is called in the archive; no file of a context has this name. */
  static final String DOCKERFILE = ".image-report.Dockerfile";

  private BuildContext() {}

  /**
   * Opens the archive.
   *
   * @throws IOException when a file can't be read, or the temporary file for the archive not
   *     written; it is gone when the stream is closed
   */
  static InputStream open(Path context, Path dockerfile) throws IOException {
    Path archive = Files.createTempFile("image-report-context", ".tar");
    try {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
          TarArchiveOutputStream tar = new TarArchiveOutputStream(file, "UTF-8")) {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        for (Map.Entry<String, Path> sent :
            files(context, dockerfile, Builder.CLASSIC).entrySet()) {
          add(tar, sent.getValue(), sent.getKey());
        }
        add(tar, dockerfile, DOCKERFILE);
      }
      return Files.newInputStream(archive, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(archive);
      throw e;
    }
  }

  /**
   * The digest of what the archive tells a builder: paths, kinds, whether files are executable, and
   * contents. Times are left out, as the layer cache leaves them out.
   *
   * @throws IOException when a file can't be read
   * @see <a href="https://docs.docker.com/build/cache/invalidation/#general-rules">Build cache
   *     invalidation, General rules</a>
   */
  public static Digest digest(Path context, Path dockerfile, Builder builder) throws IOException {
    MessageDigest sha256 = Sha256.begin();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
      for (Map.Entry<String, Path> sent : files(context, dockerfile, builder).entrySet()) {
        digest(out, sent.getValue(), sent.getKey());
      }
      digest(out, dockerfile, DOCKERFILE);
    }
    return Digest.ofSha256(sha256.digest());
  }

  /** Lengths stand before contents, so that no two contexts come out as the same bytes. */
  private static void digest(DataOutputStream out, Path path, String name) throws IOException {
    out.writeUTF(name);
    if (Files.isSymbolicLink(path)) {
      out.writeByte('l');
      out.writeUTF(Files.readSymbolicLink(path).toString().replace('\\', '/'));
    } else if (Files.isDirectory(path)) {
      out.writeByte('d');
    } else {
      out.writeByte(Files.isExecutable(path) ? 'x' : 'f');
      byte[] content = Files.readAllBytes(path);
      out.writeInt(content.length);
      out.write(content);
    }
  }

  /** The files, folders and links to send, by their names in the archive, in a fixed order. */
  private static Map<String, Path> files(Path context, Path dockerfile, Builder builder)
      throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path path : filesBelow(context)) {
      files.put(context.relativize(path).toString().replace('\\', '/'), path);
    }
    try {
      files.keySet().retainAll(dockerIgnore(context, dockerfile, builder).sent(files.keySet()));
    } catch (UserError e) {
      throw new IOException(e.getMessage(), e);
    }
    return files;
  }

  /**
   * What an ignore file leaves out of a context: nothing where there is none. For BuildKit, a
   * Dockerfile can have one of its own, beside it and called {@code NAME.dockerignore}; the
   * context's {@code .dockerignore} doesn't count then.
   *
   * @throws UserError when a builder refuses the ignore file
   * @see <a href="https://docs.docker.com/build/concepts/context/#filename-and-location">Docker
   *     documentation, .dockerignore files, Filename and location</a>
   */
  public static DockerIgnore dockerIgnore(Path context, Path dockerfile, Builder builder)
      throws IOException {
    Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    if (builder == Builder.BUILDKIT && Files.exists(own)) {
      return dockerIgnore(own);
    }
    Path shared = context.resolve(".dockerignore");
    return Files.exists(shared) ? dockerIgnore(shared) : DockerIgnore.nothing();
  }

  private static DockerIgnore dockerIgnore(Path file) throws IOException {
    return DockerIgnore.parse(file.toString(), Files.readString(file));
  }

  private static List<Path> filesBelow(Path context) throws IOException {
    try (Stream<Path> paths = Files.walk(context)) {
      return paths.filter(path -> !path.equals(context)).sorted().toList();
    }
  }

  private static void add(TarArchiveOutputStream tar, Path path, String name) throws IOException {
    boolean isLink = Files.isSymbolicLink(path);
    boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    TarArchiveEntry entry;
    if (isLink) {
      entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(Files.readSymbolicLink(path).toString().replace('\\', '/'));
    } else {
      entry = new TarArchiveEntry(path, isFolder ? name + "/" : name);
      entry.setMode(isFolder || Files.isExecutable(path) ? 0755 : 0644);
    }
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
    if (!isLink && !isFolder) {
      Files.copy(path, tar);
    }
    tar.closeArchiveEntry();
  }
}
