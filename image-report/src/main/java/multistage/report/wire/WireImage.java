package multistage.report.wire;

import java.util.List;
import java.util.Optional;
import multistage.image.Cause;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.SoftwarePackage.Type;
import multistage.image.WastedFile.How;

/** What {@code report.json} has of one image, and {@code --json} prints. */
public record WireImage(
    Digest id,
    long engineBytes,
    long fileBytes,
    long tarBytes,
    Optional<Long> gzipBytes,
    List<Layer> layers,
    Explanation explanation) {
  record Layer(
      DiffId diffId,
      Optional<String> instruction,
      boolean fromBase,
      long fileBytes,
      long tarBytes,
      Optional<Long> gzipBytes,
      int files,
      List<SizedPath> largestFiles,
      List<SizedPath> largestFolders) {}

  record SizedPath(String path, long fileBytes) {}

  record Explanation(
      List<CauseShare> causes,
      Waste waste,
      Duplicates duplicates,
      FileTree tree,
      Inventory inventory,
      Optional<List<Inside>> inside) {}

  record Inside(String path, long fileBytes, List<Part> parts) {}

  record Part(String group, String name, long fileBytes) {}

  record CauseShare(Cause cause, long fileBytes, int files, List<SizedPath> largest) {}

  record Waste(long fileBytes, int files, List<WastedFile> largest) {}

  record WastedFile(
      String path, long fileBytes, int layer, int hiddenBy, How how, boolean secret) {}

  record Duplicates(long fileBytes, List<Duplicate> largest) {}

  record Duplicate(long fileBytes, int copies, List<String> paths) {}

  record FileTree(String name, long fileBytes, List<FileTree> children) {}

  record Inventory(
      List<SoftwarePackage> packages,
      List<String> shells,
      List<String> setuidFiles,
      List<User> users,
      Invisible invisible) {}

  record SoftwarePackage(Type type, String name, String version, Optional<String> source) {}

  record User(String name, long uid, String shell) {}

  record Invisible(long fileBytes, int files, List<SizedPath> largest) {}
}
