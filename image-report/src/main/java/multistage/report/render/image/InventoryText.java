package multistage.report.render.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Inventory;
import multistage.image.Inventory.Invisible;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.report.render.text.Units;

/** What is in an image, in a few words. */
public final class InventoryText {
  private InventoryText() {}

  /** The distribution and the packages; shells, setuid files and users; and what is invisible. */
  public static List<String> phrases(Inventory inventory) {
    List<String> phrases = new ArrayList<>();
    phrases.add(packages(inventory.packages()));
    phrases.add(
        String.join(
            ", ",
            Units.count(inventory.shells().size(), "shell"),
            Units.count(inventory.setuidFiles().size(), "setuid file"),
            Units.count(inventory.users().size(), "user")));
    phrases.add(invisible(inventory.invisible()));
    return phrases;
  }

  /** The packages that records name, type by type. */
  public static Map<String, List<SoftwarePackage>> byType(List<SoftwarePackage> packages) {
    return packages.stream()
        .sorted(Comparator.comparing(SoftwarePackage::type))
        .collect(
            Collectors.groupingBy(
                software ->
                    software.type() == Type.OPERATING_SYSTEM
                        ? "distribution"
                        : name(software.type()) + "s",
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** The distribution, and how many packages of each type there are. */
  private static String packages(List<SoftwarePackage> packages) {
    Stream<String> systems =
        packages.stream()
            .filter(software -> software.type() == Type.OPERATING_SYSTEM)
            .map(software -> (software.name() + " " + software.version()).strip());
    Stream<String> counts =
        Stream.of(Type.values())
            .filter(type -> type != Type.OPERATING_SYSTEM)
            .flatMap(
                type -> {
                  long count =
                      packages.stream().filter(software -> software.type() == type).count();
                  return count == 0 ? Stream.empty() : Stream.of(Units.count(count, name(type)));
                });
    String all = Stream.concat(systems, counts).collect(Collectors.joining(", "));
    return all.isEmpty() ? "no package is recorded" : all;
  }

  private static String invisible(Invisible invisible) {
    return invisible.files() == 0
        ? "nothing is invisible to scanners"
        : "invisible to scanners, since no package record covers it: "
            + Units.bytes(invisible.fileBytes())
            + " in "
            + Units.count(invisible.files(), "file");
  }

  private static String name(Type type) {
    return switch (type) {
      case OPERATING_SYSTEM -> "operating system";
      case DEB -> "Debian package";
      case APK -> "Alpine package";
      case JDK_MODULE -> "JDK module";
      case GO_MODULE -> "Go module";
      case MAVEN -> "Maven artifact";
      case RPM -> "rpm package";
      case PYTHON -> "Python package";
      case NPM -> "npm package";
      case GEM -> "Ruby gem";
    };
  }
}
