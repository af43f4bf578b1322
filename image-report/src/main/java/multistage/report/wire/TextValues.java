package multistage.report.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.report.model.CheckName;
import multistage.report.model.VariantId;
import tools.jackson.databind.cfg.MapperBuilder;

/** The model's values that are one text in a file, such as {@code go/multi-stage-scratch}. */
public final class TextValues {
  private static final List<Class<?>> TYPES =
      List.of(CheckName.class, DiffId.class, Digest.class, VariantId.class);

  private TextValues() {}

  /** Lets a mapper read and write them. */
  public static <B extends MapperBuilder<?, B>> B addTo(B mapper) {
    TYPES.forEach(type -> mapper.addMixIn(type, OneText.class));
    return mapper;
  }

  /** What Jackson is to do with the members of these names that such a type has. */
  private abstract static class OneText {
    @JsonCreator(mode = Mode.DELEGATING)
    OneText(String value) {}

    @JsonCreator(mode = Mode.DELEGATING)
    static OneText parse(String text) {
      throw new UnsupportedOperationException(text);
    }

    @Override
    @JsonValue
    public abstract String toString();
  }
}
