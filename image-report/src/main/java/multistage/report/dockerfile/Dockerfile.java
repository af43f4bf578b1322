package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;

/**
 * A Dockerfile taken apart, its variables not yet replaced.
 *
 * @param file what messages call it
 * @param escape the escape character
 * @param arguments the {@code ARG} instructions before the first {@code FROM}
 * @param stages in the file's order, at least one
 */
record Dockerfile(String file, int escape, List<Instruction> arguments, List<WrittenStage> stages) {
  private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9_.-]*");

  /**
   * An instruction with its flags.
   *
   * @param isOnbuild whether it comes from an {@code ONBUILD} of the stage before
   */
  record Command(Instruction instruction, Flags flags, boolean isOnbuild) {}

  /**
   * A stage as it is written.
   *
   * @param line where its {@code FROM} is
   * @param lastLine where that ends
   * @param name in lower case, as Docker compares names
   * @param from what it starts from
   * @param platform the value of {@code --platform}
   * @param commands what follows
   */
  record WrittenStage(
      int line,
      int lastLine,
      Optional<String> name,
      String from,
      Optional<String> platform,
      List<Command> commands) {}

  /**
   * Reads a Dockerfile.
   *
   * @throws UserError for what BuildKit refuses before it replaces variables
   */
  static Dockerfile read(String file, String text) {
    InstructionReader.Read read = InstructionReader.read(file, text);
    List<Instruction> arguments = new ArrayList<>();
    List<WrittenStage> stages = new ArrayList<>();
    for (Instruction instruction : read.instructions()) {
      try {
        Flags flags = InstructionRules.check(instruction);
        if (instruction.keyword().equals("FROM")) {
          stages.add(stage(instruction, flags));
        } else if (!stages.isEmpty()) {
          stages.get(stages.size() - 1).commands().add(new Command(instruction, flags, false));
        } else if (instruction.keyword().equals("ARG")) {
          arguments.add(instruction);
        } else {
          throw new UserError(
              "only ARG can come before the first FROM",
              "move " + instruction.keyword() + " behind it");
        }
      } catch (UserError e) {
        throw e.at(file, instruction.line());
      }
    }
    if (stages.isEmpty()) {
      throw new UserError("there is no FROM instruction", "add one, such as \"FROM scratch\"")
          .at(file, 1);
    }
    return new Dockerfile(file, read.escape(), arguments, stages);
  }

  private static WrittenStage stage(Instruction from, Flags flags) {
    List<String> words = from.arguments();
    boolean isNamed = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
    if (words.size() != 1 && !isNamed) {
      throw new UserError(
          "expected \"FROM image [AS name]\", found \"" + CodePoints.trim(from.text()) + "\"");
    }
    Optional<String> name =
        isNamed ? Optional.of(words.get(2).toLowerCase(Locale.ROOT)) : Optional.empty();
    if (name.filter(STAGE_NAME.asMatchPredicate().negate()).isPresent()) {
      throw new UserError(
          "a stage can't be called \"" + words.get(2) + "\"",
          "begin with a letter, and use letters, digits, \"-\", \"_\" and \".\" alone");
    }
    return new WrittenStage(
        from.line(), from.lastLine(), name, words.get(0), flags.one("platform"), new ArrayList<>());
  }
}
