package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import multistage.report.model.Builder;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
  @TempDir Path folder;

  @Test
  void holdsTheContextAndTheDockerfileUnderItsOwnName() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context/src")).getParent();
    Files.writeString(context.resolve("src/main.go"), "package main");
    Files.writeString(context.resolve("Dockerfile"), "FROM another");
    Path dockerfile = Files.writeString(folder.resolve("x.Dockerfile"), "FROM scratch");

    Map<String, String> entries = read(context, dockerfile);

    assertThat(entries)
        .containsOnly(
            Map.entry("src/", "755 0:0 "),
            Map.entry("src/main.go", "644 0:0 package main"),
            Map.entry("Dockerfile", "644 0:0 FROM another"),
            Map.entry(BuildContext.DOCKERFILE, "644 0:0 FROM scratch"));
  }

  @Test
  void leavesOutWhatDockerignoreNames() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context/target")).getParent();
    Files.writeString(context.resolve(".dockerignore"), "target\n");
    Files.writeString(context.resolve("target/big.jar"), "x");
    Files.writeString(context.resolve("main.go"), "");
    Path dockerfile = Files.writeString(folder.resolve("x.Dockerfile"), "");

    assertThat(read(context, dockerfile).keySet())
        .containsExactlyInAnyOrder(".dockerignore", BuildContext.DOCKERFILE, "main.go");
  }

  @Test
  void withBuildKitADockerfileCanHaveAnIgnoreFileOfItsOwn() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(context.resolve(".dockerignore"), "main.go\n");
    Path dockerfile = Files.writeString(folder.resolve("x.Dockerfile"), "FROM scratch");
    Files.writeString(folder.resolve("x.Dockerfile.dockerignore"), "*\n!main.go\n");
    List<String> files = List.of("main.go", "go.mod", "secret.env");

    assertThat(BuildContext.dockerIgnore(context, dockerfile, Builder.BUILDKIT).sent(files))
        .containsExactly("main.go");
    assertThat(BuildContext.dockerIgnore(context, dockerfile, Builder.CLASSIC).sent(files))
        .containsExactly("go.mod", "secret.env");
  }

  @Test
  void aPatternThatDockerRefusesIsNamedWithFileAndLine() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context"));
    Path ignore = Files.writeString(context.resolve(".dockerignore"), "*.log\n!\n");
    Path dockerfile = Files.writeString(folder.resolve("x.Dockerfile"), "FROM scratch");

    assertThatThrownBy(() -> BuildContext.open(context, dockerfile))
        .isInstanceOf(IOException.class)
        .hasMessage(ignore + ":2: \"!\" needs a pattern behind it; write one, or remove the line");
  }

  private static Map<String, String> read(Path context, Path dockerfile) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (InputStream in = BuildContext.open(context, dockerfile);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.put(
            entry.getName(),
            Integer.toOctalString(entry.getMode() & 0777)
                + " "
                + entry.getLongUserId()
                + ":"
                + entry.getLongGroupId()
                + " "
                + new String(tar.readAllBytes()));
      }
    }
    return entries;
  }
}
