package multistage.report.exercise;

import java.util.Optional;

/**
 * Whether a requirement is met.
 *
 * @param met whether it is
 * @param phrase what was measured, to follow the word «it»: {@code runs as root}
 * @param detail what else helps to see why not, such as a program's own words; may have many lines
 */
public record Judgement(boolean met, String phrase, Optional<String> detail) {
  static Judgement met(String phrase) {
    return new Judgement(true, phrase, Optional.empty());
  }

  static Judgement unmet(String phrase) {
    return new Judgement(false, phrase, Optional.empty());
  }

  static Judgement unmet(String phrase, String detail) {
    return new Judgement(
        false, phrase, Optional.of(detail.strip()).filter(text -> !text.isEmpty()));
  }
}
