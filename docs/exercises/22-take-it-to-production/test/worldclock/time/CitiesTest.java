package worldclock.time;

import java.nio.file.Path;
import java.time.Instant;

/** Tests the clock, and that every city of cities.txt has a time zone. */
public final class CitiesTest {
  private CitiesTest() {}

  public static void main(String[] arguments) throws Exception {
    String times = Cities.read(Path.of("cities.txt")).timesAt(Instant.parse("2026-01-15T12:00:00Z"));
    for (String line : new String[] {"13:00 Berlin", "21:00 Tokyo"}) {
      if (!times.lines().toList().contains(line)) {
        throw new AssertionError("expected the line " + line + " in:\n" + times);
      }
    }
    System.out.println("The tests have passed.");
  }
}
