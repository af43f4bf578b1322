package multistage.report.render.html;

import java.util.List;
import multistage.image.SizedPath;
import multistage.report.model.LineContents;
import multistage.report.model.LineShare;
import multistage.report.render.image.CauseBytes;
import multistage.report.render.image.Purpose;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** What the bytes that a line brings consist of. */
record LineContent(
    String exactFiles,
    String exactPull,
    String exactHides,
    List<String> layers,
    List<Cause> causes,
    List<SizedPath> largest,
    LineContents software) {
  private static final int MOST_PACKAGES = 8;

  /** Bytes by cause, and how long its bar is. */
  record Cause(String title, String bytes, String style, String width) {}

  static LineContent of(LineShare part) {
    List<CauseBytes> causes = CauseBytes.of(part.causes());
    long most = causes.stream().mapToLong(each -> Math.abs(each.fileBytes())).max().orElse(1);
    return new LineContent(
        Units.exactBytes(part.fileBytes()),
        part.gzipBytes().map(Units::exactBytes).orElse(""),
        part.hidesFileBytes() == 0 ? "" : Units.exactBytes(part.hidesFileBytes()),
        part.layers().stream().map(id -> PlainText.shortId(id.value())).toList(),
        causes.stream()
            .map(
                each ->
                    new Cause(
                        each.title(),
                        each.fileBytes() < 0
                            ? SourceNote.signed(each.fileBytes())
                            : Units.bytes(each.fileBytes()),
                        Purpose.of(each.cause()).style(),
                        BarPart.percent(
                            100.0 * Math.max(0, each.fileBytes()) / Math.max(1, most), 2)))
            .toList(),
        part.largest(),
        part.contents());
  }

  List<String> packages() {
    List<String> first = software.firstPackages();
    return first.subList(0, Math.min(MOST_PACKAGES, first.size()));
  }

  int morePackages() {
    return software.packages() - packages().size();
  }
}
