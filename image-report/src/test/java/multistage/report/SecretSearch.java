package multistage.report;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Looks through every byte of a saved image, unpacked, for what must not be there. */
final class SecretSearch {
  /** Where something can be found in an image. */
  enum Place {
    /** Its configuration with its history, and what else describes it. */
    DESCRIPTION,
    LAYER
  }

  private static final int BLOCK = 1 << 20;

  private SecretSearch() {}

  /**
   * In which places the text is.
   *
   * @param archive of {@code docker save}
   */
  static Set<Place> placesOf(String text, InputStream archive) throws IOException {
    Set<Place> places = new TreeSet<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      while (tar.getNextEntry() != null) {
        // Without close(): that would close the archive.
        BufferedInputStream entry = new BufferedInputStream(tar);
        entry.mark(2);
        int first = entry.read();
        int second = entry.read();
        entry.reset();
        boolean isPacked = first == 0x1f && second == 0x8b;
        if (contains(isPacked ? new GZIPInputStream(entry) : entry, text)) {
          places.add(first == '{' || first == '[' ? Place.DESCRIPTION : Place.LAYER);
        }
      }
    }
    return places;
  }

  private static boolean contains(InputStream in, String text) throws IOException {
    String end = "";
    while (true) {
      byte[] block = in.readNBytes(BLOCK);
      if (block.length == 0) {
        return false;
      }
      String part = end + new String(block, StandardCharsets.ISO_8859_1);
      if (part.contains(text)) {
        return true;
      }
      // It may begin in one block and end in the next.
      end = part.substring(Math.max(0, part.length() - text.length() + 1));
    }
  }
}
