package multistage.report.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.OwnContainer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The processor that a program is made for, from the header of its ELF file.
 *
 * @see <a href="https://gabi.xinuos.com/elf/02-eheader.html">System V ABI, ELF header</a>
 */
final class ProgramArchitecture {
  private static final int HEADER_BYTES = 20;
  private static final int MACHINE_OFFSET = 18;
  private static final int MAGIC = 0x7f454c46;

  /** Machine numbers of the ELF header, by the names of the OCI image specification. */
  private static final Map<Integer, String> MACHINES =
      Map.of(
          3, "386", 21, "ppc64le", 22, "s390x", 40, "arm", 62, "amd64", 183, "arm64", 243,
          "riscv64");

  private ProgramArchitecture() {}

  /**
   * Reads it from an image's file; the image isn't run.
   *
   * @throws IOException when the file can't be read or is no ELF file
   */
  static String of(EngineConnection engine, String imageName, String path) throws IOException {
    // A file can only be copied out of a container; this one is never started.
    try (OwnContainer container = OwnContainer.create(engine, imageName, settings -> {});
        InputStream archive =
            engine.client().copyArchiveFromContainerCmd(container.id(), path).exec();
        TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      tar.getNextEntry();
      return of(path, tar.readNBytes(HEADER_BYTES));
    }
  }

  static String of(String path, byte[] header) throws IOException {
    if (header.length < HEADER_BYTES || ByteBuffer.wrap(header).getInt() != MAGIC) {
      throw new IOException(path + " is no ELF file");
    }
    boolean littleEndian = header[5] == 1;
    int machine =
        ByteBuffer.wrap(header)
            .order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
            .getShort(MACHINE_OFFSET);
    return MACHINES.getOrDefault(machine, "machine " + machine);
  }
}
