package multistage.report.render.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTextTest {
  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Z]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nonRoot | true  | true  | USER 65532:65532 | doesn't run as root
          nonRoot | false | false | there is no USER, so it is root | runs as root (allowed in this row)
          nonRoot | false | true  | USER is 0:0      | runs as root
          nonRoot | false | true  | USER is app      | doesn't give its user as a number
          noShell | false | false | /bin/sh          | has a shell (allowed in this row)
          contract: POST /other | true  | true | 404 | answers POST /other correctly
          contract: POST /other | false | true | 200 | answers POST /other wrongly
          contract: accepts 20 slow clients | true | true | 20 | accepts 20 slow clients
          contract: accepts 20 slow clients | false | true | 20 | not so: accepts 20 slow clients
          sigterm: a request in flight is finished | true | true | x | on SIGTERM, a request in flight is finished
          budget: fileBytes   | true  | true  | x | keeps its ceiling for size
          budget: memoryBytes | false | false | x | is over its ceiling for memory (a warning)
          anything else       | true  | true  | x | anything else
          anything else       | false | true  | x | not so: anything else
          """)
  void saysWhatWasFound(
      String name, boolean passed, boolean required, String detail, String sentence) {
    assertThat(CheckText.sentence(new Check(CheckId.parse(name), passed, required, detail)))
        .isEqualTo(sentence);
  }

  @ParameterizedTest
  @EnumSource
  void saysItOfEveryCheckInWords(CheckName name) {
    for (boolean passed : new boolean[] {true, false}) {
      assertThat(
              CheckText.sentence(
                      new Check(CheckId.parse(name + ": it answers"), passed, true, "detail"))
                  .replace("setuid", ""))
          .isNotBlank()
          .doesNotContainPattern(CAMEL_CASE);
    }
    assertThat(CheckText.sentence(new Check(CheckId.parse(name + ": x"), true, true, "x")))
        .isNotEqualTo(CheckText.sentence(new Check(CheckId.parse(name + ": x"), false, true, "x")));
  }

  @Test
  void saysWhatCouldNotBeMade() {
    Check notMade = new Check(CheckId.of(CheckName.PID_1), false, true, "no ps", true);
    assertThat(CheckText.sentence(notMade)).isEqualTo("not checked: pid1");
    assertThat(
            CheckText.summary(
                List.of(notMade, new Check(CheckId.of(CheckName.NO_SHELL), true, true, "x"))))
        .isEqualTo("2 checks, all others passed, 1 couldn't be made");
  }

  @Test
  void countsThem() {
    Check good = new Check(CheckId.of(CheckName.NO_SHELL), true, true, "x");
    Check allowed = new Check(CheckId.of(CheckName.NO_SHELL), false, false, "x");
    Check bad = new Check(CheckId.of(CheckName.NO_SHELL), false, true, "x");
    assertThat(CheckText.summary(List.of(good))).isEqualTo("1 check, all passed");
    assertThat(CheckText.summary(List.of(good, allowed)))
        .isEqualTo("2 checks, all required ones passed");
    assertThat(CheckText.summary(List.of(good, allowed, bad)))
        .isEqualTo("3 checks, 1 required failed");
  }
}
