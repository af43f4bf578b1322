package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
