package multistage.report.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerIgnoreTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target            | target             | true
          target/           | target/a.jar       | true
          /target           | target/a/b.jar     | true
          target            | src/target         | false
          **/target         | src/target/a       | true
          **/target         | target             | true
          *.md              | README.md          | true
          *.md              | docs/README.md     | false
          **/*.md           | docs/a/README.md   | true
          docs/**           | docs/a/b           | true
          ?.txt             | a.txt              | true
          ?.txt             | ab.txt             | false
          [ab].txt          | b.txt              | true
          [^ab].txt         | b.txt              | false
          a.b               | axb                | false
          *;!main.go        | main.go            | false
          *;!main.go        | go.mod             | true
          !main.go;*        | main.go            | true
          #c;;go.mod        | go.mod             | true
          #c                | #c                 | false
          *;!src/main       | src/main/a.java    | false
          """)
  void excludes(String lines, String path, boolean expected) {
    assertThat(DockerIgnore.parse("d", lines.replace(';', '\n')).excludes(path))
        .isEqualTo(expected);
  }
}
