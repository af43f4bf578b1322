package multistage.report.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.report.diagnostic.UserError;

/**
 * The files of a Git revision in a temporary folder, which is gone when this is closed. The
 * repository, its index and its working tree stay as they are.
 */
public final class GitRevision implements AutoCloseable {
  private static final String FILES = "files";

  private final String revision;
  private final Path repository;
  private final TemporaryFolder folder;

  private GitRevision(String revision, Path repository, TemporaryFolder folder) {
    this.revision = revision;
    this.repository = repository;
    this.folder = folder;
  }

  /**
   * Unpacks a revision.
   *
   * @param file a file or folder of the repository
   * @param revision a commit, as {@code git rev-parse} takes it: {@code HEAD~1}, a branch, a tag
   * @throws UserError when git isn't installed, the file is in no repository, or there is no such
   *     revision
   */
  public static GitRevision unpack(Path file, String revision) throws IOException {
    return unpack("git", file, revision);
  }

  static GitRevision unpack(String git, Path file, String revision) throws IOException {
    Path real = file.toRealPath();
    Path start = Files.isDirectory(real) ? real : real.getParent();
    TemporaryFolder folder = TemporaryFolder.create("revision");
    try {
      Path index = folder.path().resolve("index");
      Output top = run(start, index, git, "rev-parse", "--show-toplevel");
      if (top.code != 0) {
        throw new UserError(
            file + " is in no Git repository: " + top.text,
            "name the other Dockerfile with --against");
      }
      Path repository = Path.of(top.text).toRealPath();
      Output commit =
          run(
              repository,
              index,
              git,
              "rev-parse",
              "--verify",
              "--end-of-options",
              revision + "^{commit}");
      if (commit.code != 0) {
        throw new UserError(
            repository + " has no revision " + revision, "git log --oneline lists the revisions");
      }
      Path files = Files.createDirectory(folder.path().resolve(FILES));
      require(run(repository, index, git, "read-tree", commit.text));
      require(run(repository, index, git, "checkout-index", "--all", "--prefix=" + files + "/"));
      return new GitRevision(revision, repository, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static void require(Output done) {
    if (done.code != 0) {
      throw new UserError("git can't unpack the revision: " + done.text, "try git fsck");
    }
  }

  private record Output(int code, String text) {}

  /**
   * Runs git.
   *
   * @param index the index to use instead of the repository's; the two questions need none
   */
  private static Output run(Path folder, Path index, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_INDEX_FILE", index.toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UserError(
          "git can't be run: " + e.getMessage(),
          "install git, or name the other Dockerfile with --against");
    }
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), text.strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + String.join(" ", command), e);
    } finally {
      process.destroy();
    }
  }

  /**
   * Where the revision's version of a file or folder is.
   *
   * @param file as it is in the working tree now
   * @throws UserError when it is outside of the repository, or the revision doesn't have it
   */
  public Path find(Path file) throws IOException {
    Path found = folder.path().resolve(FILES).resolve(inside(file));
    if (Files.notExists(found)) {
      throw new UserError(
          revision + " has no " + inside(file), "name a revision that has it, or use --against");
    }
    return found;
  }

  /** What to call that file's version, as Git does: {@code HEAD~1:app/Dockerfile}. */
  public String name(Path file) throws IOException {
    return revision + ":" + inside(file);
  }

  private Path inside(Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(repository)) {
      throw new UserError(
          file + " is outside of the repository " + repository,
          "name the other one with --against");
    }
    return repository.relativize(real);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
