package multistage.image.explain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A directory that holds images: an OCI layout, as BuildKit's {@code type=oci,tar=false} writes it,
 * skopeo's {@code dir:}, or an archive that somebody has unpacked. It is read as the tar archive
 * that it would be, which nobody writes.
 */
public final class LayoutFolder extends InputStream {
  private static final int BLOCK_BYTES = 512;
  private static final byte[] END = new byte[2 * BLOCK_BYTES];

  private final Path folder;
  private final List<Path> files;
  private int next;
  private InputStream current = InputStream.nullInputStream();

  private LayoutFolder(Path folder, List<Path> files) {
    this.folder = folder;
    this.files = files;
  }

  /** Whether a path is that of such a folder. */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder)
        && (Files.isRegularFile(folder.resolve("index.json"))
            || Files.isRegularFile(folder.resolve("manifest.json")));
  }

  /** The folder as a tar archive. */
  public static LayoutFolder open(Path folder) throws IOException {
    Path real = folder.toRealPath();
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        real,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()
                || (attributes.isSymbolicLink() && mayBeFollowed(real, file))) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return new LayoutFolder(real, files);
  }

  /**
   * Bazel's layouts have links for blobs. One that leads out of the folder is followed where its
   * name is a digest alone, which tells whether it is what it should be.
   */
  private static boolean mayBeFollowed(Path folder, Path link) throws IOException {
    return Files.isRegularFile(link)
        && (link.startsWith(folder.resolve("blobs")) || link.toRealPath().startsWith(folder));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      int read = current.read(buffer, offset, length);
      if (read >= 0) {
        return read;
      }
      current.close();
      // Each file is a header and a content; behind the last one is the end.
      if (next == 2 * files.size() + 1) {
        current = InputStream.nullInputStream();
        return -1;
      }
      current = part(next++);
    }
  }

  @Override
  public void close() throws IOException {
    current.close();
  }

  private InputStream part(int number) throws IOException {
    if (number == 2 * files.size()) {
      return new ByteArrayInputStream(END);
    }
    Path file = files.get(number / 2);
    long bytes = Files.size(file);
    return number % 2 == 0
        ? new ByteArrayInputStream(header(file, bytes))
        : new Content(file, bytes);
  }

  private byte[] header(Path file, long bytes) throws IOException {
    String path =
        folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
    entry.setSize(bytes);
    entry.setModTime(0);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    // Not closed: it would miss the content.
    TarArchiveOutputStream tar = new TarArchiveOutputStream(header, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.putArchiveEntry(entry);
    return header.toByteArray();
  }

  /** A file's content of the length that its header says, filled up to a whole block. */
  private static final class Content extends FilterInputStream {
    private final Path file;
    private long left;
    private long padding;

    Content(Path file, long bytes) throws IOException {
      super(Files.newInputStream(file));
      this.file = file;
      left = bytes;
      padding = (BLOCK_BYTES - bytes % BLOCK_BYTES) % BLOCK_BYTES;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left > 0) {
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
          throw new IOException(file + " became shorter while it was read");
        }
        left -= read;
        return read;
      }
      if (padding == 0) {
        return -1;
      }
      int filled = (int) Math.min(length, padding);
      Arrays.fill(buffer, offset, offset + filled, (byte) 0);
      padding -= filled;
      return filled;
    }
  }
}
