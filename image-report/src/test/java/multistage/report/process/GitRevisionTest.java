package multistage.report.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRevisionTest {
  @TempDir private Path folder;
  private Path repository;
  private Path dockerfile;

  @BeforeEach
  void twoCommits() throws Exception {
    repository = Files.createDirectories(folder.resolve("a repository"));
    dockerfile = repository.resolve("app/Dockerfile");
    Files.createDirectories(dockerfile.getParent());
    git("init", "--quiet");
    commit("FROM one\n");
    commit("FROM two\n");
  }

  private void commit(String text) throws Exception {
    Files.writeString(dockerfile, text);
    git("add", "app");
    git("-c", "user.name=n", "-c", "user.email=e", "commit", "--quiet", "--message=" + text);
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void hasTheFilesOfTheRevisionUntilItIsClosed() throws Exception {
    Files.writeString(dockerfile, "FROM three\n");
    Path old;
    try (GitRevision revision = GitRevision.unpack(dockerfile, "HEAD~1")) {
      old = revision.find(dockerfile);
      assertThat(old).hasContent("FROM one\n");
      assertThat(revision.find(dockerfile.getParent())).isEqualTo(old.getParent());
      assertThat(revision.name(dockerfile)).isEqualTo("HEAD~1:app/Dockerfile");
    }
    assertThat(old).doesNotExist();
    assertThat(dockerfile).as("the working tree is as it was").hasContent("FROM three\n");
    git("diff", "--cached", "--quiet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "--all", "HEAD~9", ""})
  void aRevisionThatIsNotThere(String revision) {
    assertThatThrownBy(() -> GitRevision.unpack(dockerfile, revision))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(" has no revision " + revision);
  }

  @Test
  void aFileThatTheRevisionDoesNotHave() throws Exception {
    Path other = Files.writeString(repository.resolve("Dockerfile"), "FROM four\n");
    Path outside = Files.writeString(folder.resolve("Dockerfile"), "FROM five\n");
    try (GitRevision revision = GitRevision.unpack(dockerfile, "HEAD")) {
      assertThatThrownBy(() -> revision.find(other))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("HEAD has no Dockerfile");
      assertThatThrownBy(() -> revision.find(outside))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is outside of the repository");
    }
    assertThatThrownBy(() -> GitRevision.unpack(outside, "HEAD"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is in no Git repository");
  }

  @Test
  void gitThatIsNotThere() throws IOException {
    assertThatThrownBy(() -> GitRevision.unpack("no-such-git", dockerfile, "HEAD"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("git can't be run")
        .hasMessageContaining("install git");
  }
}
