package multistage.report.exercise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.Image;
import multistage.image.explain.ImageFiles;
import multistage.report.model.Check;
import multistage.report.model.CheckName;
import multistage.report.model.Result;
import multistage.report.model.VariantId;
import multistage.report.rebuild.Change;

/**
 * What can be found out about an image that was built from a learner's Dockerfile. Nothing here
 * tells what the Dockerfile says: whatever leads to the goal is right.
 */
public interface Evidence {
  /** What came out of proving the image. */
  Proof proof();

  /** The bytes of all files of the image's layers. */
  long fileBytes();

  /** Those of a step of the ladder, built with the same builder on the same engine. */
  long fileBytes(VariantId step);

  /** The image's layers, with the instructions that made them. */
  Image image();

  /** What a container of the image sees. */
  ImageFiles files();

  /** What the image's {@code USER} says; empty when it says nothing. */
  String user();

  /** The image's entrypoint and the arguments after it; nothing when it has neither. */
  List<String> command();

  /** The directory that the command starts in; empty for the root. */
  String workingDirectory();

  /** The image's variables, such as {@code PATH=/usr/bin}. */
  List<String> environment();

  /** Runs the image's program to its end. */
  Run run(List<String> arguments);

  /** The image's labels. */
  Map<String, String> labels();

  /**
   * Where in the image the content of one of the exercise's files is, hidden files included.
   *
   * @param file its path in the exercise's folder
   */
  List<Place> placesOf(String file);

  /**
   * The build stages below the image's own that have the content of one of the exercise's files.
   * None of them is pushed, but the build cache keeps them all.
   *
   * @param file its path in the exercise's folder
   */
  List<String> stagesWith(String file);

  /** Builds once more, with a changed source; a failure is the end of the build's output. */
  Result<Image> rebuiltAfter(Change change);

  /**
   * What came out of starting a server and asking it.
   *
   * @param startFailure why it didn't come to a first answer, if it didn't
   * @param checks what was tried
   */
  record Proof(Optional<String> startFailure, List<Check> checks) {
    /** Copies the list. */
    public Proof {
      checks = List.copyOf(checks);
    }

    /** What was tried of that check. */
    List<Check> of(CheckName name) {
      return checks.stream().filter(check -> check.check().equals(Optional.of(name))).toList();
    }
  }

  /**
   * How a program ended.
   *
   * @param startFailure why the engine couldn't start it, if it couldn't
   * @param exitCode what it ended with; nothing when it was still running after a while
   * @param output what it printed
   */
  record Run(Optional<String> startFailure, Optional<Integer> exitCode, String output) {}

  /** A part of an image that something was found in. */
  sealed interface Place {
    /** The configuration, with the history of instructions. */
    record Description() implements Place {}

    /**
     * A layer.
     *
     * @param number counted from 1, lowest first
     * @param instruction what made it, where the history tells
     */
    record InLayer(int number, Optional<String> instruction) implements Place {}
  }
}
