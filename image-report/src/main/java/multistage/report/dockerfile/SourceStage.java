package multistage.report.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stage and the lines of the Dockerfile on which it stands.
 *
 * @param index which, from 0
 * @param name the name given with {@code AS}, if any, in lower case
 * @param line where its {@code FROM} is
 * @param fromLastLine where that ends
 * @param from what it starts from, variables replaced
 * @param baseStage the earlier stage that this is, if it is one
 * @param isNeeded whether the target is made with it
 * @param instructions what follows {@code FROM}; first what an earlier stage has behind {@code
 *     ONBUILD}
 */
public record SourceStage(
    int index,
    Optional<String> name,
    int line,
    int fromLastLine,
    String from,
    OptionalInt baseStage,
    boolean isNeeded,
    List<SourceInstruction> instructions) {
  /** Copies the list. */
  public SourceStage {
    instructions = List.copyOf(instructions);
  }

  /** Its name, or its number where it has none. */
  public String displayName() {
    return name.orElse(String.valueOf(index));
  }

  /** The image that it starts from; none for {@code scratch} and earlier stages. */
  public Optional<String> baseImage() {
    return baseStage.isPresent() || from.equals(BuildPlan.SCRATCH)
        ? Optional.empty()
        : Optional.of(from);
  }

  /** The last line of its last instruction. */
  public int lastLine() {
    return instructions.stream()
        .mapToInt(SourceInstruction::lastLine)
        .reduce(fromLastLine, Math::max);
  }
}
