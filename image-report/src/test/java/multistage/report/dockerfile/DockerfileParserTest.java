package multistage.report.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Builder;
import multistage.report.model.CheckName;
import multistage.report.model.Stage;
import multistage.report.model.Topic;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileParserTest {
  @Test
  void readsTheIntroduction() {
    Variant variant =
        parse(
            """
            # Title: Nothing but the binary
            # Improves on: go/multi-stage-alpine
            #
            # The price: no shell.
            FROM scratch
            # Title: not this one
            """);

    assertThat(variant.title()).isEqualTo("Nothing but the binary");
    assertThat(variant.improvesOn()).contains(new VariantId("go", "multi-stage-alpine"));
  }

  @Test
  void readsWhatAStepAsksFor() {
    Variant variant =
        parse(
            """
            # Title: t
            # Not required: noShell, nonRoot
            # Not for production
            # Topic: secrets
            # Builder: buildkit
            # Platform: linux/arm64
            # Needs: a registry, package repositories
            # Secret: ca-certificates
            # Secret: netrc
            # Writable: /tmp, /var/cache
            FROM scratch
            """);

    assertThat(variant.requires(CheckName.NO_SHELL)).isFalse();
    assertThat(variant.requires(CheckName.CONTRACT)).isTrue();
    assertThat(variant.forProduction()).isFalse();
    assertThat(variant.topic()).isEqualTo(Topic.SECRETS);
    assertThat(variant.needsBuildKit()).isTrue();
    assertThat(variant.platform()).contains("linux/arm64");
    assertThat(variant.needsRegistry()).isTrue();
    assertThat(variant.needsPackageRepositories()).isTrue();
    assertThat(variant.secrets()).containsExactlyInAnyOrder("ca-certificates", "netrc");
    assertThat(variant.writable()).containsExactlyInAnyOrder("/tmp", "/var/cache");
  }

  @Test
  void readsWhatToUseItFor() {
    assertThat(parse("# Title: t\n# Use for: Go\nFROM scratch\n").useFor()).contains("Go");
  }

  @Test
  void isBuiltByTheClassicBuilderOnlyIfThatIsWantedAndCan() {
    assertThat(parse("# Title: t\nFROM scratch\n", Builder.CLASSIC).builder())
        .isEqualTo(Builder.CLASSIC);
    assertThat(parse("# Title: t\n# Builder: buildkit\nFROM scratch\n", Builder.CLASSIC).builder())
        .isEqualTo(Builder.BUILDKIT);
  }

  @Test
  void asksForTheUsualUnlessToldOtherwise() {
    Variant variant = parse("# Title: t\nFROM scratch\n");

    assertThat(variant.notRequired()).isEmpty();
    assertThat(variant.forProduction()).isTrue();
    assertThat(variant.useFor()).isEmpty();
    assertThat(variant.topic()).isEqualTo(Topic.SIZE);
    assertThat(variant.builder()).isEqualTo(Builder.BUILDKIT);
    assertThat(variant.needsBuildKit()).isFalse();
    assertThat(variant.platform()).isEmpty();
    assertThat(variant.needsRegistry()).isFalse();
    assertThat(variant.needsPackageRepositories()).isFalse();
    assertThat(variant.secrets()).isEmpty();
    assertThat(variant.writable()).isEmpty();
  }

  @Test
  void readsStagesAndBaseImages() {
    Variant variant =
        parse(
            """
            # Title: t
            FROM golang:1.27 AS Build
            RUN go build
            FROM build as tested
            RUN go test
            FROM --platform=$BUILDPLATFORM alpine:3.23
            COPY --from=Build /a /a
            COPY --from=0 /b /b
            COPY --chown=1:1 --from=busybox:1.37 /bin/sh /bin/sh
            RUN --mount=type=bind,from=debian:trixie-slim,target=/x ls /x
            """);

    assertThat(variant.stages())
        .containsExactly(
            new Stage(Optional.of("build"), "golang:1.27"),
            new Stage(Optional.of("tested"), "build"),
            new Stage(Optional.empty(), "alpine:3.23"));
    assertThat(variant.baseImages())
        .containsExactly("golang:1.27", "alpine:3.23", "busybox:1.37", "debian:trixie-slim");
    assertThat(variant.finalBase()).contains("alpine:3.23");
  }

  @Test
  void theFinalBaseIsFoundThroughEarlierStages() {
    Variant variant =
        parse("# Title: t\nFROM debian:trixie-slim AS base\nFROM base AS more\nFROM more\n");

    assertThat(variant.finalBase()).contains("debian:trixie-slim");
    assertThat(variant.baseImages()).containsExactly("debian:trixie-slim");
  }

  @Test
  void scratchIsNoBaseImage() {
    Variant variant = parse("# Title: t\nFROM scratch\n");

    assertThat(variant.baseImages()).isEmpty();
    assertThat(variant.finalBase()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ARG V=1.27            | golang:$V            | golang:1.27
          ARG V="1.27"          | golang:${V}          | golang:1.27
          ARG V                 | golang:${V:-1.26}    | golang:1.26
          ARG V=1.27            | golang:${V:-1.26}    | golang:1.27
          ARG V=1.27            | golang${V:+:alpine}  | golang:alpine
          ARG V                 | golang${V:+:alpine}  | golang
          """)
  void substitutesArguments(String argument, String from, String expected) {
    assertThat(parse("# Title: t\n" + argument + "\nFROM " + from + "\n").baseImages())
        .containsExactly(expected);
  }

  @Test
  void joinsContinuedLinesAndSkipsHeredocs() {
    Variant variant =
        parse(
            """
            # Title: t
            FROM \\
              # a comment in between
              golang:1.27 \\
              AS build
            RUN <<EOF
            FROM nothing:1
            EOF
            FROM scratch
            """);

    assertThat(variant.baseImages()).containsExactly("golang:1.27");
    assertThat(variant.stages()).hasSize(2);
  }

  @Test
  void followsTheEscapeDirective() {
    Variant variant = parse("# escape=`\n# Title: t\nFROM `\ngolang:1.27\n");

    assertThat(variant.baseImages()).containsExactly("golang:1.27");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FROM scratch                                | d:1: | # Title:
          # Title: t                                  | d:1: | no FROM
          # Title: t;FROM                             | d:2: | FROM image
          # Title: t;;FROM a AS b c                   | d:3: | FROM a AS b c
          # Title: t;# Improves on: That One;FROM a   | d:1: | SERVER/NAME
          # Title: t;# Not required: noShel;FROM a    | d:1: | there is no check noShel
          # Title: t;# Builder: kaniko;FROM a         | d:1: | any or buildkit, not kaniko
          # Title: t;# Needs: luck;FROM a             | d:1: | not luck
          # Title: t;# Topic: speed;FROM a            | d:1: | there is no topic speed; there are: size
          # Title: t;# Use for: ;FROM a       | d:1: | doesn't say for what
          # Title: t;# Not for production;# Use for: Go;FROM a | d:1: | can't be recommended
          # Title: t;# Writable: tmp;FROM a            | d:1: | from the root, not tmp
          # Title: t;# Secret: token;FROM a           | d:1: | # Builder: buildkit
          # Title: t;# Title: u;FROM a                | d:2: | second "# Title:"
          # Title: t;# builder: buildkit;FROM a       | d:2: | is written "# Builder:"
          # Title: t;# Improves On: go/y;FROM a       | d:2: | is written "# Improves on:"
          # Title: t;# Improves on: go/x;FROM a       | d:1: | improve on itself
          # Title: t;# Only for: amd64;FROM a         | d:1: | such as linux/arm64, not "amd64"
          # Title: t;# Builder: buildkit;# Platform:;FROM a                   | d:1: | such as linux/arm64, not ""
          # Title: t;# Builder: buildkit;# Platform: linux/arm64 --push;FROM a | d:1: | such as linux/arm64
          """)
  void saysWhatIsWrongAndWhere(String text, String where, String what) {
    assertThatThrownBy(() -> parse(text.replace(';', '\n')))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(where)
        .hasMessageContaining(what);
  }

  @Test
  void messagesAndFilesHaveAnEnd() {
    assertThatThrownBy(() -> parse("# Title: t\nFROM a b" + "-".repeat(40_000)))
        .isInstanceOf(UserError.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    assertThatThrownBy(() -> parse("# Title: t\nFROM a\n#" + "-".repeat(50_000)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("d:1: the file has 50019 characters");
  }

  private static Variant parse(String text) {
    return parse(text, Builder.BUILDKIT);
  }

  private static Variant parse(String text, Builder usual) {
    return DockerfileParser.parse(new VariantId("go", "x"), "d", "webserver-go", text, usual);
  }
}
