package multistage.image.archive.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what a file is that people take for a saved image, and what to do with it. */
public final class NotAnImage {
  /** What {@code docker export} writes, and many a build. */
  static final String FILE_SYSTEM =
      "it is a file system, as docker export writes it, and no image: it has no manifest, no layers"
          + " and no configuration; save the image instead of the container, or make an image of it"
          + " with docker import FILE NAME";

  private static final Pattern SYSTEM_PATH =
      Pattern.compile(
          "\\.dockerenv|(?:bin|sbin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|srv|sys"
              + "|tmp|usr|var|Files/Windows|Files/ProgramData)(?:/.*)?");

  /** Beginnings of files, the longer before those that they begin with. */
  private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

  static {
    BEGINNINGS.put("PK\3\4", "a zip archive or a jar");
    BEGINNINGS.put("\177ELF", "a program");
    BEGINNINGS.put("hsqs", "a squashfs file system");
    BEGINNINGS.put("QFI\u00fb", "a virtual machine's disk");
    BEGINNINGS.put("7z\u00bc\u00af\u0027\u001c", "a 7z archive");
    BEGINNINGS.put("\u0004\"M\u0018", "compressed with lz4, which Docker doesn't read: unpack it");
    BEGINNINGS.put("LZIP", "compressed with lzip, which Docker doesn't read: unpack it");
    BEGINNINGS.put("]\0\0", "compressed with lzma, which Docker doesn't read: unpack it");
    BEGINNINGS.put(
        "\u001f\u009d", "compressed with compress, which Docker doesn't read: unpack it");
    BEGINNINGS.put(
        "version https://git-lfs.github.com/spec/",
        "the place of a file that Git keeps elsewhere: git lfs pull gets it");
    BEGINNINGS.put("Rar!", "a RAR archive");
    BEGINNINGS.put("!<arch>", "a Debian package or a library: an ar archive");
    BEGINNINGS.put("<", "a web page or XML; was it meant to be downloaded?");
    BEGINNINGS.put("{", "a JSON document");
    BEGINNINGS.put("[", "a JSON document");
  }

  private static final Pattern DOCKERFILE =
      Pattern.compile("(?im)^(?:#\\s*syntax\\s*=|from\\s+\\S+)");
  private static final Pattern COMPOSE = Pattern.compile("(?m)^services\\s*:");

  private NotAnImage() {}

  /** What a file that isn't a tar archive is instead, if it is something that can be told. */
  public static Optional<String> of(byte[] start) {
    String text = new String(start, ISO_8859_1);
    if (text.contains("SIF_MAGIC")) {
      return Optional.of("a Singularity or Apptainer image");
    }
    for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
      if (text.startsWith(beginning.getKey())) {
        return Optional.of(beginning.getValue());
      }
    }
    if (Compression.of(start) != Compression.NONE) {
      return Optional.of("compressed twice: unpack it once");
    }
    if (text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))) {
      return Optional.empty();
    }
    if (COMPOSE.matcher(text).find()) {
      return Optional.of("a Compose file: give one of the images that it names");
    }
    return Optional.of(
        DOCKERFILE.matcher(text).find()
            ? "a Dockerfile: build it with docker build -f FILE -t NAME . and give that name"
            : "text");
  }

  /** What a tar archive is that names no image. */
  static String without(ArchiveContents contents) {
    if (!contents.hasAny(path -> true)) {
      return "it is empty: an archive without any file";
    }
    if (isFileSystem(contents)) {
      return FILE_SYSTEM;
    }
    if (contents.hasAny("repositories"::equals)) {
      return "it was saved by a Docker older than 1.10, whose images have no configuration: load it"
          + " with docker load and save it again";
    }
    if (contents.hasAny(path -> path.matches("[^/]+/Chart\\.yaml"))) {
      return "it is a Helm chart; give one of the images that it names";
    }
    if (contents.hasAny(path -> path.matches("[^/]+/(?:manifest|index)\\.json"))) {
      return "it is a directory with an image: manifest.json or index.json must be at its top; pack it"
          + " with tar -C DIRECTORY -c .";
    }
    return "it has neither manifest.json nor index.json, so docker save didn't write it, or not to"
        + " its end";
  }

  /** Whether its paths are those of a container's root. */
  static boolean isFileSystem(ArchiveContents contents) {
    return contents.hasAny(path -> SYSTEM_PATH.matcher(path).matches());
  }
}
