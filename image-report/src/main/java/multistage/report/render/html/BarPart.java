package multistage.report.render.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import multistage.image.CauseShare;
import multistage.report.render.image.Purpose;
import multistage.report.render.text.Units;

/**
 * A part of a bar.
 *
 * @param style its purpose, as the style sheet names it
 * @param title what it is, and how much
 * @param begin where it begins, in percent of the bar's room
 * @param width how long it is, likewise
 */
record BarPart(String style, String title, String begin, String width) {
  /**
   * The parts that those bytes have, from the left.
   *
   * @param room how many bytes all of the bar's room stands for
   */
  static List<BarPart> of(List<CauseShare> causes, double room, int decimals) {
    List<BarPart> parts = new ArrayList<>();
    double begin = 0;
    for (Map.Entry<Purpose, Long> share : Purpose.of(causes).entrySet()) {
      // A program that is packed can have more taken from it than it has.
      double width = 100 * Math.max(0, share.getValue()) / room;
      if (width > 0) {
        parts.add(
            new BarPart(
                share.getKey().style(),
                share.getKey().title() + ": " + Units.bytes(share.getValue()),
                percent(begin, decimals),
                percent(width, decimals)));
        begin += width;
      }
    }
    return parts;
  }

  static String percent(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f%%", value);
  }
}
