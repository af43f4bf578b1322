package multistage.image.archive;

import java.io.IOException;

/** An archive that isn't what {@code docker save} writes; the message says where, and what. */
public final class BadArchiveException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_MESSAGE = 1000;

  private final boolean tooMuch;

  /**
   * Puts the message together. It may quote the archive: control characters are shown as escapes,
   * and what is too long is cut.
   *
   * @param where the entry, or the path of entries, that is wrong
   * @param what what is wrong with it
   */
  public BadArchiveException(String where, String what) {
    this(where, what, false);
  }

  public BadArchiveException(String where, String what, Throwable cause) {
    this(where, what);
    initCause(cause);
  }

  private BadArchiveException(String where, String what, boolean tooMuch) {
    super(printable(where + ": " + what));
    this.tooMuch = tooMuch;
  }

  /** What an archive has more of than is read. It may be as good as any, if hardly so. */
  public static BadArchiveException tooMuch(String where, String what) {
    return new BadArchiveException(where, what, true);
  }

  /** Whether it isn't broken but beyond a limit, so that to save it again would be no help. */
  public boolean isTooMuch() {
    return tooMuch;
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (printable.length() > LONGEST_MESSAGE) {
        return printable.append('…').toString();
      }
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        printable.append(String.format("\\u%04x", (int) c));
      } else {
        printable.append(c);
      }
    }
    return printable.toString();
  }
}
