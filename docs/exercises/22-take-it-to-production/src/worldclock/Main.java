package worldclock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import worldclock.time.Cities;
import worldclock.web.ClockServer;

/** A clock for the cities of a file. Without arguments, it serves them on port 8080. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    switch (String.join(" ", arguments)) {
      case "version" -> System.out.println("worldclock " + version());
      case "check" -> System.out.println(cities().all().size() + " cities, and each has a time zone");
      case "" -> ClockServer.start(cities());
      default -> {
        System.err.println("usage: worldclock [version | check]");
        System.exit(2);
      }
    }
  }

  /** The build writes it into the file version.txt, beside the packages. */
  private static String version() throws IOException {
    try (InputStream file = Main.class.getResourceAsStream("/version.txt")) {
      String text =
          file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "of an unknown version" : text;
    }
  }

  /** In the working directory, unless the environment names another file. */
  private static Cities cities() throws IOException {
    return Cities.read(Path.of(System.getenv().getOrDefault("WORLDCLOCK_CITIES", "cities.txt")));
  }
}
