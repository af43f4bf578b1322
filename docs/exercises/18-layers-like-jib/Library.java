import java.io.IOException;
import java.io.InputStream;

/** Stands in for a library, which rarely changes. */
public final class Library {
  private Library() {}

  /** How large its data is. */
  public static long size() throws IOException {
    try (InputStream data = Library.class.getResourceAsStream("/large.bin")) {
      return data.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
