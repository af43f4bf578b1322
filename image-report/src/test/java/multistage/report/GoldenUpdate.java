package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generated text in a document. It is checked, or, with {@code -Dgolden.update=true}, written anew;
 * {@code git diff} shows what to look at. All documents at once:
 *
 * <pre>{@value #REFRESH}</pre>
 */
public final class GoldenUpdate {
  /** The command that refreshes all documents. */
  public static final String REFRESH = "./lab mvn verify -Pdocs -Dgolden.update=true";

  private GoldenUpdate() {}

  /** Whether documents are written anew. */
  public static boolean isOn() {
    return Boolean.getBoolean("golden.update");
  }

  /** Fails where the document isn't like this, or makes it so. */
  public static void check(Path document, String current) throws IOException {
    String text = Files.readString(document);
    if (isOn() && !text.equals(current)) {
      Files.writeString(document, current);
      System.out.println("rewritten, look at git diff: " + document);
      return;
    }
    assertThat(text)
        .as("%s, if this is meant: %s", firstDifference(document, text, current), REFRESH)
        .isEqualTo(current);
  }

  private static String firstDifference(Path document, String text, String current) {
    String[] was = text.split("\n", -1);
    String[] is = current.split("\n", -1);
    int line = 0;
    while (line < Math.min(was.length, is.length) && was[line].equals(is[line])) {
      line++;
    }
    return document + ":" + (line + 1) + ": is now: " + (line < is.length ? is[line] : "(the end)");
  }
}
