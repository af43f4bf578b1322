package multistage.image.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * A folder with a file for each thing that is remembered, compressed with gzip, whose checksum
 * finds damage.
 *
 * <p>Several processes may use the folder at once: a file appears complete or not at all. One that
 * is damaged, or that another version wrote, is taken for missing, and replaced when its content is
 * known again.
 */
public final class CacheFolder {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path folder;
  private final String format;
  private final Consumer<String> warnings;
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Writes a thing's fields. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the same fields in the same order. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /**
   * Touches nothing yet.
   *
   * @param folder made when the first file is written
   * @param format what the files hold, and in which version: what was written with another one
   *     isn't read
   * @param warnings is told, once, when the folder can't be used
   */
  public CacheFolder(Path folder, String format, Consumer<String> warnings) {
    this.folder = folder;
    this.format = format;
    this.warnings = warnings;
  }

  /**
   * Reads what was written under this name, if it is there and undamaged.
   *
   * @param digest a digest with its algorithm
   */
  public <T> Optional<T> read(String digest, Reader<T> reader) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new GZIPInputStream(Files.newInputStream(file(digest)), BUFFER_BYTES)))) {
      if (!readText(in).equals(format) || !readText(in).equals(digest)) {
        return Optional.empty();
      }
      T value = reader.read(in);
      // The checksum is behind the last byte, and it is verified in passing the end.
      return in.read() < 0 ? Optional.of(value) : Optional.empty();
    } catch (NoSuchFileException | ZipException | EOFException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      warn("read", e);
      return Optional.empty();
    }
  }

  /** Writes a file, in place of any that has this name. */
  public void write(String digest, Writer writer) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "unfinished-", ".gz");
      // For Ctrl-C between here and the end.
      unfinished.toFile().deleteOnExit();
      try {
        try (DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(
                    new GZIPOutputStream(Files.newOutputStream(unfinished), BUFFER_BYTES)))) {
          writeText(out, format);
          writeText(out, digest);
          writer.write(out);
        }
        Files.move(unfinished, file(digest), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      warn("written", e);
    }
  }

  /** Writes a text of any length, which {@link DataOutputStream#writeUTF} can't. */
  public static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("cut off");
    }
    return new String(bytes, UTF_8);
  }

  private Path file(String digest) {
    return folder.resolve(digest.replace(':', '-') + ".gz");
  }

  private void warn(String what, IOException e) {
    if (warned.compareAndSet(false, true)) {
      warnings.accept(
          "what was found out about images can't be "
              + what
              + " in "
              + folder
              + ", so it is found out anew in each run: "
              + e);
    }
  }
}
