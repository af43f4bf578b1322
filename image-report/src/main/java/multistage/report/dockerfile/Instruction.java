package multistage.report.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * An instruction of a Dockerfile, its continuation lines joined and comments between them dropped.
 *
 * @param line where it begins, from 1
 * @param lastLine where it ends, the lines of here-documents included
 * @param keyword what to do, in upper case, such as {@code FROM}
 * @param flags the words behind it that begin with {@code --}, without quotes
 * @param arguments what follows, as the instruction has it taken apart; quotes and variables are
 *     still in it
 * @param isList whether they stood in square brackets: the exec form
 * @param heredocs the here-documents that follow it
 * @param trigger the instruction behind {@code ONBUILD}
 * @param text all of it on one line
 * @see <a href="https://docs.docker.com/reference/dockerfile/#format">Dockerfile reference,
 *     Format</a>
 */
record Instruction(
    int line,
    int lastLine,
    String keyword,
    List<String> flags,
    List<String> arguments,
    boolean isList,
    List<Document> heredocs,
    Optional<Instruction> trigger,
    String text) {

  /**
   * A here-document.
   *
   * @param lines what stands in it, with the ends of lines
   */
  record Document(Heredoc heredoc, String lines) {}

  Instruction with(List<Document> documents) {
    return new Instruction(
        line, lastLine, keyword, flags, arguments, isList, documents, trigger, text);
  }

  Instruction at(int first, int last) {
    return new Instruction(first, last, keyword, flags, arguments, isList, heredocs, trigger, text);
  }
}
