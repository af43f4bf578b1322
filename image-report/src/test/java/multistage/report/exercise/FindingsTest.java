package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is kept of the evidence. */
class FindingsTest {
  private static final List<String> LOG =
      List.of(
          "#1 [internal] load build definition from Dockerfile",
          "#7 [test 2/2] RUN ./greet-test.sh",
          "#7 CACHED",
          "#8 [stage-1 1/2] FROM alpine:3.24@sha256:0a1b",
          "#7 [test 2/2] RUN ./greet-test.sh",
          "Step 3/4 : RUN true");

  private final FakeEvidence evidence = new FakeEvidence();

  @Test
  void requirementsThatAreMetSayNothing() {
    Verdict verdict =
        new Verdict(
            Optional.empty(),
            List.of(
                new Verdict.Part(new Requirement.NonRoot(), Judgement.met("runs as user 1")),
                new Verdict.Part(
                    new Requirement.AtMost(1), Judgement.unmet("has 2 B", "one of them here"))));

    Findings findings = Findings.of(evidence, verdict, LOG, List.of());

    assertThat(findings.built()).isTrue();
    assertThat(findings.misses()).containsExactly("atMost");
    assertThat(findings.told()).isEqualTo("has 2 B\none of them here");
    assertThat(findings.steps())
        .containsExactly("FROM alpine:3.24", "RUN ./greet-test.sh", "RUN true");
    assertThat(findings.causes()).isEqualTo(Map.of("other", 1L));
  }

  @Test
  void aProgramIsMissingWhereNoFileIs() {
    evidence.files = FakeEvidence.files("bin@", "opt/server", "usr/bin/sh");
    assertThat(programMissing("/opt/server", "--port")).isFalse();
    assertThat(programMissing("/opt/other")).isTrue();
    assertThat(programMissing("/server")).isTrue();
    evidence.workingDirectory = "/opt";
    assertThat(programMissing("./server")).isFalse();
    assertThat(programMissing("bin/../server")).isFalse();
    evidence.workingDirectory = "";
    assertThat(programMissing("opt/server")).isFalse();
    assertThat(programMissing("./server")).isTrue();
    // Found over links, or on the PATH, or there is none.
    assertThat(programMissing("/bin/sh")).isFalse();
    assertThat(programMissing("server")).isFalse();
    assertThat(programMissing()).isFalse();
  }

  private boolean programMissing(String... command) {
    evidence.command = List.of(command);
    return findings(List.of()).programMissing();
  }

  @Test
  void pathsAreCountedThatSomebodyAsksFor() {
    evidence.files = FakeEvidence.files("lib/modules", "opt/jre/lib/modules", "etc/passwd");
    WrongTurn turn =
        new WrongTurn(
            "a",
            List.of(
                new Sign.Files(Pattern.compile("(.*/)?lib/modules"), 2),
                new Sign.Not(new Sign.Files(Pattern.compile("etc/group"), null))),
            "b");
    assertThat(findings(List.of(turn)).files())
        .isEqualTo(Map.of("(.*/)?lib/modules", 2, "etc/group", 0));
  }

  private Findings findings(List<WrongTurn> turns) {
    return Findings.of(evidence, new Verdict(Optional.empty(), List.of()), LOG, turns);
  }
}
