package multistage.image.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
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
import multistage.image.archive.internal.ArchiveContents;
import multistage.image.archive.internal.ArchiveContents.Blob;
import multistage.image.archive.internal.ArchiveWalk;
import multistage.image.archive.internal.ArchiveWalk.SavedFile;
import multistage.image.archive.internal.Budget;
import multistage.image.archive.internal.Compression;
import multistage.image.archive.internal.Documents;
import multistage.image.archive.internal.Documents.OciDocument;
import multistage.image.archive.internal.GzipMeter;
import multistage.image.archive.internal.ImageResolver;
import multistage.image.archive.internal.LayerReader;
import multistage.image.archive.internal.Sha256;

/**
 * Reads what {@code docker save} writes: any engine's, with one image or many.
 *
 * <p>There are three layouts: that of Docker before version 25, and of Podman ({@code
 * manifest.json} and {@code ID/layer.tar}), the OCI image layout ({@code index.json} and {@code
 * blobs/sha256/…}), which newer engines mix with the first one's {@code manifest.json}, and
 * skopeo's {@code dir:}, where {@code manifest.json} is the image's manifest and blobs stand beside
 * it. Layers may be compressed in all ways of {@link Compression}, and so may the whole archive. A
 * layer may be missing where its diff ID is known: from another image in the archive, or from the
 * cache. One reader may read many archives, one after the other: layers that it has met before are
 * only hashed, and large files aren't compressed again.
 *
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format">Docker
 *     image specification, Combined Image JSON + Filesystem Changeset Format</a>
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     specification, Image Layout</a>
 */
public final class ArchiveReader {
  private static final String FIRST_SCHEMA =
      "it is a manifest of Docker's first schema, which has no configuration: docker pull and docker"
          + " save, or skopeo copy --format v2s2, make one of today";

  /** The gzip level whose lengths are nearest to what engines push. */
  public static final int GZIP_LEVEL = GzipMeter.LEVEL;

  /** How formats write a blob's digest into its name; with 128 digits it is a SHA-512 digest. */
  private static final Pattern NAMED_BY_DIGEST =
      Pattern.compile(
          "(?:(?:blobs/)?sha(?:256|512)[/:-])?([0-9a-f]{64}|[0-9a-f]{128})(?:\\.json|\\.tar)?");

  /** Where a layout promises that a blob's name is its digest. */
  private static final String LAYOUT = "blobs/";

  private final LayerCache cache;
  private final Budget.Limits limits;
  private final int threads;

  /**
   * Which layer stood at a path in an archive before: an engine names a layer alike in all archives
   * that it writes, also where the name isn't the diff ID. In Docker's before version 25 it is an
   * ID made of the layers below, and where layers are compressed the compressed one's digest.
   */
  private final Map<String, Blob.Layer> layerAt = new HashMap<>();

  /** None where nothing is compressed. */
  private final Optional<GzipMeter.KnownLengths> knownLengths;

  /**
   * A reader that compresses on all processors.
   *
   * @param cache what is known of layers that an archive leaves out; each layer is stored in it as
   *     soon as it has been read
   */
  public ArchiveReader(LayerCache cache) {
    this(cache, Budget.USUAL, Runtime.getRuntime().availableProcessors());
  }

  /**
   * A reader that compresses nothing, which takes most of the time: images have no pull size then.
   *
   * @param cache what is known of layers that an archive leaves out; each layer is stored in it as
   *     soon as it has been read
   */
  public static ArchiveReader withoutPullSizes(LayerCache cache) {
    return new ArchiveReader(cache, Budget.USUAL, 1, Optional.empty());
  }

  ArchiveReader(LayerCache cache, Budget.Limits limits, int threads) {
    this(cache, limits, threads, Optional.of(new GzipMeter.KnownLengths()));
  }

  ArchiveReader(
      LayerCache cache,
      Budget.Limits limits,
      int threads,
      Optional<GzipMeter.KnownLengths> knownLengths) {
    this.cache = knownLengths.isPresent() ? cache.withPullSizes() : cache.withoutPullSizes();
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
    try {
      if (knownLengths.isEmpty()) {
        return new Pass(Optional.empty()).read(source);
      }
      try (GzipMeter gzip = new GzipMeter(threads, knownLengths.get())) {
        return new Pass(Optional.of(gzip)).read(source);
      }
    } catch (IOException e) {
      // What went wrong below is the consequence; the archive may be as good as any.
      throw source.failure == null ? e : source.failure;
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
  private final class Pass implements ArchiveWalk.Visitor {
    private final Budget budget = new Budget(limits);
    private final ArchiveContents contents = new ArchiveContents();
    private final Map<DiffId, LayerContents> layers = new HashMap<>();
    private final LayerReader layerReader;

    Pass(Optional<GzipMeter> gzip) {
      layerReader = new LayerReader(budget, gzip);
    }

    SavedArchive read(InputStream source) throws IOException {
      ArchiveWalk.through(source, budget, this);
      return new ImageResolver(contents, layers, cache).resolve();
    }

    @Override
    public void file(SavedFile file) throws IOException {
      contents.add(file.path(), blob(file));
    }

    @Override
    public void link(String path, Type type, String target) throws IOException {
      contents.addLink(path, type, target);
    }

    private Blob blob(SavedFile file) throws IOException {
      try {
        return file.mayBeLayer()
            ? layer(file.path(), file.compression(), file.content())
            : document(file.path(), file.bytes(), file.content());
      } catch (IOException e) {
        file.requireIntact();
        budget.requireNotExceeded();
        if (!(e instanceof BadArchiveException why)) {
          throw e;
        }
        // Archives may hold what isn't an image's: it only matters when an image needs it.
        budget.takeEntry(file.path(), e.getMessage().length());
        return new Blob.Unusable(why.getMessage(), why.isTooMuch());
      }
    }

    private Blob layer(String path, Compression compression, InputStream in) throws IOException {
      Optional<Blob.Layer> expected = expected(path, compression);
      Optional<LayerContents> known = expected.map(Blob.Layer::diffId).flatMap(cache::find);
      Optional<String> named = digestInName(path);
      MessageDigest hash = named.map(Sha256::forDigest).orElseGet(Sha256::begin);
      DigestInputStream hashed = new DigestInputStream(in, hash);
      if (known.isPresent()) {
        // Hashing is all that is left to do.
        hashed.transferTo(OutputStream.nullOutputStream());
        String digest = Sha256.digest(hash);
        if (named.isPresent()) {
          requireNamedBy(named.get(), digest, path);
        } else if (!digest.equals(expected.get().diffId().value())) {
          layerAt.remove(path);
          throw new BadArchiveException(path, "is another layer than in the archive before this");
        }
        layers.put(known.get().diffId(), known.get());
        return expected.get();
      }
      boolean isSha512 = named.filter(Sha256::isSha512).isPresent();
      MessageDigest sha512 = isSha512 ? Sha256.begin512() : null;
      // Without compression, the blob's digest is the diff ID, which the layer's reader finds out.
      boolean isDiffId = compression == Compression.NONE && !isSha512;
      boolean isPromised = path.startsWith(LAYOUT) && named.isPresent();
      InputStream saved = isPromised && !isDiffId ? hashed : in;
      InputStream tar = compression.uncompressed(path, saved);
      LayerContents layer =
          layerReader.read(path, isSha512 ? new DigestInputStream(tar, sha512) : tar);
      if (isPromised) {
        saved.transferTo(OutputStream.nullOutputStream());
        String digest = isDiffId ? layer.diffId().value() : Sha256.digest(hash);
        requireNamedBy(named.get(), digest, path);
      }
      Blob.Layer blob =
          new Blob.Layer(
              layer.diffId(), isSha512 ? Optional.of(Sha256.digest(sha512)) : Optional.empty());
      cache.store(layer);
      layerAt.put(path, blob);
      layers.put(layer.diffId(), layer);
      return blob;
    }

    /** The layer that stands at a path, as far as it can be told and then be checked by hashing. */
    private Optional<Blob.Layer> expected(String path, Compression compression) {
      Optional<Blob.Layer> before = Optional.ofNullable(layerAt.get(path));
      Optional<String> named = digestInName(path);
      return compression == Compression.NONE
          ? named
              .filter(DiffId::isOne)
              .map(digest -> new Blob.Layer(new DiffId(digest), Optional.empty()))
              .or(() -> before)
          : before.filter(layer -> named.isPresent());
    }

    private Blob document(String path, long length, InputStream in) throws IOException {
      budget.requireDocument(path, length);
      byte[] json = in.readNBytes((int) length);
      Optional<String> named = digestInName(path);
      boolean misnamed = named.isPresent() && !named.get().equals(Sha256.digest(named.get(), json));
      if (misnamed && path.startsWith(LAYOUT)) {
        requireNamedBy(named.get(), Sha256.digest(named.get(), json), path);
      }
      Digest digest = Digest.ofSha256(Sha256.of(json));
      if (path.equals(ArchiveContents.DOCKER_MANIFEST) && !isObject(json)) {
        budget.takeDocument(path, length);
        return new Blob.DockerManifest(
            Stream.of(Documents.list(path, json)).filter(Objects::nonNull).toList());
      }
      OciDocument document = Documents.read(path, json, OciDocument.class);
      if (document.isIndex() || document.isManifest() || document.isImageConfig()) {
        budget.takeDocument(path, length);
        return new Blob.Document(digest, misnamed, document);
      }
      return document.isOfFirstSchema()
          ? new Blob.Unusable(FIRST_SCHEMA, false)
          : new Blob.Other(digest);
    }

    /** Skopeo's {@code dir:} calls an image's manifest as Docker calls its list of images. */
    private static boolean isObject(byte[] json) {
      for (byte b : json) {
        if (!Character.isWhitespace(b)) {
          return b == '{';
        }
      }
      return false;
    }

    private static Optional<String> digestInName(String path) {
      Matcher named = NAMED_BY_DIGEST.matcher(path);
      return named.matches()
          ? Optional.of((named.group(1).length() == 64 ? "sha256:" : "sha512:") + named.group(1))
          : Optional.empty();
    }

    private static void requireNamedBy(String named, String digest, String path)
        throws BadArchiveException {
      if (!named.equals(digest)) {
        throw new BadArchiveException(path, "was altered or damaged: its digest is " + digest);
      }
    }
  }
}
