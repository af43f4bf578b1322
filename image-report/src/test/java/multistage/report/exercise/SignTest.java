package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import multistage.image.WastedFile.How;
import org.junit.jupiter.api.Test;

/** By what a wrong turn shows. */
class SignTest {
  private static final Findings FOUND =
      new Findings(
          true,
          List.of("smaller", "nonRoot"),
          "runs as root\nexec /a: no such file",
          List.of("FROM alpine:3.24", "RUN ./test.sh"),
          "root",
          List.of("/bin/sh", "-c", "/a"),
          List.of("PATH=/bin", "TZ=Europe/Berlin"),
          false,
          Map.of("toolchain", 10L),
          Map.of("deleted", 20L),
          Map.of("etc/.*", 2));

  private static final Findings NOT_BUILT =
      Findings.unbuilt("sh: gcc: not found", List.of("#5 [build 2/2] RUN gcc a.c", "#6 0.1 hello"));

  @Test
  void requirementsAndWhatIsToldOfThem() {
    assertIn(new Sign.Misses(Pattern.compile("smaller|atMost")));
    assertNotIn(new Sign.Misses(Pattern.compile("small")));
    assertIn(new Sign.Says(Pattern.compile("exec .*no such")));
    assertNotIn(new Sign.Says(Pattern.compile("gcc")));
  }

  @Test
  void whatTheBuildSays() {
    assertThat(new Sign.BuildSays(Pattern.compile("gcc: not")).isIn(NOT_BUILT)).isTrue();
    assertThat(new Sign.Says(Pattern.compile("gcc: not")).isIn(NOT_BUILT)).isFalse();
    assertNotIn(new Sign.BuildSays(Pattern.compile("no such file")));
    assertIn(new Sign.Step(Pattern.compile("^RUN .*test")));
    assertNotIn(new Sign.Step(Pattern.compile("^COPY")));
    assertThat(new Sign.Step(Pattern.compile("^RUN gcc")).isIn(NOT_BUILT)).isTrue();
  }

  @Test
  void settings() {
    assertIn(new Sign.User(Pattern.compile("|root")));
    assertNotIn(new Sign.User(Pattern.compile("roo")));
    assertIn(new Sign.Command(Pattern.compile("/bin/sh -c .*")));
    assertNotIn(new Sign.Command(Pattern.compile("")));
    assertIn(new Sign.Environment(Pattern.compile("TZ=.*")));
    assertNotIn(new Sign.Environment(Pattern.compile("ZONE=.*")));
    assertNotIn(new Sign.ProgramMissing());
  }

  @Test
  void files() {
    assertIn(new Sign.Holds("toolchain", 10));
    assertNotIn(new Sign.Holds("toolchain", 11));
    assertNotIn(new Sign.Holds("caches", 1));
    assertIn(new Sign.Hidden(How.DELETED, 20));
    assertNotIn(new Sign.Hidden(How.DELETED, 21));
    assertNotIn(new Sign.Hidden(How.REWRITTEN, 1));
    assertIn(new Sign.Files(Pattern.compile("etc/.*"), null));
    assertIn(new Sign.Files(Pattern.compile("etc/.*"), 2));
    assertNotIn(new Sign.Files(Pattern.compile("etc/.*"), 3));
    assertIn(new Sign.Not(new Sign.Files(Pattern.compile("usr/.*"), null)));
    assertNotIn(new Sign.Not(new Sign.Files(Pattern.compile("etc/.*"), null)));
  }

  /** An image that there isn't lacks everything. */
  @Test
  void whatIsNotBuiltShowsNothingButItsBuild() {
    Sign lacks = new Sign.Not(new Sign.Files(Pattern.compile("etc/.*"), null));
    WrongTurn image = new WrongTurn("a", List.of(lacks), "b");
    WrongTurn build =
        new WrongTurn("a", List.of(lacks, new Sign.BuildSays(Pattern.compile("gcc"))), "b");
    assertThat(image.isIn(NOT_BUILT)).isFalse();
    assertThat(build.isIn(NOT_BUILT)).isTrue();
    assertThat(new Sign.User(Pattern.compile("")).isIn(NOT_BUILT)).isFalse();
    assertThat(new Sign.Command(Pattern.compile("")).isIn(NOT_BUILT)).isFalse();
    assertThat(WrongTurn.taken(List.of(image, build), NOT_BUILT)).contains(build);
  }

  private static void assertIn(Sign sign) {
    assertThat(sign.isIn(FOUND)).as("%s", sign).isTrue();
  }

  private static void assertNotIn(Sign sign) {
    assertThat(sign.isIn(FOUND)).as("%s", sign).isFalse();
  }
}
