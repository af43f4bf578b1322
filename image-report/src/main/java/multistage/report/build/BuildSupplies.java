package multistage.report.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import multistage.report.engine.BaseImages;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.CaCertificates;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.PrivateGitServer;
import multistage.report.model.Variant;
import multistage.report.process.Progress;
import multistage.report.process.TemporaryFolder;

/**
 * What variants ask for in their {@code # Secret:} lines. The private Git server is started when
 * the first one does, and runs until this is closed.
 */
public final class BuildSupplies implements AutoCloseable {
  private final Path root;
  private final EngineConnection engine;
  private final BaseImages baseImages;
  private final Progress progress;
  private Optional<PrivateGitServer> gitServer = Optional.empty();
  private Optional<TemporaryFolder> secrets = Optional.empty();

  public BuildSupplies(
      Path root, EngineConnection engine, BaseImages baseImages, Progress progress) {
    this.root = root;
    this.engine = engine;
    this.baseImages = baseImages;
    this.progress = progress;
  }

  /** A secret that isn't there is left out: what it is for may do without. */
  public BuildInputs inputs(Variant variant) throws BuildFailedException, IOException {
    if (variant.secrets().contains(PrivateGitServer.SECRET)) {
      return gitServer().inputs();
    }
    if (variant.secrets().contains(CaCertificates.SECRET)) {
      return new BuildInputs(
          CaCertificates.ofThisMachine()
              .map(file -> Map.of(CaCertificates.SECRET, file))
              .orElse(Map.of()),
          Map.of(),
          Map.of(),
          true);
    }
    return BuildInputs.CACHE_ONLY;
  }

  private synchronized PrivateGitServer gitServer() throws BuildFailedException, IOException {
    if (gitServer.isEmpty()) {
      progress.say("starting a private Git server");
      Optional<String> missing = baseImages.fetch(PrivateGitServer.IMAGE);
      if (missing.isPresent()) {
        throw new BuildFailedException(missing.get(), null);
      }
      closeSecrets();
      secrets = Optional.of(TemporaryFolder.create("secrets"));
      gitServer = Optional.of(PrivateGitServer.start(engine, root, secrets.get().path()));
    }
    return gitServer.get();
  }

  @Override
  public synchronized void close() throws IOException {
    gitServer.ifPresent(PrivateGitServer::close);
    gitServer = Optional.empty();
    closeSecrets();
  }

  /** Also those of a server that didn't start. */
  private void closeSecrets() throws IOException {
    if (secrets.isPresent()) {
      secrets.get().close();
      secrets = Optional.empty();
    }
  }
}
