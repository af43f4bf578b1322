package multistage.report.docs;

import java.util.List;
import java.util.Locale;
import multistage.report.render.text.Units;

/**
 * A bar for each size before and after, as an SVG file of its own. It has its own background, so it
 * can be read on a page in the other mode, too.
 */
final class SavingsChart {
  private static final int WIDTH = 800;
  private static final int BAR_LEFT = 210;
  private static final int LONGEST_BAR = 400;
  private static final int BAR_HEIGHT = 16;
  private static final int LINE = 20;
  private static final int GROUP = 2 * LINE + 10;
  private static final int MARGIN = 14;

  private static final String COMPUTED =
      "Computed, not measured: our layers plus the official base images’ published sizes";

  private SavingsChart() {}

  static String svg(List<Saving> savings) {
    long largest = savings.stream().mapToLong(Saving::before).max().orElse(1);
    int bottom = MARGIN + savings.size() * GROUP;
    int height = bottom + LINE + MARGIN;
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < savings.size(); i++) {
      groups.append(group(savings.get(i), MARGIN + i * GROUP, largest));
    }
    groups.append(text("note", MARGIN, bottom, COMPUTED));
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
      <title>Computed image sizes: single stage and multi-stage</title>
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .name, .change { font-weight: 600 }
        .label, .note { fill: #59636e }
        .label { text-anchor: end }
        .page { fill: #ffffff }
        .before { fill: #8c959f }
        .after { fill: #1a7f37 }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc }
          .label, .note { fill: #9198a1 }
          .page { fill: #0d1117 }
          .before { fill: #656c76 }
          .after { fill: #3fb950 }
        }
      </style>
      <rect class="page" width="100%%" height="100%%"/>
    %s</svg>
    """
        .formatted(WIDTH, height, WIDTH, height, groups);
  }

  private static String group(Saving saving, int top, long largest) {
    return text("name", MARGIN, top, saving.name())
        + bar("before", "single stage", top, saving.before(), largest, "")
        + bar("after", "multi-stage", top + LINE, saving.after(), largest, saving.change());
  }

  private static String bar(
      String kind, String label, int top, long bytes, long largest, String change) {
    double width = Math.max(1, 1.0 * LONGEST_BAR * bytes / largest);
    String figures =
        Units.bytes(bytes)
            + (change.isEmpty() ? "" : "  <tspan class=\"change\">" + change + "</tspan>");
    return text("label", BAR_LEFT - 8, top, label)
        + String.format(
            Locale.ROOT,
            "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
            kind,
            BAR_LEFT,
            top,
            width,
            BAR_HEIGHT)
        + text("size", (int) Math.ceil(BAR_LEFT + width + 8), top, figures);
  }

  private static String text(String kind, int x, int top, String content) {
    return "  <text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n"
        .formatted(kind, x, top + BAR_HEIGHT - 3, content);
  }
}
