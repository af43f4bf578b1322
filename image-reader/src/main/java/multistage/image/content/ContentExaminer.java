package multistage.image.content;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import multistage.image.FileFacts;

/**
 * Looks into files of the kinds that tell something about an image: programs, Java run-times, jars,
 * records of packages. A content that isn't what it seems to be says nothing; that is no error,
 * since an image may hold any file.
 */
public final class ContentExaminer {
  /** What one kind of content needs and tells. */
  interface Examiner {
    /**
     * How many bytes from the file's beginning it wants to see; 0 when the file isn't its kind.
     *
     * @param start the file's first bytes, {@value #START_BYTES} unless it is shorter
     */
    long wants(String path, long length, byte[] start);

    /**
     * What the content says.
     *
     * @param content as many bytes as were wanted, or all where there are fewer
     * @return nothing, when the content isn't what it seemed to be
     */
    Optional<FileFacts> examine(String path, long length, byte[] content);
  }

  /** What is read of every file to see what it is. */
  static final int START_BYTES = 512;

  /** What is kept in memory of one file; what an examiner wants more of says nothing. */
  static final int MOST_BYTES = 64 << 20;

  /** By how much compressing makes a content smaller at most: more than deflate can (1032 to 1). */
  static final long MOST_UNPACKED = 1100;

  private static final List<Examiner> EXAMINERS =
      List.of(
          new ElfExaminer(),
          new JimageExaminer(),
          new RpmExaminer(),
          new RecordExaminer(),
          new JarExaminer());

  /** A file that is being read. */
  private final String path;

  private final long length;
  private Examiner examiner;
  private byte[] content = new byte[START_BYTES];
  private int count;
  private boolean decided;

  /** Begins with a file of that length. */
  public ContentExaminer(String path, long length) {
    this.path = path;
    this.length = length;
    if (length < content.length) {
      content = new byte[(int) length];
    }
  }

  /** Takes the next bytes of the file. */
  public void add(byte[] bytes, int offset, int number) {
    int from = offset;
    int end = offset + number;
    while (from < end && count < content.length) {
      int taken = Math.min(end - from, content.length - count);
      System.arraycopy(bytes, from, content, count, taken);
      count += taken;
      from += taken;
      decide();
    }
  }

  /** What the file says; to be asked when all of it was taken. */
  public FileFacts facts() {
    if (examiner == null) {
      return FileFacts.NONE;
    }
    return examiner
        .examine(path, length, count == content.length ? content : Arrays.copyOf(content, count))
        .orElse(FileFacts.NONE);
  }

  private void decide() {
    if (decided || count < content.length) {
      return;
    }
    decided = true;
    for (Examiner candidate : EXAMINERS) {
      long wanted = Math.min(length, candidate.wants(path, length, content));
      if (wanted > 0 && wanted <= MOST_BYTES) {
        examiner = candidate;
        content = Arrays.copyOf(content, (int) Math.max(wanted, count));
        return;
      }
    }
  }
}
