package multistage.image.content;

import java.util.Arrays;
import java.util.List;
import multistage.image.FileFacts;
import multistage.image.content.internal.ElfExaminer;
import multistage.image.content.internal.Examiner;
import multistage.image.content.internal.JarExaminer;
import multistage.image.content.internal.JimageExaminer;
import multistage.image.content.internal.RecordExaminer;
import multistage.image.content.internal.RpmExaminer;

/**
 * Looks into files of the kinds that tell something about an image: programs, Java run-times, jars,
 * records of packages. A content that isn't what it seems to be says nothing; that is no error,
 * since an image may hold any file.
 */
public final class ContentExaminer {
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
  private byte[] content = new byte[Examiner.START_BYTES];
  private int count;
  private boolean decided;

  /** How much was taken of the file, kept or not. */
  private long taken;

  private Examiner.Part part;
  private byte[] partContent;

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
      int kept = Math.min(end - from, content.length - count);
      System.arraycopy(bytes, from, content, count, kept);
      count += kept;
      from += kept;
      decide();
    }
    if (part != null) {
      addToPart(bytes, offset, number);
    }
    taken += number;
  }

  private void addToPart(byte[] bytes, int offset, int number) {
    long begin = Math.max(taken, part.offset());
    long end = Math.min(taken + number, part.offset() + part.bytes());
    if (begin < end) {
      int from = offset + (int) (begin - taken);
      System.arraycopy(
          bytes, from, partContent, (int) (begin - part.offset()), (int) (end - begin));
    }
  }

  /** What the file says; to be asked when all of it was taken. */
  public FileFacts facts() {
    if (examiner == null) {
      return FileFacts.NONE;
    }
    if (part != null) {
      return examiner.examine(content, partContent).orElse(FileFacts.NONE);
    }
    return examiner
        .examine(path, length, count == content.length ? content : Arrays.copyOf(content, count))
        .orElse(FileFacts.NONE);
  }

  private void decide() {
    if (count < content.length) {
      return;
    }
    if (decided) {
      lookFurther();
      return;
    }
    decided = true;
    for (Examiner candidate : EXAMINERS) {
      long wanted = Math.min(length, candidate.wants(path, length, content));
      if (wanted > 0 && wanted <= Examiner.MOST_BYTES) {
        examiner = candidate;
        content = Arrays.copyOf(content, (int) Math.max(wanted, count));
        if (count == content.length) {
          lookFurther();
        }
        return;
      }
    }
  }

  private void lookFurther() {
    if (examiner != null && content.length < length) {
      examiner
          .further(length, content)
          .filter(wanted -> wanted.offset() >= content.length && wanted.offset() < length)
          .ifPresent(
              wanted -> {
                part = wanted;
                partContent = new byte[(int) Math.min(wanted.bytes(), length - wanted.offset())];
              });
    }
  }
}
