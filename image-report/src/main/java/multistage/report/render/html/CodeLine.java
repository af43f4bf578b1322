package multistage.report.render.html;

import java.util.List;
import java.util.stream.IntStream;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Origin.Lines;
import multistage.report.render.text.PlainText;

/**
 * A line of a Dockerfile.
 *
 * @param address behind {@code #}
 * @param keyword the instruction that begins in it, if one does
 */
record CodeLine(String address, int number, String keyword, String text, boolean isComment) {
  /**
   * Some of a file's lines.
   *
   * @param address what is in front of their numbers in their addresses
   */
  static List<CodeLine> of(
      AnnotatedDockerfile file, Lines lines, boolean isInstruction, String address) {
    return IntStream.rangeClosed(lines.first(), lines.last())
        .mapToObj(
            number -> {
              String text = PlainText.of(file.lines().get(number - 1));
              boolean begins = isInstruction && number == lines.first();
              int end = begins && text.indexOf(' ') > 0 ? text.indexOf(' ') : 0;
              return new CodeLine(
                  address + number,
                  number,
                  text.substring(0, end),
                  text.substring(end),
                  text.strip().startsWith("#"));
            })
        .toList();
  }
}
