package multistage.image.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar, or any zip archive, in the making. */
public final class JarFixture {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  /** With these coordinates. */
  public static JarFixture jar(String group, String artifact, String version) throws IOException {
    return new JarFixture()
        .file(
            "META-INF/maven/" + group + "/" + artifact + "/pom.properties",
            "groupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "\n");
  }

  public JarFixture file(String name, String content) throws IOException {
    return file(name, content.getBytes(UTF_8));
  }

  public JarFixture file(String name, byte[] content) throws IOException {
    return entry(new ZipEntry(name), content);
  }

  /** As it is, not compressed: so has Spring Boot its libraries. */
  public JarFixture stored(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    return entry(entry, content);
  }

  private JarFixture entry(ZipEntry entry, byte[] content) throws IOException {
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
    return this;
  }

  public byte[] bytes() throws IOException {
    zip.close();
    return bytes.toByteArray();
  }
}
