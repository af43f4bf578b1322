package multistage.report.docs;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import multistage.report.Repository;

/** The repository's Markdown and Dockerfiles. */
final class Documents {
  // Expected output of the report's tests is written for readers at another place.
  private static final Set<Path> NOT_OURS =
      Set.of(
          Repository.ROOT.resolve(".git"),
          // A learner's copies of the exercises.
          Repository.ROOT.resolve("work"),
          Repository.ROOT.resolve("image-report/src/test/resources"));

  private Documents() {}

  /** All of it, in the order of the paths. */
  static List<MarkdownDocument> all() throws IOException {
    List<MarkdownDocument> documents = new ArrayList<>();
    for (Path path : files(path -> path.toString().endsWith(".md"))) {
      documents.add(MarkdownDocument.read(path));
    }
    return documents;
  }

  /** The repository's Dockerfiles, in the order of the paths. */
  static List<Path> dockerfiles() throws IOException {
    return files(path -> path.toString().endsWith("Dockerfile"));
  }

  private static List<Path> files(Predicate<Path> wanted) throws IOException {
    List<Path> paths = new ArrayList<>();
    Files.walkFileTree(
        Repository.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder) || folder.endsWith("target")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (wanted.test(file)) {
              paths.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return paths.stream().sorted().toList();
  }

  /** Whether what runs a document's commands is to run these: {@code -Ddocs='08*'}. */
  static boolean areWanted(Path document) {
    return FileSystems.getDefault()
        .getPathMatcher("glob:" + System.getProperty("docs", "*"))
        .matches(document.getFileName());
  }

  /** The course's chapters, in their order. */
  static List<MarkdownDocument> chapters() throws IOException {
    return all().stream()
        .filter(document -> document.path().getParent().endsWith("docs/course"))
        .toList();
  }
}
