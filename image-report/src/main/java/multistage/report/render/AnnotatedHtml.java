package multistage.report.render;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import multistage.report.annotate.AnnotatedDockerfile;

/**
 * A Dockerfile and what its lines bring, as a page: one file without a script, to be opened from
 * disk. Each line has an address, such as {@code #L12}.
 */
public final class AnnotatedHtml {
  private static final String CSS = "annotated.css";

  private AnnotatedHtml() {}

  /** The page. */
  public static String of(AnnotatedDockerfile dockerfile) {
    StringOutput out = new StringOutput();
    JteannotatedGenerated.render(
        new OwaspHtmlTemplateOutput(out), null, new AnnotatedPage(dockerfile, css()));
    return out.toString();
  }

  private static String css() {
    try (InputStream in = AnnotatedHtml.class.getResourceAsStream(CSS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
