package multistage.report.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import multistage.report.diagnostic.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A list in square brackets, as in the exec form of {@code RUN}, {@code CMD} and others. */
final class JsonList {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonList() {}

  /**
   * The list's elements, or nothing when the text is none: then it has another meaning.
   *
   * @throws UserError when the list has something else than strings
   */
  static Optional<List<String>> read(String text) {
    String list = CodePoints.trimLeading(text);
    if (!list.startsWith("[")) {
      return Optional.empty();
    }
    JsonNode node;
    try {
      node = READER.readValue(list);
    } catch (JacksonException e) {
      // Docker takes it for the shell form, also where somebody only forgot a quote.
      return Optional.empty();
    }
    List<JsonNode> elements = StreamSupport.stream(node.spliterator(), false).toList();
    if (!elements.stream().allMatch(JsonNode::isString)) {
      throw new UserError(
          "an array in square brackets contains only strings", "quote each element");
    }
    return Optional.of(elements.stream().map(JsonNode::stringValue).toList());
  }
}
