package multistage.report.render.html;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import multistage.report.model.AnnotatedDockerfile;

/**
 * A Dockerfile and what its lines bring, as a page: one file without a script, to be opened from
 * disk. Each line has an address, such as {@code #L12}.
 */
public final class AnnotatedHtml {
  private AnnotatedHtml() {}

  /** The page. */
  public static String of(AnnotatedDockerfile dockerfile) {
    StringOutput out = new StringOutput();
    JteannotatedGenerated.render(
        new OwaspHtmlTemplateOutput(out),
        null,
        new AnnotatedPage(dockerfile, HtmlReport.css("annotated.css")));
    return out.toString();
  }
}
