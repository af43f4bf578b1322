package multistage.report.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import multistage.report.Repository;

/** The page on trouble, and the folders that show it. */
final class Troubles {
  static final String FOLDER = "docs/troubleshooting";
  static final Path PAGE = Repository.ROOT.resolve(FOLDER + ".md");

  private Troubles() {}

  /** By the folder's name: what the page says is to be seen. */
  static Map<String, String> symptoms() throws IOException {
    Map<String, String> symptoms = new TreeMap<>();
    for (MarkdownDocument.CodeBlock block : MarkdownDocument.read(PAGE).blocks()) {
      if (block.marked("symptom")
          && symptoms.put(block.markedWith("symptom"), block.code()) != null) {
        throw new IllegalStateException(PAGE + ":" + block.line() + ": this symptom was there");
      }
    }
    return symptoms;
  }
}
