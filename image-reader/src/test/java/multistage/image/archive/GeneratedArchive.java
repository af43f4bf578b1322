package multistage.image.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.archive.internal.Sha256;
import multistage.image.content.ElfFixture;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * A saved archive of any length, made while it is read: neither memory nor a disk ever holds it.
 * The same numbers give the same bytes.
 */
public final class GeneratedArchive {
  private static final int RECORD_BYTES = 512;
  private static final byte[] END = new byte[2 * RECORD_BYTES];

  /** Every so many files, one is a program as large as those that are looked into. */
  private static final int FILES_PER_PROGRAM = 2_500;

  private static final byte[] PROGRAM = new ElfFixture().section(".debug_info", 1_000).bytes();

  private final int layers;
  private final int filesPerLayer;
  private final int bytesPerFile;

  /** What files are cut from; no multiple of a block, so that a file's blocks differ. */
  private final byte[] content = new byte[(1 << 20) + 4_099];

  /**
   * An archive with one image.
   *
   * @param bytesPerFile apart from the few that are programs of 60 MiB; with 0 there are none
   */
  public GeneratedArchive(int layers, int filesPerLayer, int bytesPerFile) {
    this.layers = layers;
    this.filesPerLayer = filesPerLayer;
    this.bytesPerFile = bytesPerFile;
    // A sixteenth can't be compressed, the rest well: compressing isn't what is looked at. What is
    // left in between makes each block one that hasn't been compressed before.
    Random random = new Random(1);
    random.nextBytes(content);
    for (int i = content.length / 16; i < content.length; i++) {
      if (i % 4096 >= 4) {
        content[i] = content[i % 1000];
      }
    }
  }

  /** The bytes of all regular files. */
  public long fileBytes() {
    return (long) layers * IntStream.range(0, filesPerLayer).mapToLong(this::fileBytes).sum();
  }

  /** The bytes of all layers' tar archives. */
  public long layerBytes() {
    return (long) layers
        * (END.length
            + IntStream.range(0, filesPerLayer)
                .mapToLong(i -> RECORD_BYTES + padded(fileBytes(i)))
                .sum());
  }

  /** The archive from its beginning. */
  public InputStream open() {
    MessageDigest[] digests =
        Stream.generate(Sha256::begin).limit(layers).toArray(MessageDigest[]::new);
    return concatenated(
        Stream.concat(
            IntStream.range(0, layers)
                .boxed()
                .flatMap(
                    i ->
                        Stream.<Supplier<InputStream>>of(
                            () -> header(i + "/layer.tar", layerBytes() / layers),
                            () -> new DigestInputStream(layer(i), digests[i]))),
            Stream.<Supplier<InputStream>>of(() -> documents(digests))));
  }

  private InputStream documents(MessageDigest[] digests) {
    List<String> diffIds =
        Stream.of(digests).map(digest -> DiffId.ofSha256(digest.digest()).value()).toList();
    byte[] config =
        SavedArchives.json(Map.of("rootfs", Map.of("type", "layers", "diff_ids", diffIds)));
    byte[] manifest =
        SavedArchives.json(
            List.of(
                Map.of(
                    "Config",
                    "config.json",
                    "RepoTags",
                    List.of("generated:1"),
                    "Layers",
                    IntStream.range(0, layers).mapToObj(i -> i + "/layer.tar").toList())));
    return concatenated(
        Stream.of(
            () -> header("config.json", config.length),
            () -> new ByteArrayInputStream(config, 0, config.length),
            () -> padding(config.length),
            () -> header("manifest.json", manifest.length),
            () -> new ByteArrayInputStream(manifest),
            () -> padding(manifest.length),
            () -> new ByteArrayInputStream(END)));
  }

  private InputStream layer(int number) {
    return concatenated(
        Stream.concat(
            IntStream.range(0, filesPerLayer)
                .boxed()
                .flatMap(
                    i ->
                        Stream.<Supplier<InputStream>>of(
                            () -> header(path(number, i), fileBytes(i)),
                            () -> new Content(number * 31 + i, fileBytes(i), isProgram(i)),
                            () -> padding(fileBytes(i)))),
            Stream.<Supplier<InputStream>>of(() -> new ByteArrayInputStream(END))));
  }

  /** Every tenth file is in the layer below, too. */
  private static String path(int layer, int file) {
    return String.format(
        "usr/lib/generated-%d/folder-%04d/file-%07d.so",
        file % 10 == 0 ? 0 : layer, file / 100, file);
  }

  private long fileBytes(int file) {
    return isProgram(file) ? 60 << 20 : bytesPerFile;
  }

  private boolean isProgram(int file) {
    return bytesPerFile > 0 && file % FILES_PER_PROGRAM == FILES_PER_PROGRAM - 1;
  }

  private static InputStream header(String path, long bytes) {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(bytes);
    entry.setModTime(0);
    byte[] header = new byte[RECORD_BYTES];
    // Up to 8 GiB, in octal digits, as no engine's layers are longer.
    entry.writeEntryHeader(header);
    return new ByteArrayInputStream(header);
  }

  private static InputStream padding(long bytes) {
    return new ByteArrayInputStream(new byte[(int) (padded(bytes) - bytes)]);
  }

  private static long padded(long bytes) {
    return (bytes + RECORD_BYTES - 1) / RECORD_BYTES * RECORD_BYTES;
  }

  private static InputStream concatenated(Stream<Supplier<InputStream>> parts) {
    Iterator<InputStream> opened = parts.map(Supplier::get).iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return opened.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return opened.next();
          }
        });
  }

  /** A file's content, different for each number. */
  private final class Content extends InputStream {
    private final byte[] start;
    private long position;
    private final long length;
    private final int offset;

    Content(int number, long length, boolean isProgram) {
      this.length = length;
      this.offset = (int) (number * 7919L % content.length);
      this.start = isProgram ? PROGRAM : String.valueOf(number).getBytes(UTF_8);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int wanted) {
      if (position == length) {
        return -1;
      }
      boolean atStart = position < start.length;
      byte[] source = atStart ? start : content;
      int at = (int) (atStart ? position : (offset + position) % content.length);
      int given = (int) Math.min(Math.min(wanted, source.length - at), length - position);
      System.arraycopy(source, at, buffer, from, given);
      position += given;
      return given;
    }
  }
}
