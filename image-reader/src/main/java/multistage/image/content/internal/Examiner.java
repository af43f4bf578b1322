package multistage.image.content.internal;

import java.util.Optional;
import multistage.image.FileFacts;

/** What one kind of content needs and tells. */
public interface Examiner {
  /** What is read of every file to see what it is. */
  int START_BYTES = 512;

  /** What is kept in memory of one file; what an examiner wants more of says nothing. */
  int MOST_BYTES = 64 << 20;

  /** By how much compressing makes a content smaller at most: more than deflate can (1032 to 1). */
  long MOST_UNPACKED = 1100;

  /**
   * How many bytes from the file's beginning it wants to see; 0 when the file isn't its kind.
   *
   * @param start the file's first bytes, {@value #START_BYTES} unless it is shorter
   */
  long wants(String path, long length, byte[] start);

  /**
   * A part of a file of which the beginning alone is kept.
   *
   * @param offset where it begins, behind the beginning
   * @param bytes how many it has, at most {@value #MOST_BYTES}
   */
  record Part(long offset, int bytes) {}

  /**
   * What else it wants to see of a file that is too large to be kept.
   *
   * @param beginning as many bytes as were wanted
   */
  default Optional<Part> further(long length, byte[] beginning) {
    return Optional.empty();
  }

  /**
   * What that part says.
   *
   * @param beginning as many bytes as were wanted
   * @param part as many bytes of the part as there are
   */
  default Optional<FileFacts> examine(byte[] beginning, byte[] part) {
    return Optional.empty();
  }

  /**
   * What the content says.
   *
   * @param content as many bytes as were wanted, or all where there are fewer
   * @return nothing, when the content isn't what it seemed to be
   */
  Optional<FileFacts> examine(String path, long length, byte[] content);
}
