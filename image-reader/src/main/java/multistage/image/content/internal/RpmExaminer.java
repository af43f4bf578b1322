package multistage.image.content.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import multistage.image.FileFacts;
import multistage.image.SoftwarePackage;

/**
 * The database in which rpm notes the packages that it has installed, in the two forms that it
 * writes today: SQLite's, and its own. Each package is a header, the same one that its file has.
 *
 * <p>There is no library in Java for either that needs no native code. What it takes to read one is
 * bounded by its length: no part of it is looked at twice.
 */
public final class RpmExaminer implements Examiner {
  private static final Pattern PATH =
      Pattern.compile(
          "(?:var/lib/rpm|usr/lib/sysimage/rpm|usr/share/rpm)/(?:rpmdb\\.sqlite|Packages\\.db)");

  /** Where rpm keeps its packages in SQLite's form. */
  private static final String TABLE = "Packages";

  /** A Fedora for desktops has some 2,000. */
  private static final int MAX_PACKAGES = 100_000;

  @Override
  public long wants(String path, long length, byte[] start) {
    return PATH.matcher(path).matches() ? length : 0;
  }

  @Override
  public Optional<FileFacts> examine(String path, long length, byte[] content) {
    List<SoftwarePackage> packages = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    Consumer<ByteBuffer> add =
        header ->
            RpmHeader.read(header)
                .ifPresent(
                    found -> {
                      if (packages.size() >= MAX_PACKAGES) {
                        throw new IndexOutOfBoundsException("more packages than any system has");
                      }
                      packages.add(found.software());
                      paths.addAll(found.paths());
                    });
    try {
      if (SqliteTable.isDatabase(content)) {
        new SqliteTable(content).forEachBlob(TABLE, add);
      } else {
        NdbPackages.forEach(content, add);
      }
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      // A number points outside of the file, or in a circle: not what it seemed to be.
      return Optional.empty();
    }
    return Records.of(packages, paths);
  }
}
