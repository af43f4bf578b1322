package multistage.report.measure;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import multistage.image.Digest;
import multistage.image.content.ElfHeader;
import multistage.report.model.Sha256;

/**
 * Tells one state of what checks and measures images from another: what the one saw, another may
 * see otherwise.
 *
 * <p>What starts an image counts, with what it uses to reach it and the bare server, whether in a
 * folder or in a jar; so do the names of the jars of what sends the requests, which have versions
 * in them, and the reader of ELF headers. How results are shown doesn't count.
 */
final class ProgramDigest {
  /**
   * How the paths of what counts begin: the checks, what they use, what decides how often and in
   * which order images start, and the server that each start is paired with.
   */
  private static final List<String> PARTS =
      List.of(
          "multistage/report/measure/",
          "multistage/report/engine/",
          "multistage/report/model/",
          "multistage/report/run/Checks",
          "multistage/report/run/Measurements",
          "multistage/report/build/bare-server/");

  private ProgramDigest() {}

  /** That of the program that is running. */
  static Digest ofThis() {
    try {
      List<String> others =
          List.of(
              location(DockerClient.class).getFileName().toString(),
              bytes(ElfHeader.class).value(),
              bytes(ElfHeader.Segment.class).value());
      return ofModule(location(ProgramDigest.class), others);
    } catch (IOException e) {
      throw new UncheckedIOException("this program can't read itself", e);
    }
  }

  /** That of a class of another module which a check uses. */
  private static Digest bytes(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return Digest.ofSha256(Sha256.begin().digest(in.readAllBytes()));
    }
  }

  private static Digest ofModule(Path module, List<String> others) throws IOException {
    if (Files.isDirectory(module)) {
      return of(module, others);
    }
    try (FileSystem jar = FileSystems.newFileSystem(module)) {
      return of(jar.getPath("/"), others);
    }
  }

  /**
   * That of the program below a folder.
   *
   * @param others what else counts
   */
  static Digest of(Path root, List<String> others) throws IOException {
    MessageDigest sha256 = Sha256.begin();
    try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      for (Path file : parts(root)) {
        out.write(
            (root.relativize(file) + "\n" + Files.size(file) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        Files.copy(file, out);
      }
    }
    sha256.update(String.join("\n", others).getBytes(StandardCharsets.UTF_8));
    return Digest.ofSha256(sha256.digest());
  }

  private static List<Path> parts(Path root) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(root)) {
      all = found.filter(Files::isRegularFile).sorted().toList();
    }
    List<Path> parts = new ArrayList<>();
    for (String part : PARTS) {
      List<Path> files =
          all.stream()
              .filter(file -> root.relativize(file).toString().replace('\\', '/').startsWith(part))
              .toList();
      if (files.isEmpty()) {
        throw new IllegalStateException("no part of the program begins with " + part);
      }
      parts.addAll(files);
    }
    return parts;
  }

  /** That of a program and what it is told; nothing told is the program itself. */
  static Digest told(Digest program, Collection<String> words) {
    return words.isEmpty()
        ? program
        : Sha256.ofLines(
            Stream.concat(Stream.of(program.value()), words.stream().sorted()).toList());
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where is " + type + "?", e);
    }
  }
}
