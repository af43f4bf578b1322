package multistage.image.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import multistage.image.DiffId;
import multistage.image.archive.internal.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar archive in the making, such as a layer. */
public final class TarFile {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  public TarFile() {
    tar = new TarArchiveOutputStream(bytes, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  public TarFile file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public TarFile file(String path, byte[] content) {
    // A leading slash would be lost without the last argument.
    return entry(new TarArchiveEntry(path, true), content);
  }

  public TarFile directory(String path) {
    return entry(new TarArchiveEntry(path, TarConstants.LF_DIR, true), new byte[0]);
  }

  public TarFile link(byte type, String path, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
    entry.setLinkName(target);
    return entry(entry, new byte[0]);
  }

  public TarFile symlink(String path, String target) {
    return link(TarConstants.LF_SYMLINK, path, target);
  }

  public TarFile hardLink(String path, String target) {
    return link(TarConstants.LF_LINK, path, target);
  }

  public TarFile special(byte type, String path) {
    return entry(new TarArchiveEntry(path, type, true), new byte[0]);
  }

  public TarFile entry(TarArchiveEntry entry, byte[] content) {
    // A time with fractions of a second would need an extended header.
    entry.setModTime(0);
    return unchanged(entry, content);
  }

  /** An entry with the time that it has. */
  public TarFile unchanged(TarArchiveEntry entry, byte[] content) {
    try {
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] bytes() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A layer with one file. */
  public static byte[] layer(String path, String content) {
    return new TarFile().file(path, content).bytes();
  }

  public static DiffId diffId(byte[] tar) {
    return DiffId.ofSha256(Sha256.of(tar));
  }
}
