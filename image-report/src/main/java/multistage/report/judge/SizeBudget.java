package multistage.report.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.report.diagnostic.UserError;
import multistage.report.model.BaseImage.Origin;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Engine;
import multistage.report.model.Estimate;
import multistage.report.model.Memory;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.text.Units;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * How much rows may have at most. A size that is over its ceiling fails the row, for it is the same
 * on every machine; a time or an amount of memory isn't, and is a warning.
 */
public final class SizeBudget {
  /** What the file is called, at a repository's root. */
  public static final String FILE = "size-budget.yaml";

  /** No ceilings, where there is no file. */
  public static final SizeBudget NONE = new SizeBudget(Optional.empty(), Map.of());

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private final Optional<Only> only;
  private final Map<VariantId, Ceilings> rows;

  private SizeBudget(Optional<Only> only, Map<VariantId, Ceilings> rows) {
    this.only = only;
    this.rows = rows;
  }

  /** The file as it is written. */
  private record Document(Optional<Only> only, Map<String, Ceilings> rows) {}

  /**
   * Where the ceilings apply; elsewhere other figures are to be expected.
   *
   * @param platform the image's, such as {@code linux/amd64}
   * @param origin what all of the row's base images are: one other makes another image
   */
  private record Only(Optional<String> platform, Optional<Origin> origin) {
    Only {
      // Of another form it would be no image's, and all ceilings silently gone.
      if (platform.filter(words -> !Engine.isPlatform(words)).isPresent()) {
        throw new IllegalArgumentException(
            "a platform is called as in linux/amd64, not \"" + platform.get() + "\"");
      }
    }
  }

  /** A row's ceilings, each as the figure is called in {@code report.json}. */
  private record Ceilings(
      Optional<Long> fileBytes,
      Optional<Long> gzipBytes,
      Optional<Long> startMillis,
      Optional<Long> netStartMillis,
      Optional<Long> memoryBytes) {
    Ceilings {
      if (Stream.of(fileBytes, gzipBytes, startMillis, netStartMillis, memoryBytes)
          .flatMap(Optional::stream)
          .anyMatch(most -> most < 0)) {
        throw new IllegalArgumentException("a ceiling can't be lower than 0");
      }
    }

    boolean areEmpty() {
      return equals(
          new Ceilings(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  /**
   * Reads the file.
   *
   * @param file what to call it in a message
   * @throws UserError when it can't be understood: what is wrong, where, what to do
   */
  public static SizeBudget parse(String yaml, String file) {
    Document document;
    try {
      document = MAPPER.readValue(yaml, Document.class);
    } catch (JacksonException e) {
      UserError error = new UserError(problem(e));
      TokenStreamLocation at = e.getLocation();
      throw at == null || at.getLineNr() < 1 ? error.in(file) : error.at(file, at.getLineNr());
    }
    if (document == null || document.rows() == null || document.rows().isEmpty()) {
      throw new UserError(file + " has no rows", "give some a ceiling, or remove the file");
    }
    Map<VariantId, Ceilings> rows = new TreeMap<>();
    document
        .rows()
        .forEach(
            (name, ceilings) -> {
              if (ceilings == null || ceilings.areEmpty()) {
                throw new UserError(name + " has no ceiling", "give it one, or remove the line")
                    .in(file);
              }
              rows.put(
                  VariantId.find(name)
                      .orElseThrow(
                          () -> new UserError(VariantId.FORM_IN_WORDS + ", not: " + name).in(file)),
                  ceilings);
            });
    return new SizeBudget(document.only(), rows);
  }

  private static String problem(JacksonException e) {
    List<String> path =
        e.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(name -> name != null)
            .toList();
    if (e instanceof StreamReadException) {
      // What follows in parentheses is for who calls the parser.
      String first = e.getOriginalMessage().lines().findFirst().orElse("");
      return "it isn't YAML, or has a name twice: " + first.replaceFirst(" \\(.*", "").strip();
    }
    if (e.getCause() instanceof IllegalArgumentException refusal) {
      return String.join(" ", path) + ": " + refusal.getMessage();
    }
    if (path.isEmpty()) {
      return "it isn't one YAML document with an entry \"rows\" that gives rows their ceilings,"
          + " and maybe an entry \"only\"";
    }
    return String.join(" ", path)
        + " isn't understood; a row may have fileBytes, gzipBytes, startMillis, netStartMillis and"
        + " memoryBytes, whole numbers such as 5800000, and the file an entry \"only\" with a"
        + " platform such as linux/amd64 and an origin (pulled, local or stand-in)";
  }

  /**
   * Makes sure that no ceiling is for a row that isn't there: it would never be looked at.
   *
   * @throws UserError when one is
   */
  public void requireRows(Set<VariantId> known) {
    rows.keySet().stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new UserError("there is no row " + id, "correct its name, or remove it")
                  .in(FILE);
            });
  }

  /**
   * What a row came to, as far as it got.
   *
   * @param platform its image's, such as {@code linux/amd64}
   * @param origins its base images'
   */
  public record Figures(
      String platform,
      Set<Origin> origins,
      Optional<Image> image,
      Optional<Startup> startup,
      Optional<Memory> memory) {}

  /** A check for each of the row's ceilings; none for what couldn't be measured. */
  public List<Check> checks(VariantId id, Figures figures) {
    Ceilings ceilings = rows.get(id);
    if (ceilings == null || !applies(figures)) {
      return List.of();
    }
    List<Check> checks = new ArrayList<>();
    figures
        .image()
        .ifPresent(
            image -> {
              size("fileBytes", ceilings.fileBytes(), image, Layer::fileBytes)
                  .ifPresent(checks::add);
              size(
                      "gzipBytes",
                      ceilings.gzipBytes(),
                      image,
                      layer -> layer.gzipBytes().orElseThrow())
                  .ifPresent(checks::add);
            });
    time("startMillis", ceilings.startMillis(), figures.startup().flatMap(Startup::gross))
        .ifPresent(checks::add);
    time("netStartMillis", ceilings.netStartMillis(), figures.startup().flatMap(Startup::net))
        .ifPresent(checks::add);
    ceilings
        .memoryBytes()
        .flatMap(
            most ->
                figures
                    .memory()
                    .map(Memory::medianBytes)
                    .map(
                        bytes ->
                            warning("memoryBytes", Units.bytes(bytes), bytes, most, Units::bytes)))
        .ifPresent(checks::add);
    return checks;
  }

  /** Whether a row has ceilings that are for another platform's images, or on other bases. */
  public boolean isForOtherImages(VariantId id, Figures figures) {
    return rows.containsKey(id) && !applies(figures);
  }

  private boolean applies(Figures figures) {
    return only.flatMap(Only::platform).stream().allMatch(figures.platform()::equals)
        && only.flatMap(Only::origin).stream()
            .allMatch(origin -> figures.origins().stream().allMatch(origin::equals));
  }

  private static Optional<Check> size(
      String what, Optional<Long> ceiling, Image image, ToLongFunction<Layer> bytes) {
    return ceiling.map(
        most -> {
          long sum = image.layers().stream().mapToLong(bytes).sum();
          return new Check(
              new CheckId.Budget(what),
              sum <= most,
              true,
              sum <= most
                  ? kept(Units.bytes(sum), Units.bytes(most))
                  : broken(Units.bytes(sum), sum, most, Units::bytes)
                      + "; "
                      + culprit(image, most, bytes));
        });
  }

  /** A time is over its ceiling when all of its interval is. */
  private static Optional<Check> time(
      String what, Optional<Long> ceiling, Optional<Estimate> figure) {
    return ceiling.flatMap(
        most ->
            figure.map(
                time -> {
                  // Up, so that what is over its ceiling never looks like it.
                  long low = (long) Math.ceil(time.lowMillis());
                  long high = (long) Math.ceil(time.highMillis());
                  String shown = low == high ? millis(low) : low + " to " + millis(high);
                  return warning(what, shown, low, most, SizeBudget::millis);
                }));
  }

  private static Check warning(
      String what, String shown, long value, long most, LongFunction<String> unit) {
    return new Check(
        new CheckId.Budget(what),
        value <= most,
        false,
        value <= most ? kept(shown, unit.apply(most)) : broken(shown, value, most, unit));
  }

  private static String millis(long value) {
    return value + " ms";
  }

  private static String kept(String shown, String most) {
    return shown + " of at most " + most;
  }

  /** Rounded figures may be the same: what is too much is said in any case. */
  private static String broken(String shown, long value, long most, LongFunction<String> unit) {
    return shown
        + ", which is "
        + unit.apply(value - most)
        + " over the ceiling of "
        + unit.apply(most);
  }

  /**
   * The layer with which the sum, lowest first, passes the ceiling; and the largest, where that is
   * another one.
   */
  private static String culprit(Image image, long most, ToLongFunction<Layer> bytes) {
    List<Layer> layers = image.layers();
    int passing = 0;
    long sum = bytes.applyAsLong(layers.get(0));
    while (sum <= most) {
      passing++;
      sum += bytes.applyAsLong(layers.get(passing));
    }
    int largest =
        IntStream.range(0, layers.size())
            .boxed()
            .max(Comparator.comparingLong(i -> bytes.applyAsLong(layers.get(i))))
            .orElseThrow();
    return "it is passed with "
        + named(layers, passing, bytes)
        + (largest == passing ? "" : "; the largest is " + named(layers, largest, bytes));
  }

  private static String named(List<Layer> layers, int index, ToLongFunction<Layer> bytes) {
    Layer layer = layers.get(index);
    return String.format(
            Locale.ROOT,
            "layer %d of %d, which adds %s: %s",
            index + 1,
            layers.size(),
            Units.bytes(bytes.applyAsLong(layer)),
            layer.instruction().orElse("the history doesn't tell by which instruction"))
        + layer.largestFiles().stream().findFirst().map(SizeBudget::largest).orElse("");
  }

  private static String largest(SizedPath file) {
    return "; its largest file is /" + file.path() + " with " + Units.bytes(file.fileBytes());
  }
}
