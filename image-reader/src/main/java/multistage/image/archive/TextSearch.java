package multistage.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.Set;
import multistage.image.Digest;
import multistage.image.archive.internal.ArchiveWalk;
import multistage.image.archive.internal.Budget;
import multistage.image.archive.internal.Sha256;

/**
 * Looks for a text in every byte of a saved image: in layers, whether a container sees the file or
 * not, and in what describes them. Layers may be compressed; a file in a layer that is itself an
 * archive is not unpacked.
 */
public final class TextSearch {
  private static final int BLOCK = 1 << 20;

  private TextSearch() {}

  /**
   * The entries of the archive that have the text.
   *
   * @param archive what {@code docker save} wrote; it is read to its end and left open
   * @return the digests of their uncompressed content: of a layer, that is its diff ID
   */
  public static Set<Digest> digestsOf(String text, InputStream archive) throws IOException {
    Set<Digest> found = new HashSet<>();
    ArchiveWalk.through(
        archive,
        new Budget(Budget.USUAL),
        file -> {
          DigestInputStream content =
              new DigestInputStream(
                  file.compression().uncompressed(file.path(), file.content()), Sha256.begin());
          if (contains(content, text)) {
            content.transferTo(OutputStream.nullOutputStream());
            found.add(Digest.ofSha256(content.getMessageDigest().digest()));
          }
        });
    return found;
  }

  private static boolean contains(InputStream in, String text) throws IOException {
    // One character a byte, so that bytes are compared.
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String end = "";
    while (true) {
      byte[] block = in.readNBytes(BLOCK);
      if (block.length == 0) {
        return false;
      }
      String part = end + new String(block, StandardCharsets.ISO_8859_1);
      if (part.contains(bytes)) {
        return true;
      }
      // It may begin in one block and end in the next.
      end = part.substring(Math.max(0, part.length() - bytes.length() + 1));
    }
  }
}
