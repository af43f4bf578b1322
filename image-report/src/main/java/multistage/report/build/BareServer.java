package multistage.report.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;

/**
 * The server whose start is the engine's own share: static, from scratch, and without a run-time
 * that would have to start. It is built and timed as the variants are, and is none of them.
 *
 * <p>Its sources come with this program, so that each repository is measured against the same.
 */
public final class BareServer {
  /** Gives its image the name {@code multistage/engine:bare-server}. */
  private static final VariantId ID = VariantId.parse("engine/bare-server");

  private static final String DOCKERFILE = "Dockerfile";
  private static final List<String> SOURCES = List.of(DOCKERFILE, "bare-server.c");

  private BareServer() {}

  /** Puts its sources into a folder that is there, and says what builds them. */
  public static Variant unpack(Path folder, Builder builder) throws IOException {
    for (String name : SOURCES) {
      try (InputStream source = BareServer.class.getResourceAsStream("bare-server/" + name)) {
        Files.copy(source, folder.resolve(name));
      }
    }
    Path dockerfile = folder.resolve(DOCKERFILE);
    return DockerfileParser.parse(
        ID, dockerfile.toString(), folder.toString(), Files.readString(dockerfile), builder);
  }
}
