package multistage.report.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.stream.IntStream;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.OwnContainer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What the beginning of a program's ELF file says of it.
 *
 * @param architecture the processor that it is made for, named as the OCI image specification does
 * @param needsLoader whether it names a loader: without that file, the kernel can't start it
 * @see <a href="https://gabi.xinuos.com/elf/02-eheader.html">System V ABI, ELF header</a>
 * @see <a href="https://gabi.xinuos.com/elf/07-pheader.html">System V ABI, program header</a>
 */
record ProgramHeader(String architecture, boolean needsLoader) {
  /** Linkers write the program headers right behind the ELF header, each of 32 or 56 bytes. */
  private static final int MAX_BYTES = 4096;

  private static final int MIN_BYTES = 20;
  private static final int MAGIC = 0x7f454c46;
  private static final int CLASS_OFFSET = 4;
  private static final int CLASS_64 = 2;
  private static final int DATA_OFFSET = 5;
  private static final int LITTLE_ENDIAN = 1;
  private static final int MACHINE_OFFSET = 18;
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
    if (beginning.length < MIN_BYTES || ByteBuffer.wrap(beginning).getInt() != MAGIC) {
      throw new IOException(path + " is no ELF file");
    }
    ByteBuffer elf =
        ByteBuffer.wrap(beginning)
            .order(
                beginning[DATA_OFFSET] == LITTLE_ENDIAN
                    ? ByteOrder.LITTLE_ENDIAN
                    : ByteOrder.BIG_ENDIAN);
    int machine = elf.getShort(MACHINE_OFFSET);
    try {
      return new ProgramHeader(
          MACHINES.getOrDefault(machine, "machine " + machine), namesLoader(elf));
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(path + " ends within its program headers", e);
    }
  }

  private static boolean namesLoader(ByteBuffer elf) {
    boolean wide = elf.get(CLASS_OFFSET) == CLASS_64;
    int first = (int) Math.min(MAX_BYTES, wide ? elf.getLong(32) : elf.getInt(28));
    int bytes = elf.getShort(wide ? 54 : 42);
    int count = elf.getShort(wide ? 56 : 44);
    return IntStream.range(0, count).anyMatch(i -> elf.getInt(first + i * bytes) == PT_INTERP);
  }
}
