package worldclock.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Cities with their time zones. */
public record Cities(List<City> all) {
  /** A line of the file: a name, a space, and a time zone. */
  public record City(String name, ZoneId zone) {
    static City parse(String line) throws IOException {
      String[] words = line.split(" ");
      try {
        return new City(words[0], ZoneId.of(words[words.length - 1]));
      } catch (DateTimeException e) {
        throw new IOException("no time zone in the line: " + line, e);
      }
    }

    String timeAt(Instant instant) {
      return DateTimeFormatter.ofPattern("HH:mm").format(instant.atZone(zone)) + " " + name;
    }
  }

  /** Reads the file. */
  public static Cities read(Path file) throws IOException {
    List<City> cities = new java.util.ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      cities.add(City.parse(line));
    }
    return new Cities(List.copyOf(cities));
  }

  /** One line for each city. */
  public String timesAt(Instant instant) {
    return all.stream().map(city -> city.timeAt(instant) + "\n").collect(Collectors.joining());
  }
}
