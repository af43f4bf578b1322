package multistage.report.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildContext;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.InputFile;

/**
 * Finds the variants by convention: {@code dockerfiles/SERVER/NAME.Dockerfile} is the variant
 * {@code SERVER/NAME}, and its build context is {@code webserver-SERVER/}.
 */
public final class VariantFinder {
  private static final String FOLDER = "dockerfiles";
  private static final String ENDING = ".Dockerfile";

  private VariantFinder() {}

  /** All variants of a repository, by ID, which BuildKit builds. */
  public static List<Found> find(Path root) throws IOException {
    return find(root, Builder.BUILDKIT);
  }

  /**
   * All variants of a repository, by ID.
   *
   * @param root the repository's root
   * @param usual what builds those that don't need BuildKit
   * @throws UserError when there is none, or a file has a name that no variant can have
   */
  public static List<Found> find(Path root, Builder usual) throws IOException {
    Path folder = root.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          "there is no folder " + folder, "name the folder above " + FOLDER + "/ as the root");
    }
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder, 2)) {
      files =
          paths
              .filter(path -> path.toString().endsWith(ENDING))
              .filter(Files::isRegularFile)
              .toList();
    }
    List<Found> candidates =
        files.stream()
            .map(file -> candidate(root, file, usual))
            .sorted(Comparator.comparing(Found::id))
            .toList();
    if (candidates.isEmpty()) {
      throw new UserError(
          "there is no variant", "a variant is a file " + FOLDER + "/SERVER/NAME" + ENDING);
    }
    return candidates;
  }

  private static Found candidate(Path root, Path file, Builder usual) {
    String dockerfile = root.relativize(file).toString().replace('\\', '/');
    String path = root.resolve(FOLDER).relativize(file).toString().replace('\\', '/');
    String name = path.substring(0, path.length() - ENDING.length());
    VariantId id =
        VariantId.find(name)
            .orElseThrow(
                () ->
                    new UserError(VariantId.FORM_IN_WORDS + ", not: " + name, "rename the file")
                        .in(dockerfile));
    String context = "webserver-" + id.server();
    if (!Files.isDirectory(root.resolve(context))) {
      return new Found.Unreadable(
          id,
          dockerfile,
          dockerfile + ": its build context, the folder " + context + "/, is missing");
    }
    try {
      Variant variant =
          DockerfileParser.parse(
              id, dockerfile, context, InputFile.text(file, "save it as a text in UTF-8"), usual);
      // What a build would refuse later.
      BuildContext.dockerIgnore(root.resolve(context), file, variant.builder());
      return new Found.Readable(variant);
    } catch (IOException e) {
      return new Found.Unreadable(id, dockerfile, InputFile.problem(e));
    } catch (UserError e) {
      return new Found.Unreadable(id, dockerfile, e.getMessage());
    }
  }
}
