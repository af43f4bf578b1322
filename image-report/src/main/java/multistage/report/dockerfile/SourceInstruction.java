package multistage.report.dockerfile;

import java.util.List;

/**
 * An instruction and the lines of the Dockerfile on which it stands.
 *
 * @param line where it begins, from 1
 * @param lastLine where it ends, the lines of here-documents included
 * @param keyword what to do, in upper case
 * @param arguments what follows its flags, taken apart; quotes and variables are still in it
 * @param isList whether they stood in square brackets: the exec form
 * @param documents the here-documents that follow it
 * @param isTrigger whether the stage runs it because a stage that it starts from has it behind
 *     {@code ONBUILD}; its lines are then those of {@code FROM}
 * @param fromStages the stages that it takes files from, from 0
 * @param fromImages the images that it takes files from
 */
public record SourceInstruction(
    int line,
    int lastLine,
    String keyword,
    List<String> arguments,
    boolean isList,
    List<Document> documents,
    boolean isTrigger,
    List<Integer> fromStages,
    List<String> fromImages) {
  /**
   * A here-document.
   *
   * @param name the line that ends it
   * @param content its lines
   */
  public record Document(String name, String content) {}

  /** Whether there is an instruction of that name, in upper case. */
  public static boolean isKeyword(String word) {
    return InstructionRules.isKeyword(word);
  }

  /** Copies the lists. */
  public SourceInstruction {
    arguments = List.copyOf(arguments);
    documents = List.copyOf(documents);
    fromStages = List.copyOf(fromStages);
    fromImages = List.copyOf(fromImages);
  }

  /** Whether it can bring files: all others only change what is written of the image. */
  public boolean bringsFiles() {
    return switch (keyword) {
      case "ADD", "COPY", "RUN" -> true;
      default -> false;
    };
  }
}
