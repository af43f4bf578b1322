package multistage.image.explain.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;

/**
 * Turns an image's history back into instructions as they stand in a Dockerfile.
 *
 * <p>Each builder records them in its own way: {@code go build} is {@code /bin/sh -c go build} in
 * the classic builder's history and {@code RUN /bin/sh -c go build # buildkit} in BuildKit's.
 */
public final class Instructions {
  // What RUN is recorded with: the number and values of build arguments, and the shell. A word is
  // only tried from its beginning, so that the time it takes grows with the length alone.
  private static final Pattern SHELL =
      Pattern.compile("(?:\\|\\d+ (?:.*? )?)?/\\S*sh(?: -\\S+| pipefail){0,4}? -\\w*c (.*)");
  private static final String NO_RUN = "#(nop) ";
  private static final String BUILDKIT = " # buildkit";
  // The classic builder names the files by the hash of their content, not as the Dockerfile does.
  private static final Pattern COPIED_BY_HASH =
      Pattern.compile("(ADD|COPY) (--chown=\\S+ )?(?:file|dir|multi):[0-9a-f]+ in (.*)");

  private Instructions() {}

  /**
   * The instruction of each layer, lowest first, as far as the history tells. A history with more
   * or fewer layers than the image tells nothing: which of its entries is wrong can't be known.
   */
  public static List<Optional<String>> ofLayers(ImageConfig config) {
    List<Optional<String>> instructions = new ArrayList<>();
    for (HistoryEntry entry : config.history()) {
      if (!entry.emptyLayer()) {
        instructions.add(Optional.of(instruction(entry.createdBy())).filter(i -> !i.isEmpty()));
      }
    }
    int layers = config.diffIds().size();
    if (instructions.size() == layers) {
      return instructions;
    }
    return Collections.nCopies(layers, Optional.empty());
  }

  /** The instruction as a Dockerfile has it, on one line; what no builder wrote stays as it is. */
  public static String instruction(String createdBy) {
    String text = createdBy.strip().replaceAll("\\s+", " ");
    if (text.endsWith(BUILDKIT)) {
      String instruction = text.substring(0, text.length() - BUILDKIT.length());
      return instruction.startsWith("RUN ")
          ? "RUN " + withoutShell(instruction.substring(4)).orElse(instruction.substring(4))
          : instruction;
    }
    Optional<String> command = withoutShell(text);
    if (command.isEmpty()) {
      return text;
    }
    if (!command.get().startsWith(NO_RUN)) {
      return "RUN " + command.get();
    }
    String instruction = command.get().substring(NO_RUN.length());
    Matcher copied = COPIED_BY_HASH.matcher(instruction);
    if (!copied.matches()) {
      return instruction;
    }
    String options = copied.group(2) == null ? "" : copied.group(2);
    return copied.group(1) + " " + options + "… " + copied.group(3);
  }

  private static Optional<String> withoutShell(String command) {
    Matcher matcher = SHELL.matcher(command);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
