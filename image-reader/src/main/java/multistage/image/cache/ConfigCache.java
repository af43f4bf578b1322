package multistage.image.cache;

import static multistage.image.cache.internal.CacheFolder.readText;
import static multistage.image.cache.internal.CacheFolder.writeText;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.Execution;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.cache.internal.CacheFolder;

/**
 * Images' configurations in a folder, a file for each ID that an engine gave: with it and the
 * layers of {@link ImageCache#layers}, an image that is known needs no saving.
 */
public final class ConfigCache {
  private final CacheFolder folder;

  /**
   * Touches nothing yet.
   *
   * @param folder made when the first configuration is stored
   * @param warnings is told, once, when the folder can't be read or written; nothing else happens
   *     then but that configurations aren't known
   */
  public ConfigCache(Path folder, Consumer<String> warnings) {
    this.folder = new CacheFolder(folder, "config 2", warnings);
  }

  /** The configuration of the image with that ID, if it is known. */
  public Optional<ImageConfig> find(Digest imageId) {
    return folder.read(imageId.value(), ConfigCache::read);
  }

  /** Keeps the configuration of the image to which an engine gives that ID. */
  public void store(Digest imageId, ImageConfig config) {
    folder.write(imageId.value(), out -> write(config, out));
  }

  private static void write(ImageConfig config, DataOutputStream out) throws IOException {
    writeText(out, config.id().value());
    out.writeInt(config.diffIds().size());
    for (DiffId diffId : config.diffIds()) {
      writeText(out, diffId.value());
    }
    out.writeInt(config.history().size());
    for (HistoryEntry entry : config.history()) {
      writeText(out, entry.createdBy());
      out.writeBoolean(entry.emptyLayer());
    }
    Execution execution = config.execution();
    writeText(out, execution.user());
    writeTexts(out, execution.entrypoint());
    writeTexts(out, execution.command());
    writeTexts(out, execution.environment());
    writeText(out, execution.workingDirectory());
    writeTexts(out, execution.exposedPorts());
  }

  private static ImageConfig read(DataInputStream in) throws IOException {
    Digest id = new Digest(readText(in));
    List<DiffId> diffIds = new ArrayList<>();
    int layers = in.readInt();
    for (int i = 0; i < layers; i++) {
      diffIds.add(new DiffId(readText(in)));
    }
    List<HistoryEntry> history = new ArrayList<>();
    int steps = in.readInt();
    for (int i = 0; i < steps; i++) {
      history.add(new HistoryEntry(readText(in), in.readBoolean()));
    }
    Execution execution =
        new Execution(
            readText(in), readTexts(in), readTexts(in), readTexts(in), readText(in), readTexts(in));
    return new ImageConfig(id, diffIds, history, execution);
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      texts.add(readText(in));
    }
    return texts;
  }
}
