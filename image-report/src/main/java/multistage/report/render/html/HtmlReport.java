package multistage.report.render.html;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import multistage.report.model.Report;

/**
 * {@code index.html}: one file with all that it needs, to be opened from disk. The templates in
 * {@code src/main/jte} make its text; {@code report.js} adds the charts and shows one row at a
 * time. Without JavaScript all rows are there, one below the other: each is in a {@code noscript}
 * element, which a browser with JavaScript doesn't parse before the row is shown.
 *
 * <p>Text from outside can't become markup or a program: the templates escape it, and the page's
 * content security policy runs no script but the two whose hashes it has, and loads nothing.
 */
public final class HtmlReport {
  private static final String FOLDER = "multistage/report/render/html/";

  /** In front of the templates' elements, a tenth of the page. Text has no bare {@code <}. */
  private static final Pattern INDENTATION = Pattern.compile("\n\\s+<");

  private HtmlReport() {}

  /** The report as a page. */
  public static String of(Report report) {
    String echarts = resource(FOLDER + "echarts.min.js");
    String script = resource(FOLDER + "report.js");
    HtmlPage page =
        new HtmlPage(
            report,
            css("report.css"),
            echarts,
            script,
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
                + hash(echarts)
                + " "
                + hash(script));
    StringOutput out = new StringOutput();
    JteindexGenerated.render(new OwaspHtmlTemplateOutput(out), null, page);
    String html = out.toString();
    int scripts = html.indexOf("<script");
    return INDENTATION.matcher(html.substring(0, scripts)).replaceAll("\n<")
        + html.substring(scripts);
  }

  /** The style sheet of that name, behind the colours that all pages have. */
  static String css(String name) {
    return resource(FOLDER + "colors.css") + resource(FOLDER + name);
  }

  private static String resource(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = HtmlReport.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    return in;
  }

  /**
   * How a content security policy names a script.
   *
   * @see <a href="https://www.w3.org/TR/CSP3/#grammardef-hash-source">Content Security Policy Level
   *     3, hash-source</a>
   */
  private static String hash(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
