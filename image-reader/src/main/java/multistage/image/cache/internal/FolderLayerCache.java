package multistage.image.cache.internal;

import static multistage.image.cache.internal.CacheFolder.readText;
import static multistage.image.cache.internal.CacheFolder.writeText;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.FileFacts;
import multistage.image.FilePart;
import multistage.image.LayerContents;
import multistage.image.SoftwarePackage;
import multistage.image.User;
import multistage.image.archive.LayerCache;

/** Layers' contents in a folder, a file for each diff ID. */
public final class FolderLayerCache implements LayerCache {
  private final CacheFolder folder;

  /**
   * Touches nothing yet.
   *
   * @param folder made when the first layer is stored
   * @param warnings is told, once, when the folder can't be read or written; nothing else happens
   *     then but that layers aren't known
   */
  public FolderLayerCache(Path folder, Consumer<String> warnings) {
    // The number is to be raised whenever a field is added or means something else.
    this.folder = new CacheFolder(folder, "layer 9", warnings);
  }

  @Override
  public Optional<LayerContents> find(DiffId diffId) {
    return folder.read(diffId.value(), in -> read(diffId, in));
  }

  @Override
  public void store(LayerContents layer) {
    folder.write(layer.diffId().value(), out -> write(layer, out));
  }

  private static void write(LayerContents layer, DataOutputStream out) throws IOException {
    out.writeLong(layer.tarBytes());
    out.writeLong(layer.gzipBytes().orElse(-1L));
    out.writeInt(layer.entries().size());
    for (FileEntry entry : layer.entries()) {
      writeText(out, entry.path());
      writeText(out, entry.type().name());
      out.writeLong(entry.bytes());
      out.writeInt(entry.mode());
      out.writeLong(entry.uid());
      out.writeLong(entry.gid());
      writeText(out, entry.linkTarget());
      out.writeLong(entry.content().high());
      out.writeLong(entry.content().low());
    }
    out.writeInt(layer.facts().size());
    for (Map.Entry<String, FileFacts> facts : new TreeMap<>(layer.facts()).entrySet()) {
      writeText(out, facts.getKey());
      write(facts.getValue(), out);
    }
  }

  private static void write(FileFacts facts, DataOutputStream out) throws IOException {
    writeText(out, facts.kind().name());
    out.writeLong(facts.debugBytes());
    out.writeLong(facts.unpackedBytes().orElse(-1));
    out.writeInt(facts.packages().size());
    for (SoftwarePackage software : facts.packages()) {
      writeText(out, software.type().name());
      writeText(out, software.name());
      writeText(out, software.version());
      writeText(out, software.source().orElse(""));
    }
    out.writeInt(facts.coveredPaths().size());
    for (String path : facts.coveredPaths()) {
      writeText(out, path);
    }
    out.writeInt(facts.users().size());
    for (User user : facts.users()) {
      writeText(out, user.name());
      out.writeLong(user.uid());
      writeText(out, user.shell());
    }
    writeText(out, facts.shell().name());
    out.writeInt(facts.parts().size());
    for (FilePart part : facts.parts()) {
      writeText(out, part.group());
      writeText(out, part.name());
      out.writeLong(part.fileBytes());
    }
  }

  private static LayerContents read(DiffId diffId, DataInputStream in) throws IOException {
    long tarBytes = in.readLong();
    long gzipBytes = in.readLong();
    int count = in.readInt();
    List<FileEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          new FileEntry(
              readText(in),
              FileEntry.Type.valueOf(readText(in)),
              in.readLong(),
              in.readInt(),
              in.readLong(),
              in.readLong(),
              readText(in),
              new ContentHash(in.readLong(), in.readLong())));
    }
    Map<String, FileFacts> facts = new HashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      facts.put(readText(in), readFacts(in));
    }
    return new LayerContents(
        diffId, tarBytes, Optional.of(gzipBytes).filter(bytes -> bytes >= 0), entries, facts);
  }

  private static FileFacts readFacts(DataInputStream in) throws IOException {
    FileFacts.Kind kind = FileFacts.Kind.valueOf(readText(in));
    long debugBytes = in.readLong();
    long unpackedBytes = in.readLong();
    List<SoftwarePackage> packages = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      packages.add(
          new SoftwarePackage(
              SoftwarePackage.Type.valueOf(readText(in)),
              readText(in),
              readText(in),
              Optional.of(readText(in)).filter(source -> !source.isEmpty())));
    }
    List<String> coveredPaths = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      coveredPaths.add(readText(in));
    }
    List<User> users = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      users.add(new User(readText(in), in.readLong(), readText(in)));
    }
    FileFacts.Shell shell = FileFacts.Shell.valueOf(readText(in));
    List<FilePart> parts = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      parts.add(new FilePart(readText(in), readText(in), in.readLong()));
    }
    return new FileFacts(
        kind,
        debugBytes,
        unpackedBytes < 0 ? OptionalLong.empty() : OptionalLong.of(unpackedBytes),
        packages,
        coveredPaths,
        users,
        shell,
        parts);
  }
}
