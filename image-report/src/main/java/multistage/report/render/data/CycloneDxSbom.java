package multistage.report.render.data;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.Inventory.Invisible;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.text.PlainText;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.BomReference;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Composition;
import org.cyclonedx.model.Composition.Aggregate;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.metadata.ToolInformation;

/**
 * A row's bill of materials in CycloneDX's JSON: the packages that records in the image name, with
 * package URLs, and, as properties, what no record covers. Where there is such software, the
 * composition is called incomplete.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 * @see <a href="https://github.com/package-url/purl-spec">The package URL specification</a>
 */
public final class CycloneDxSbom {
  private static final String PREFIX = "multistage:";

  private final Report report;
  private final Row row;
  private final Image image;
  private final Inventory inventory;

  private CycloneDxSbom(Report report, Row row, Image image) {
    this.report = report;
    this.row = row;
    this.image = image;
    this.inventory = image.explanation().inventory();
  }

  /** The bill of materials of a row's image, if it was built. */
  public static Optional<String> of(Report report, Row row) {
    return row.image().map(image -> new CycloneDxSbom(report, row, image).json());
  }

  private String json() {
    Bom bom = new Bom();
    bom.setSerialNumber("urn:uuid:" + serial());
    bom.setMetadata(metadata());
    Set<String> references = new HashSet<>();
    for (SoftwarePackage software : inventory.packages()) {
      bom.addComponent(component(software, references));
    }
    if (inventory.invisible().files() > 0) {
      Composition composition = new Composition();
      composition.setAggregate(Aggregate.INCOMPLETE);
      composition.addAssembly(new BomReference(image.id().value()));
      bom.setCompositions(List.of(composition));
    }
    try {
      return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n";
    } catch (GeneratorException e) {
      throw new IllegalStateException("the SBOM of " + row.id() + ": " + e, e);
    }
  }

  /** The same for the same row with the same image. */
  private UUID serial() {
    return UUID.nameUUIDFromBytes((row.id() + " " + image.id()).getBytes(StandardCharsets.UTF_8));
  }

  private Metadata metadata() {
    Component tool = new Component();
    tool.setType(Component.Type.APPLICATION);
    tool.setName("image-report");
    ToolInformation tools = new ToolInformation();
    tools.setComponents(List.of(tool));
    Component container = new Component();
    container.setType(Component.Type.CONTAINER);
    container.setBomRef(image.id().value());
    container.setName(row.id().toString());
    container.setVersion(image.id().value());
    Metadata metadata = new Metadata();
    metadata.setTimestamp(Date.from(report.recordedAt()));
    metadata.setToolChoice(tools);
    metadata.setComponent(container);
    metadata.setProperties(properties());
    return metadata;
  }

  private List<Property> properties() {
    Invisible invisible = inventory.invisible();
    List<Property> properties = new ArrayList<>();
    properties.add(property("fileBytes", String.valueOf(image.fileBytes())));
    properties.add(property("invisibleFileBytes", String.valueOf(invisible.fileBytes())));
    properties.add(property("invisibleFiles", String.valueOf(invisible.files())));
    for (SizedPath file : invisible.largest()) {
      properties.add(
          property(
              "largestInvisibleFile",
              "/" + PlainText.oneLine(file.path()) + " " + file.fileBytes()));
    }
    return properties;
  }

  private static Property property(String name, String value) {
    Property property = new Property();
    property.setName(PREFIX + name);
    property.setValue(value);
    return property;
  }

  private Component component(SoftwarePackage software, Set<String> references) {
    String name = PlainText.oneLine(software.name());
    Component component = new Component();
    component.setType(
        software.type() == Type.OPERATING_SYSTEM
            ? Component.Type.OPERATING_SYSTEM
            : Component.Type.LIBRARY);
    int colon = software.type() == Type.MAVEN ? name.indexOf(':') : -1;
    if (colon > 0) {
      component.setGroup(name.substring(0, colon));
    }
    component.setName(name.substring(colon + 1));
    if (!software.version().isEmpty()) {
      component.setVersion(PlainText.oneLine(software.version()));
    }
    packageUrl(software).ifPresent(component::setPurl);
    String reference = reference(component, software.type());
    // What differs in nothing that is shown.
    for (int copy = 2; !references.add(reference); copy++) {
      reference = reference(component, software.type()) + "#" + copy;
    }
    component.setBomRef(reference);
    return component;
  }

  private static String reference(Component component, Type type) {
    return component.getPurl() != null
        ? component.getPurl()
        : type.name().toLowerCase(Locale.ROOT)
            + ":"
            + component.getName()
            + "@"
            + component.getVersion();
  }

  /** Where the type has a form for it: none for jars without a group, or for systems. */
  private Optional<PackageURL> packageUrl(SoftwarePackage software) {
    return switch (software.type()) {
      case OPERATING_SYSTEM -> Optional.empty();
      case DEB -> distributed("deb", "debian", software);
      case APK -> distributed("apk", "alpine", software);
      case JDK_MODULE ->
          software.version().isEmpty()
              ? Optional.empty()
              : packageUrl(named("generic", "openjdk", software.name(), software.version()));
      case GO_MODULE -> {
        int slash = software.name().lastIndexOf('/');
        yield packageUrl(
            named(
                "golang",
                slash < 0 ? null : software.name().substring(0, slash),
                software.name().substring(slash + 1),
                goVersion(software)));
      }
      case MAVEN -> {
        int colon = software.name().indexOf(':');
        yield colon < 0
            ? Optional.empty()
            : packageUrl(
                named(
                    "maven",
                    software.name().substring(0, colon),
                    software.name().substring(colon + 1),
                    software.version()));
      }
      case RPM -> rpm(software);
      case PYTHON -> packageUrl(named("pypi", null, software.name(), software.version()));
      case NPM -> {
        int slash = software.name().startsWith("@") ? software.name().indexOf('/') : -1;
        yield packageUrl(
            named(
                "npm",
                slash < 0 ? null : software.name().substring(0, slash),
                software.name().substring(slash + 1),
                software.version()));
      }
      case GEM -> packageUrl(named("gem", null, software.name(), software.version()));
    };
  }

  /**
   * The standard library's is the toolchain's without its {@code go}; a build of one's own has
   * none.
   */
  private static String goVersion(SoftwarePackage software) {
    if (software.version().equals("(devel)")) {
      return null;
    }
    return software.name().equals("stdlib")
        ? software.version().replaceFirst("^go", "")
        : software.version();
  }

  /** With the distribution and the source package, by which vulnerabilities are looked up. */
  private Optional<PackageURL> distributed(String type, String usual, SoftwarePackage software) {
    return distributed(type, usual, software, Optional.empty());
  }

  private Optional<PackageURL> distributed(
      String type, String usual, SoftwarePackage software, Optional<String> epoch) {
    Optional<SoftwarePackage> system =
        inventory.packages().stream().filter(p -> p.type() == Type.OPERATING_SYSTEM).findFirst();
    PackageURLBuilder url =
        named(
            type,
            system.map(SoftwarePackage::name).orElse(usual),
            software.name(),
            software.version());
    system.ifPresent(s -> url.withQualifier("distro", (s.name() + "-" + s.version())));
    epoch.ifPresent(number -> url.withQualifier("epoch", number));
    software.source().ifPresent(source -> url.withQualifier("upstream", source));
    return packageUrl(url);
  }

  /** An rpm's epoch stands before its version; a URL has it as a qualifier. */
  private Optional<PackageURL> rpm(SoftwarePackage software) {
    int colon = software.version().indexOf(':');
    return distributed(
        "rpm",
        "redhat",
        new SoftwarePackage(
            software.type(),
            software.name(),
            software.version().substring(colon + 1),
            software.source()),
        colon < 0 ? Optional.empty() : Optional.of(software.version().substring(0, colon)));
  }

  private static PackageURLBuilder named(
      String type, String namespace, String name, String version) {
    return PackageURLBuilder.aPackageURL()
        .withType(type)
        .withNamespace(namespace)
        .withName(name)
        .withVersion(version);
  }

  private static Optional<PackageURL> packageUrl(PackageURLBuilder url) {
    try {
      return Optional.of(url.build());
    } catch (MalformedPackageURLException e) {
      // The record's name isn't one that a URL can have; the component keeps it.
      return Optional.empty();
    }
  }
}
