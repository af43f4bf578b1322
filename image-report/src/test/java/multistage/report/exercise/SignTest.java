package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
    assertIn(new Sign.Misses("smaller|atMost"));
    assertNotIn(new Sign.Misses("small"));
    assertIn(new Sign.Says("exec .*no such"));
    assertNotIn(new Sign.Says("gcc"));
  }

  @Test
  void whatTheBuildSays() {
    assertThat(new Sign.BuildSays("gcc: not").isIn(NOT_BUILT)).isTrue();
    assertThat(new Sign.Says("gcc: not").isIn(NOT_BUILT)).isFalse();
    assertNotIn(new Sign.BuildSays("no such file"));
    assertIn(new Sign.Step("^RUN .*test"));
    assertNotIn(new Sign.Step("^COPY"));
    assertThat(new Sign.Step("^RUN gcc").isIn(NOT_BUILT)).isTrue();
  }

  @Test
  void settings() {
    assertIn(new Sign.User("|root"));
    assertNotIn(new Sign.User("roo"));
    assertIn(new Sign.Command("/bin/sh -c .*"));
    assertNotIn(new Sign.Command(""));
    assertIn(new Sign.Environment("TZ=.*"));
    assertNotIn(new Sign.Environment("ZONE=.*"));
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
    assertIn(new Sign.Files("etc/.*", null));
    assertIn(new Sign.Files("etc/.*", 2));
    assertNotIn(new Sign.Files("etc/.*", 3));
    assertIn(new Sign.Not(new Sign.Files("usr/.*", null)));
    assertNotIn(new Sign.Not(new Sign.Files("etc/.*", null)));
  }

  /** An image that there isn't lacks everything. */
  @Test
  void whatIsNotBuiltShowsNothingButItsBuild() {
    Sign lacks = new Sign.Not(new Sign.Files("etc/.*", null));
    WrongTurn image = new WrongTurn("a", List.of(lacks), "b");
    WrongTurn build = new WrongTurn("a", List.of(lacks, new Sign.BuildSays("gcc")), "b");
    assertThat(image.isIn(NOT_BUILT)).isFalse();
    assertThat(build.isIn(NOT_BUILT)).isTrue();
    assertThat(new Sign.User("").isIn(NOT_BUILT)).isFalse();
    assertThat(new Sign.Command("").isIn(NOT_BUILT)).isFalse();
    assertThat(WrongTurn.taken(List.of(image, build), NOT_BUILT)).contains(build);
  }

  private static void assertIn(Sign sign) {
    assertThat(sign.isIn(FOUND)).as("%s", sign).isTrue();
  }

  private static void assertNotIn(Sign sign) {
    assertThat(sign.isIn(FOUND)).as("%s", sign).isFalse();
  }
}
