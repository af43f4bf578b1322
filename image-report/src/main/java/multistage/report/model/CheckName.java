package multistage.report.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is checked of every image. A Dockerfile's header can name those that its step may fail. */
public enum CheckName {
  /** The server answers as every server of this repository does. */
  CONTRACT("contract"),
  /**
   * The media type is written {@code text/plain; charset=utf-8}, to the byte. Others mean the same,
   * and some servers don't let a program choose.
   */
  EXACT_MEDIA_TYPE("exactMediaType"),
  /** SIGTERM ends it, cleanly and soon. */
  SIGTERM("sigterm"),
  /** It works on a read-only file system, without capabilities and without new privileges. */
  READ_ONLY("readOnly"),
  /** It runs as a user that isn't root, given as a number. */
  NON_ROOT("nonRoot"),
  /** No shell is in it. */
  NO_SHELL("noShell"),
  /** No package manager is in it. */
  NO_PACKAGE_MANAGER("noPackageManager"),
  /** No compiler is in it. */
  NO_COMPILER("noCompiler"),
  /** No file is in it that lends its owner's or group's rights to whoever runs it. */
  NO_SETUID("noSetuid"),
  /** No source code was left in it. */
  NO_SOURCE_CODE("noSourceCode"),
  /** The server is process 1 itself, and no shell is around it. */
  PID_1("pid1"),
  /** The image says that port 8080 is meant. */
  EXPOSES_8080("exposes8080"),
  /** The classes come from the AOT cache that the image's command names, if it names one. */
  AOT_CACHE("aotCache"),
  /** The program is made for the processor that the image says. */
  ARCHITECTURE("architecture");

  private final String text;

  CheckName(String text) {
    this.text = text;
  }

  /** The check of that name, if there is one. */
  public static Optional<CheckName> find(String text) {
    return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
  }

  /**
   * The check of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static CheckName parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no check " + text + "; there are: " + allNames()));
  }

  /** All names, for messages. */
  public static String allNames() {
    return Arrays.stream(values()).map(CheckName::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return text;
  }
}
