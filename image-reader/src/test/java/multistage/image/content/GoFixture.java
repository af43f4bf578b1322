package multistage.image.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** The build information that Go's linker writes into a program. */
public final class GoFixture {
  private GoFixture() {}

  /** A program with nothing but its build information. */
  public static byte[] program(String version, String lines) {
    return new ElfFixture().section(".go.buildinfo", section(version, lines)).bytes();
  }

  /** The section {@code .go.buildinfo} of that Go version, with these lines on modules. */
  public static byte[] section(String version, String lines) {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes("\u00ff Go buildinf:".getBytes(ISO_8859_1));
    section.write(8); // a pointer's bytes
    section.write(2); // texts follow
    section.writeBytes(new byte[16]);
    text(section, version.getBytes(UTF_8));
    ByteArrayOutputStream modules = new ByteArrayOutputStream();
    if (!lines.isEmpty()) {
      modules.writeBytes(HexFormat.of().parseHex("3077af0c9274080241e1c107e6d618e6"));
      modules.writeBytes(lines.getBytes(UTF_8));
      modules.writeBytes(HexFormat.of().parseHex("f932433186182072008242104116d8f2"));
    }
    text(section, modules.toByteArray());
    return section.toByteArray();
  }

  private static void text(ByteArrayOutputStream section, byte[] text) {
    int length = text.length;
    for (; length >= 0x80; length >>>= 7) {
      section.write(length & 0x7f | 0x80);
    }
    section.write(length);
    section.writeBytes(text);
  }
}
