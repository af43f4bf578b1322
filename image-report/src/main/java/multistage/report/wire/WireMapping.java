package multistage.report.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;
import multistage.report.model.Benchmark;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Estimate;
import multistage.report.model.Report;
import multistage.report.model.Startup;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.StdConverter;

/**
 * From the model to what {@code report.json} has of it, and back. Components of the same name are
 * the same; a component that only one of both has is a bug, which the first mapping reports. Where
 * the file has something in another way than the model, a class below says how.
 */
public final class WireMapping {
  private static final JsonMapper BY_NAME =
      TextValues.addTo(JsonMapper.builder())
          .addMixIn(Check.class, NamedCheck.class)
          .addMixIn(CheckId.class, CheckText.class)
          .addMixIn(Benchmark.Starts.class, FlatStarts.class)
          // Components alone: isSame() and the like say what these say already.
          .changeDefaultVisibility(all -> all.withIsGetterVisibility(Visibility.NONE))
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // What an older file lacks is false, or empty, in the model; it is never a number.
          .withConfigOverride(
              boolean.class,
              flag -> flag.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .withConfigOverride(
              List.class,
              list -> list.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private static final String VERSION = "schemaVersion";

  private WireMapping() {}

  /** What the file has. */
  public static WireReport toWire(Report report) {
    ObjectNode members = BY_NAME.valueToTree(report);
    return read(members.put(VERSION, WireReport.SCHEMA_VERSION), WireReport.class);
  }

  /**
   * The report that the file tells of.
   *
   * @throws IllegalArgumentException when something in it can't be true
   */
  public static Report toModel(WireReport report) {
    ObjectNode members = BY_NAME.valueToTree(report);
    members.remove(VERSION);
    return read(members, Report.class);
  }

  /**
   * A part of the model as the file has it, or the other way round.
   *
   * @throws IllegalArgumentException when something in it can't be true
   */
  public static <T> T map(Object part, Class<T> type) {
    return read(BY_NAME.valueToTree(part), type);
  }

  private static <T> T read(JsonNode members, Class<T> type) {
    try {
      return BY_NAME.treeToValue(members, type);
    } catch (JacksonException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  /** The file has a check's ID as its name. */
  private abstract static class NamedCheck {
    @JsonProperty("name")
    abstract CheckId id();
  }

  private abstract static class CheckText {
    @JsonCreator(mode = Mode.DELEGATING)
    static CheckId parse(String text) {
      throw new UnsupportedOperationException(text);
    }

    @JsonValue
    abstract String text();
  }

  /** The file has the members of a benchmark's start-up beside those of its starts. */
  @JsonSerialize(converter = Flatten.class)
  @JsonDeserialize(converter = Nest.class)
  private abstract static class FlatStarts {}

  private static final class Flatten extends StdConverter<Benchmark.Starts, WireReport.Starts> {
    @Override
    public WireReport.Starts convert(Benchmark.Starts starts) {
      Startup startup = starts.startup();
      return new WireReport.Starts(
          startup.millis(),
          startup.medianMillis(),
          starts.p95Millis(),
          startup.engineMillis(),
          startup.netMedianMillis(),
          starts.cpuSeconds(),
          starts.engineCpuSeconds(),
          startup.gross().map(estimate -> map(estimate, WireReport.Estimate.class)),
          startup.net().map(estimate -> map(estimate, WireReport.Estimate.class)));
    }
  }

  private static final class Nest extends StdConverter<WireReport.Starts, Benchmark.Starts> {
    @Override
    public Benchmark.Starts convert(WireReport.Starts starts) {
      return new Benchmark.Starts(
          new Startup(
              starts.millis(),
              starts.medianMillis(),
              starts.netMedianMillis(),
              Optional.empty(),
              starts.engineMillis(),
              starts.gross().map(estimate -> map(estimate, Estimate.class)),
              starts.net().map(estimate -> map(estimate, Estimate.class))),
          starts.p95Millis(),
          starts.cpuSeconds(),
          starts.engineCpuSeconds());
    }
  }
}
