package multistage.report.measure;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import multistage.image.Digest;

/**
 * Tells one state of this program from another: what the one proved, another may see otherwise.
 *
 * <p>All classes of the program and of image-reader count, whether in a folder or in a jar, and the
 * names of the jars of what asks the servers, which have versions in them.
 */
final class ProgramDigest {
  private static final String CLASSES = "multistage";

  private ProgramDigest() {}

  /** That of the program that is running. */
  static Digest ofThis() {
    List<String> libraries =
        Stream.of(DockerClient.class).map(type -> location(type).getFileName().toString()).toList();
    try {
      return told(
          ofModule(location(ProgramDigest.class), libraries),
          List.of(ofModule(location(Digest.class), List.of()).value()));
    } catch (IOException e) {
      throw new UncheckedIOException("this program can't read itself", e);
    }
  }

  private static Digest ofModule(Path module, List<String> libraries) throws IOException {
    if (Files.isDirectory(module)) {
      return of(module, libraries);
    }
    try (FileSystem jar = FileSystems.newFileSystem(module)) {
      return of(jar.getPath("/"), libraries);
    }
  }

  /**
   * That of the classes below a folder.
   *
   * @param libraries what else counts
   */
  static Digest of(Path root, List<String> libraries) throws IOException {
    MessageDigest sha256 = sha256();
    try (Stream<Path> found = Files.walk(root.resolve(CLASSES));
        DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        out.write(
            (root.relativize(file) + "\n" + Files.size(file) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        Files.copy(file, out);
      }
    }
    sha256.update(String.join("\n", libraries).getBytes(StandardCharsets.UTF_8));
    return Digest.ofSha256(sha256.digest());
  }

  /** That of a program and what it is told; nothing told is the program itself. */
  static Digest told(Digest program, Collection<String> words) {
    if (words.isEmpty()) {
      return program;
    }
    MessageDigest sha256 = sha256();
    sha256.update(program.value().getBytes(StandardCharsets.UTF_8));
    words.stream()
        .sorted()
        .forEach(word -> sha256.update(("\n" + word).getBytes(StandardCharsets.UTF_8)));
    return Digest.ofSha256(sha256.digest());
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where is " + type + "?", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
