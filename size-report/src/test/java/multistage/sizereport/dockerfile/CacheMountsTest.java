package multistage.sizereport.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import multistage.sizereport.model.Variant;
import multistage.sizereport.model.VariantId;
import org.junit.jupiter.api.Test;

class CacheMountsTest {
  @Test
  void areTargetsUnlessTheyHaveAnId() {
    assertThat(
            CacheMounts.ids(
                """
                FROM golang:1.27
                # RUN --mount=type=cache,target=/not/this true
                RUN --mount=type=cache,target=/go/pkg/mod \\
                    --mount=sharing=locked,id=objects,type=cache,target=/root/.cache/go-build \\
                    --mount=type=secret,id=netrc,target=/root/.netrc \\
                    --mount=type=bind,from=tools,target=/cache go build
                RUN --mount=type=cache,dst=/x true
                RUN --mount=type=cache,target=/go/pkg/mod true
                COPY --from=build /a /b
                """))
        .containsExactly("/go/pkg/mod", "objects", "/x");
  }

  @Test
  void whereThereAreNoneNothingIsToBeEmptied() {
    String text = "# Title: t\nFROM golang:1.27\nRUN --mount=type=secret,id=a true\n";

    assertThat(CacheMounts.emptying(variant(text), text)).isEmpty();
  }

  @Test
  void areEmptiedByAStageThatHasThemAll() {
    String text =
        """
        # Title: t
        FROM maven:3.9 AS build
        RUN --mount=type=cache,target=/root/.m2,sharing=locked mvn package
        RUN --mount=type=cache,id=b,target=/c true
        FROM scratch
        """;

    assertThat(CacheMounts.emptying(variant(text), text))
        .contains(
            """
            # Title: Empty cache mounts
            # Builder: buildkit
            FROM maven:3.9
            RUN --mount=type=cache,id=/root/.m2,target=/cache-0 --mount=type=cache,id=b,target=/cache-1 true
            """);
  }

  private static Variant variant(String text) {
    return DockerfileParser.parse(VariantId.parse("a/b"), "Dockerfile", "context", text);
  }
}
