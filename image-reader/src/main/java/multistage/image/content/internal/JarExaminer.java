package multistage.image.content.internal;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.FileInside;
import multistage.image.SoftwarePackage;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Jars: what they call themselves, and the jars inside them, as Spring Boot has them.
 *
 * <p>Maven writes a {@code pom.properties} for each project that went into a jar. Where there is
 * none, the manifest's entries are taken, if a name and a version are among them.
 *
 * <p>A jar is known by its content: a zip archive with a manifest or a project's properties,
 * whatever it is called. A script may stand before it, as in Spring Boot's executable jars.
 *
 * <p>A jar's entries are unpacked one after the other, and nothing of them is kept but these texts.
 * One that would unpack to more than {@value #MOST_UNPACKED_BYTES} bytes or {@value #MOST_RATIO}
 * times its size, or has more than {@value #MOST_ENTRIES} entries, says nothing; jars are looked
 * into {@value #MOST_DEPTH} deep. One with an entry that no JVM unpacks, as its method is neither
 * "stored" nor "deflated", says nothing either.
 *
 * @see <a href="https://maven.apache.org/shared/maven-archiver/">Maven Archiver</a>
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/jar/jar.html">JAR File
 *     Specification</a>
 */
public final class JarExaminer implements Examiner {
  static final long MOST_UNPACKED_BYTES = 512L << 20;

  /** Classes shrink to half or a third; zip's best, a thousandth, needs the same byte all over. */
  static final int MOST_RATIO = 50;

  /** So small that the ratio doesn't matter. */
  private static final long HARMLESS_BYTES = 1 << 20;

  static final int MOST_ENTRIES = 100_000;
  static final int MOST_DEPTH = 3;

  /** A manifest begins with what is said of the jar as a whole; digests of its entries follow. */
  private static final int MOST_TEXT_BYTES = 64 << 10;

  /** As many names as a jar of jars can have in its record. */
  private static final int MOST_PACKAGES = 10_000;

  private static final byte[] MAGIC = {'P', 'K', 3, 4};
  private static final byte[] SCRIPT = {'#', '!'};
  private static final Pattern JAR =
      Pattern.compile("(?i).*\\.(?:jar|war|ear|sar|par|rar|kar|nar|hpi|jpi)");
  private static final Pattern POM_PROPERTIES =
      Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  // CR and LF are one line's end together, never two.
  private static final Pattern END_OF_SECTION = Pattern.compile("(?>\r\n|\n|\r){2}");

  // Titles for people, such as "Java Runtime Environment", are no artifact's name.
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_.-]+");

  @Override
  public long wants(String path, long length, byte[] start) {
    boolean isZip = ElfExaminer.startsWith(start, MAGIC);
    if (!isZip && !JAR.matcher(path).matches() && !ElfExaminer.startsWith(start, SCRIPT)) {
      return 0;
    }
    // Of a larger one, that it is called like a jar is all that is known.
    return length <= Examiner.MOST_BYTES ? length : start.length;
  }

  @Override
  public Optional<FileFacts> examine(String path, long length, byte[] content) {
    boolean isCalledJar = JAR.matcher(path).matches();
    if (content.length < length) {
      return isCalledJar && ElfExaminer.startsWith(content, MAGIC)
          ? Optional.of(FileFacts.of(Kind.JAR))
          : Optional.empty();
    }
    Optional<Integer> start = ZipStart.find(content);
    if (start.isEmpty() && !ElfExaminer.startsWith(content, MAGIC)) {
      return Optional.empty();
    }
    try {
      Reading reading = new Reading(length);
      int from = start.orElse(0);
      List<SoftwarePackage> packages =
          reading.read(new ByteArrayInputStream(content, from, content.length - from));
      return isCalledJar || reading.isJar
          ? Optional.of(
              new FileFacts(Kind.JAR, 0, OptionalLong.empty(), packages, List.of(), List.of())
                  .withParts(length < FileInside.MIN_FILE_BYTES ? List.of() : JarParts.of(content)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // Broken, or a bomb: it keeps its name, and tells nothing.
      return isCalledJar ? Optional.of(FileFacts.of(Kind.JAR)) : Optional.empty();
    }
  }

  /** One jar with all that is in it. */
  private static final class Reading {
    private final Set<SoftwarePackage> packages = new LinkedHashSet<>();
    private final long mostUnpacked;
    private long unpacked;
    private int entries;
    private boolean isJar;

    Reading(long length) {
      mostUnpacked = Math.min(MOST_UNPACKED_BYTES, Math.max(HARMLESS_BYTES, MOST_RATIO * length));
    }

    List<SoftwarePackage> read(InputStream content) throws IOException {
      read(content, 1);
      return List.copyOf(packages);
    }

    private void read(InputStream in, int depth) throws IOException {
      // The JDK's doesn't read what is stored as it is with its length behind it, as streams are.
      ZipArchiveInputStream zip =
          new ZipArchiveInputStream(in, StandardCharsets.UTF_8.name(), true, true);
      List<SoftwarePackage> poms = new ArrayList<>();
      Optional<SoftwarePackage> manifest = Optional.empty();
      for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries++;
        require(isUnpackedByJvm(entry) && zip.canReadEntryData(entry));
        PushbackInputStream content = new PushbackInputStream(new Counted(zip), MAGIC.length);
        if (entry.getName().equals(MANIFEST)) {
          isJar = true;
          manifest = ofManifest(text(content));
        } else if (POM_PROPERTIES.matcher(entry.getName()).matches()) {
          isJar = true;
          ofProperties(text(content)).ifPresent(poms::add);
        } else if (depth < MOST_DEPTH && isZip(content)) {
          read(content, depth + 1);
        }
        // Also where it isn't wanted: the next entry stands behind it, and a bomb has to be found.
        content.skip(Long.MAX_VALUE);
        require(entries <= MOST_ENTRIES && packages.size() + poms.size() <= MOST_PACKAGES);
      }
      packages.addAll(poms);
      if (poms.isEmpty()) {
        manifest.ifPresent(packages::add);
      }
    }

    /** Zip has more methods, such as bzip2. The library knows some of them, and the JVM none. */
    private static boolean isUnpackedByJvm(ZipArchiveEntry entry) {
      return entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
    }

    /** Whether an entry is a jar by what it begins with: plug-ins and bundles have other names. */
    private static boolean isZip(PushbackInputStream content) throws IOException {
      byte[] start = content.readNBytes(MAGIC.length);
      content.unread(start);
      return Arrays.equals(start, MAGIC);
    }

    /** An entry's content, whose bytes count and which is left open when it was read. */
    private final class Counted extends FilterInputStream {
      private final byte[] buffer = new byte[8 * 1024];

      Counted(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        unpacked += Math.max(0, read);
        require(unpacked <= mostUnpacked);
        return read;
      }

      @Override
      public long skip(long most) throws IOException {
        long skipped = 0;
        int read = 0;
        while (skipped < most && read >= 0) {
          read = read(buffer, 0, (int) Math.min(most - skipped, buffer.length));
          skipped += Math.max(0, read);
        }
        return skipped;
      }

      @Override
      public void close() {
        // The archive around it goes on.
      }
    }

    private static void require(boolean within) throws IOException {
      if (!within) {
        throw new IOException("more than is read");
      }
    }

    private static String text(InputStream content) throws IOException {
      return new String(content.readNBytes(MOST_TEXT_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static Optional<SoftwarePackage> ofProperties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return softwarePackage(
        properties.getProperty("groupId", ""),
        properties.getProperty("artifactId", ""),
        properties.getProperty("version", ""));
  }

  private static Optional<SoftwarePackage> ofManifest(String text) throws IOException {
    String[] sections = END_OF_SECTION.split(text, 2);
    if (sections.length < 2 && text.length() >= MOST_TEXT_BYTES) {
      return Optional.empty();
    }
    Attributes main =
        new Manifest(
                new ByteArrayInputStream((sections[0] + "\n\n").getBytes(StandardCharsets.UTF_8)))
            .getMainAttributes();
    return softwarePackage(
            value(main, "Implementation-Vendor-Id"),
            value(main, "Implementation-Title"),
            value(main, "Implementation-Version"))
        .or(
            () ->
                softwarePackage(
                    "",
                    // Directives may follow the name.
                    value(main, "Bundle-SymbolicName").replaceFirst("\\s*;.*", ""),
                    value(main, "Bundle-Version")));
  }

  private static String value(Attributes attributes, String name) {
    String value = attributes.getValue(name);
    return value == null ? "" : value.strip();
  }

  private static Optional<SoftwarePackage> softwarePackage(
      String group, String artifact, String version) {
    if (!IDENTIFIER.matcher(artifact).matches() || version.isEmpty()) {
      return Optional.empty();
    }
    boolean hasGroup = IDENTIFIER.matcher(group).matches();
    return Records.softwarePackage(
        SoftwarePackage.Type.MAVEN,
        hasGroup ? group + ":" + artifact : artifact,
        version,
        Optional.empty());
  }
}
