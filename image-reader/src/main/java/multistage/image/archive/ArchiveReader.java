package multistage.image.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.FileEntry.Type;
import multistage.image.LayerContents;
import multistage.image.archive.ArchiveContents.Blob;
import multistage.image.archive.Documents.DockerImage;
import multistage.image.archive.Documents.OciDocument;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * Reads what {@code docker save} writes: any engine's, with one image or many.
 *
 * <p>There are two layouts: that of Docker before version 25, and of Podman ({@code manifest.json}
 * and {@code ID/layer.tar}), and the OCI image layout ({@code index.json} and {@code
 * blobs/sha256/…}), which newer engines mix with the first one's {@code manifest.json}. Layers may
 * be compressed with gzip or zstd, and so may the whole archive. A layer may be missing where its
 * diff ID is known: from another image in the archive, or from the cache. One reader may read many
 * archives, one after the other: layers that it has met before are only hashed, and large files
 * aren't compressed again.
 *
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format">Docker
 *     image specification, Combined Image JSON + Filesystem Changeset Format</a>
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     specification, Image Layout</a>
 */
public final class ArchiveReader {
  static final int TAR_HEADER_BYTES = 512;
  private static final Pattern NAMED_BY_DIGEST =
      Pattern.compile("(?:blobs/sha256/)?([0-9a-f]{64})(?:\\.json|\\.tar)?");

  private final LayerCache cache;
  private final Budget.Limits limits;
  private final int threads;

  /**
   * Which layer stood at a path in an archive before: an engine names a layer alike in all archives
   * that it writes, also where the name isn't the diff ID. In Docker's before version 25 it is an
   * ID made of the layers below, and where layers are compressed the compressed one's digest.
   */
  private final Map<String, DiffId> layerAt = new HashMap<>();

  private final GzipMeter.KnownLengths knownLengths;

  /**
   * A reader that compresses on all processors.
   *
   * @param cache what is known of layers that an archive leaves out; each layer is stored in it as
   *     soon as it has been read
   */
  public ArchiveReader(LayerCache cache) {
    this(cache, Budget.USUAL, Runtime.getRuntime().availableProcessors());
  }

  ArchiveReader(LayerCache cache, Budget.Limits limits, int threads) {
    this(cache, limits, threads, new GzipMeter.KnownLengths());
  }

  ArchiveReader(
      LayerCache cache, Budget.Limits limits, int threads, GzipMeter.KnownLengths knownLengths) {
    this.cache = cache;
    this.limits = limits;
    this.threads = threads;
    this.knownLengths = knownLengths;
  }

  /**
   * Reads an archive to its end, in one pass.
   *
   * @param archive is left open
   * @throws BadArchiveException when it is broken, cut off or hostile, or lacks what an image needs
   * @throws IOException when the stream itself fails, or {@link java.io.InterruptedIOException}
   *     when the thread is interrupted
   */
  public SavedArchive read(InputStream archive) throws IOException {
    Source source = new Source(archive);
    try (GzipMeter gzip = new GzipMeter(threads, knownLengths)) {
      return new Pass(gzip).read(source);
    } catch (IOException e) {
      // What went wrong below is the consequence; the archive may be as good as any.
      throw source.failure == null ? e : source.failure;
    }
  }

  /** Whether it begins with a header, or, being empty, with the archive's end. */
  static boolean isTar(byte[] start) {
    if (start.length < TAR_HEADER_BYTES) {
      return false;
    }
    try {
      return TarUtils.verifyCheckSum(start) || Arrays.equals(start, new byte[TAR_HEADER_BYTES]);
    } catch (IllegalArgumentException e) {
      // There is no number where a header has its checksum.
      return false;
    }
  }

  /** The stream, which remembers that it failed: that isn't the archive's fault. */
  private static final class Source extends FilterInputStream {
    private IOException failure;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    /** A pipe says 0 while it waits, which a gzip stream would take for the end. */
    @Override
    public int available() {
      return 1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  /** One archive's reading. */
  private final class Pass {
    private static final String ARCHIVE = "the archive";

    private final Budget budget = new Budget(limits);
    private final ArchiveContents contents = new ArchiveContents();
    private final Map<DiffId, LayerContents> layers = new HashMap<>();
    private final LayerReader layerReader;

    Pass(GzipMeter gzip) {
      layerReader = new LayerReader(budget, gzip);
    }

    SavedArchive read(InputStream source) throws IOException {
      PushbackInputStream in = new PushbackInputStream(source, TAR_HEADER_BYTES);
      byte[] start = peek(in);
      if (start.length == 0) {
        throw new BadArchiveException(ARCHIVE, "it is empty");
      }
      InputStream tar = Compression.of(start).uncompressed(ARCHIVE, in);
      TarEntries entries = new TarEntries(ARCHIVE, tar, budget);
      while (entries.next()) {
        if (entries.type() == Type.REGULAR) {
          contents.add(entries.path(), blob(entries));
        } else if (entries.type() == Type.SYMLINK || entries.type() == Type.HARD_LINK) {
          contents.addLink(entries.path(), entries.type(), entries.linkTarget());
        }
      }
      return new ImageResolver(contents, layers, cache).resolve();
    }

    private Blob blob(TarEntries entries) throws IOException {
      PushbackInputStream in = new PushbackInputStream(entries.content(), TAR_HEADER_BYTES);
      try {
        byte[] start = peek(in);
        Compression compression = Compression.of(start);
        return compression != Compression.NONE || isTar(start)
            ? layer(entries.path(), compression, in)
            : document(entries.path(), entries.bytes(), in);
      } catch (IOException e) {
        entries.requireIntact();
        budget.requireNotExceeded();
        if (!(e instanceof BadArchiveException why)) {
          throw e;
        }
        // Archives may hold what isn't an image's: it only matters when an image needs it.
        budget.takeEntry(entries.path(), e.getMessage().length());
        return new Blob.Unusable(why.getMessage(), why.isTooMuch());
      }
    }

    private Blob layer(String path, Compression compression, InputStream in) throws IOException {
      Optional<LayerContents> known = expected(path, compression).flatMap(cache::find);
      LayerContents layer;
      if (known.isPresent()) {
        // Hashing is all that is left to do.
        layer = known.get();
        Digest digest = Digest.ofSha256(Sha256.of(in));
        requireNamedBy(digest, path);
        if (compression == Compression.NONE && !digest.value().equals(layer.diffId().value())) {
          layerAt.remove(path);
          throw new BadArchiveException(path, "is another layer than in the archive before this");
        }
      } else {
        layer = layerReader.read(path, compression.uncompressed(path, in));
        cache.store(layer);
        layerAt.put(path, layer.diffId());
      }
      layers.put(layer.diffId(), layer);
      return new Blob.Layer(layer.diffId());
    }

    /** The layer that stands at a path, as far as it can be told and then be checked by hashing. */
    private Optional<DiffId> expected(String path, Compression compression) {
      Optional<DiffId> before = Optional.ofNullable(layerAt.get(path));
      Optional<String> named = digestInName(path);
      return compression == Compression.NONE
          ? named.map(DiffId::new).or(() -> before)
          : before.filter(diffId -> named.isPresent());
    }

    private Blob document(String path, long length, InputStream in) throws IOException {
      budget.requireDocument(path, length);
      byte[] json = in.readNBytes((int) length);
      Digest digest = Digest.ofSha256(Sha256.of(json));
      requireNamedBy(digest, path);
      if (path.equals(ArchiveContents.DOCKER_MANIFEST)) {
        budget.takeDocument(path, length);
        return new Blob.DockerManifest(
            Stream.of(Documents.read(path, json, DockerImage[].class))
                .filter(Objects::nonNull)
                .toList());
      }
      OciDocument document = Documents.read(path, json, OciDocument.class);
      if (document.isIndex() || document.isManifest() || document.isImageConfig()) {
        budget.takeDocument(path, length);
        return new Blob.Document(digest, document);
      }
      return new Blob.Other();
    }

    private static Optional<String> digestInName(String path) {
      Matcher named = NAMED_BY_DIGEST.matcher(path);
      return named.matches() ? Optional.of("sha256:" + named.group(1)) : Optional.empty();
    }

    private static void requireNamedBy(Digest digest, String path) throws BadArchiveException {
      Optional<String> named = digestInName(path);
      if (named.isPresent() && !named.get().equals(digest.value())) {
        throw new BadArchiveException(path, "was altered or damaged: its digest is " + digest);
      }
    }

    private static byte[] peek(PushbackInputStream in) throws IOException {
      byte[] start = in.readNBytes(TAR_HEADER_BYTES);
      in.unread(start);
      return start;
    }
  }
}
