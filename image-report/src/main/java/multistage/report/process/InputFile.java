package multistage.report.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import multistage.report.diagnostic.UserError;

/** Files that somebody names, and words for what is wrong with them. */
public final class InputFile {
  /** Far more than the largest report has, and little enough to be held in memory. */
  private static final long MOST_BYTES = 64L << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private InputFile() {}

  /**
   * The text in a file.
   *
   * @param remedy what to do where it isn't a file with text, such as {@code name a report.json}
   * @throws UserError when there is no such file, or it is none to be read as text: a folder, a
   *     pipe, too large, or not in UTF-8. A pipe isn't opened: nobody may ever write to it
   */
  public static String text(Path file, String remedy) {
    requireRegular(file, remedy);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(
            file + " has " + Files.size(file) + " bytes, more than any such file", remedy);
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UserError(file + " isn't text in UTF-8", remedy);
    } catch (IOException e) {
      throw new UserError(problem(e));
    }
  }

  /**
   * Makes sure that there is a file, and that reading it comes to an end.
   *
   * @throws UserError when it is missing, or is something else
   */
  public static void requireRegular(Path file, String remedy) {
    Optional<String> other = otherThanAFile(file);
    if (other.isPresent()) {
      throw new UserError(file + " is " + other.get() + ", not a file", remedy);
    }
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new UserError("there is no file " + file, remedy);
    } catch (IOException e) {
      throw new UserError(problem(e));
    }
  }

  /** What a path names, where it is there and no regular file. */
  static Optional<String> otherThanAFile(Path path) {
    if (Files.isDirectory(path)) {
      return Optional.of("a folder");
    }
    return Files.exists(path) && !Files.isRegularFile(path)
        ? Optional.of("a pipe or a device")
        : Optional.empty();
  }

  /** The path that somebody wrote, where it can be one on this system. */
  public static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** What happened with which file, and what to do next. */
  public static String problem(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no file or folder " + missing.getFile() + "; correct its name";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written by you; ls -ld shows who may";
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getFile()
          + " can't be read or written: "
          + failed.getReason()
          + "; look at its path, and with df whether its disk is full";
    }
    return "reading or writing failed: "
        + e
        + "; try again, and look with df whether the disk is full";
  }
}
