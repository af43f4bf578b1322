package multistage.report.exercise;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.CauseShare;
import multistage.image.FileEntry;
import multistage.image.WastedFile;
import multistage.image.explain.ImageFiles;

/**
 * What was found out about an image that doesn't solve its exercise: what {@link Sign}s look at.
 * Short enough to be recorded, so that hints can be tested without an engine.
 *
 * @param built whether there is an image; without one, all that is about an image is empty
 * @param misses the names of the requirements that it doesn't meet
 * @param told what the check says of these, with details; or the end of the build's output
 * @param steps the build's steps, as the builder names them
 * @param user what the image's {@code USER} says
 * @param command its entrypoint and the arguments after it
 * @param environment its variables, such as {@code PATH=/usr/bin}
 * @param programMissing whether no file is where the command's program should be
 * @param causes its file bytes by cause, as {@link multistage.image.Cause} names them
 * @param hidden the bytes of its files that no container sees, by how they were hidden
 * @param files how many paths fit each pattern that somebody asks about
 */
public record Findings(
    boolean built,
    List<String> misses,
    String told,
    List<String> steps,
    String user,
    List<String> command,
    List<String> environment,
    boolean programMissing,
    Map<String, Long> causes,
    Map<String, Long> hidden,
    Map<String, Integer> files) {
  private static final Pattern BUILDKIT_STEP = Pattern.compile("#\\d+ \\[(?!internal)[^]]*] (.+)");
  private static final Pattern CLASSIC_STEP = Pattern.compile("Step \\d+/\\d+ : (.+)");

  /** Copies the collections; maps are in the order of their keys, as they are recorded. */
  public Findings {
    misses = List.copyOf(misses);
    steps = List.copyOf(steps);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    causes = Collections.unmodifiableMap(new TreeMap<>(causes));
    hidden = Collections.unmodifiableMap(new TreeMap<>(hidden));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** What there is to say where the build failed. */
  static Findings unbuilt(String endOfOutput, List<String> log) {
    return new Findings(
        false,
        List.of(),
        endOfOutput,
        steps(log),
        "",
        List.of(),
        List.of(),
        false,
        Map.of(),
        Map.of(),
        Map.of());
  }

  /**
   * What an image shows.
   *
   * @param log what the build printed
   * @param turns those that are asked about
   */
  static Findings of(Evidence evidence, Verdict verdict, List<String> log, List<WrongTurn> turns) {
    ImageFiles files = evidence.files();
    return new Findings(
        true,
        verdict.missed(),
        told(verdict),
        steps(log),
        evidence.user(),
        evidence.command(),
        evidence.environment(),
        isMissing(evidence, files),
        causes(evidence),
        hidden(evidence),
        files(files, turns));
  }

  private static String told(Verdict verdict) {
    return verdict.parts().stream()
        .map(Verdict.Part::judgement)
        .filter(judgement -> !judgement.met())
        .flatMap(
            judgement -> Stream.concat(Stream.of(judgement.phrase()), judgement.detail().stream()))
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /** Without numbers, digests and order, which depend on the builder and on what else is built. */
  private static List<String> steps(List<String> log) {
    return log.stream()
        .flatMap(line -> Stream.of(BUILDKIT_STEP, CLASSIC_STEP).map(step -> step.matcher(line)))
        .filter(Matcher::matches)
        .map(step -> step.group(1).replaceFirst("@sha256:\\w+", ""))
        .distinct()
        .sorted()
        .toList();
  }

  /** A path with a link in it isn't followed: then the program counts as there. */
  private static boolean isMissing(Evidence evidence, ImageFiles files) {
    List<String> command = evidence.command();
    // Without a slash it is looked for in PATH.
    if (command.isEmpty() || !command.get(0).contains("/")) {
      return false;
    }
    String path = "";
    for (String part : absolute(evidence.workingDirectory(), command.get(0))) {
      path = path.isEmpty() ? part : path + "/" + part;
      if (files.find(path).filter(entry -> entry.type() == FileEntry.Type.SYMLINK).isPresent()) {
        return false;
      }
    }
    return files.find(path).isEmpty();
  }

  /** The parts of a path in an image, whose separator is the same on each host. */
  private static Iterable<String> absolute(String directory, String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (path.startsWith("/") ? path : directory + "/" + path).split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts;
  }

  private static Map<String, Long> causes(Evidence evidence) {
    Map<String, Long> causes = new TreeMap<>();
    for (CauseShare share : evidence.image().explanation().causes()) {
      causes.put(share.cause().toString(), share.fileBytes());
    }
    return causes;
  }

  /** Of the largest files, which is where it matters. */
  private static Map<String, Long> hidden(Evidence evidence) {
    Map<String, Long> hidden = new TreeMap<>();
    for (WastedFile file : evidence.image().explanation().waste().largest()) {
      hidden.merge(file.how().toString(), file.fileBytes(), Long::sum);
    }
    return hidden;
  }

  private static Map<String, Integer> files(ImageFiles files, List<WrongTurn> turns) {
    List<String> paths = files.all().stream().map(FileEntry::path).toList();
    Map<String, Integer> counts = new TreeMap<>();
    turns.stream()
        .flatMap(turn -> turn.when().stream())
        .flatMap(Sign::patternsOfPaths)
        .forEach(
            pattern ->
                counts.computeIfAbsent(
                    pattern.pattern(),
                    unknown ->
                        (int)
                            paths.stream()
                                .filter(path -> pattern.matcher(path).matches())
                                .count()));
    return counts;
  }
}
