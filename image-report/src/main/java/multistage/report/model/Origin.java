package multistage.report.model;

import java.util.List;

/**
 * Where in a Dockerfile a layer comes from.
 *
 * @param kind how it came about
 * @param lines the lines that made it; several where it can't be told which
 */
public record Origin(Kind kind, List<Lines> lines) {
  /** How a layer came about. */
  public enum Kind {
    /** The image behind {@code FROM} has it. */
    BASE("base"),
    /** An instruction made it. */
    INSTRUCTION("instruction"),
    /** What the image or stage behind {@code FROM} has behind {@code ONBUILD} made it. */
    TRIGGER("trigger"),
    /** One of several instructions made it, or they made it together. */
    SOMEWHERE("somewhere");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As reports name it. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * The lines of an instruction.
   *
   * @param first from 1
   */
  public record Lines(int first, int last) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when a place that is known isn't one
   */
  public Origin {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || kind != Kind.SOMEWHERE && lines.size() > 1) {
      throw new IllegalArgumentException("a layer that is " + kind + " can't be in " + lines);
    }
  }

  /** What comes from one place. */
  public static Origin of(Kind kind, int first, int last) {
    return new Origin(kind, List.of(new Lines(first, last)));
  }

  /** The first line that it may come from. */
  public int firstLine() {
    return lines.stream().mapToInt(Lines::first).min().orElseThrow();
  }

  /** The last line that it may come from. */
  public int lastLine() {
    return lines.stream().mapToInt(Lines::last).max().orElseThrow();
  }
}
