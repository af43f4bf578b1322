package multistage.report.measure;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import multistage.image.content.ElfHeader;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.OwnContainer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What the beginning of a program's ELF file says of it.
 *
 * @param architecture the processor that it is made for, named as the OCI image specification does
 * @param needsLoader whether it names a loader: without that file, the kernel can't start it
 */
record ProgramHeader(String architecture, boolean needsLoader) {
  /** Linkers write the program headers right behind the ELF header, each of 32 or 56 bytes. */
  private static final int MAX_BYTES = 4096;

  private static final int PT_INTERP = 3;

  /** Machine numbers of the ELF header, by the names of the OCI image specification. */
  private static final Map<Integer, String> MACHINES =
      Map.of(
          3, "386", 21, "ppc64le", 22, "s390x", 40, "arm", 62, "amd64", 183, "arm64", 243,
          "riscv64");

  /**
   * Reads it from an image's file; the image isn't run.
   *
   * @throws IOException when the file can't be read or is no ELF file
   */
  static ProgramHeader of(EngineConnection engine, String imageName, String path)
      throws IOException {
    // A file can only be copied out of a container; this one is never started.
    try (OwnContainer container = OwnContainer.create(engine, imageName, settings -> {});
        InputStream archive =
            engine.client().copyArchiveFromContainerCmd(container.id(), path).exec();
        TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      tar.getNextEntry();
      return of(path, tar.readNBytes(MAX_BYTES));
    }
  }

  /**
   * Reads it from the file's beginning.
   *
   * @throws IOException when that is no ELF file's, or ends within the headers
   */
  static ProgramHeader of(String path, byte[] beginning) throws IOException {
    ElfHeader elf =
        ElfHeader.of(beginning).orElseThrow(() -> new IOException(path + " is no ELF file"));
    List<ElfHeader.Segment> segments =
        elf.segments()
            .orElseThrow(() -> new IOException(path + " ends within its program headers"));
    return new ProgramHeader(
        MACHINES.getOrDefault(elf.machine(), "machine " + elf.machine()),
        segments.stream().anyMatch(segment -> segment.type() == PT_INTERP));
  }
}
