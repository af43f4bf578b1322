package multistage.image.explain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import multistage.image.Cause;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseRulesTest {
  @ParameterizedTest
  @CsvSource({
    "usr/local/go/bin/go, toolchain",
    "usr/lib/gcc/x86_64-linux-gnu/14/cc1, toolchain",
    "usr/lib/x86_64-linux-gnu/libm.a, toolchain",
    "opt/java/openjdk/bin/javac, toolchain",
    "var/lib/dpkg/status, packageManager",
    "lib/apk/db/installed, packageManager",
    "usr/bin/apt-get, packageManager",
    "var/lib/apt/lists/archive_dists_trixie_InRelease, caches",
    "root/.cache/go-build/00/0011-d, caches",
    "go/pkg/mod/github.com/x/y@v1/z.go, caches",
    "root/.m2/repository/g/a/1/a-1.jar, caches",
    "bin/busybox, systemTools",
    "usr/bin/perl, systemTools",
    "usr/lib/x86_64-linux-gnu/perl/5.40/CORE/perl.h, systemTools",
    "lib/ld-musl-x86_64.so.1, cLibrary",
    "usr/lib/x86_64-linux-gnu/libc.so.6, cLibrary",
    "usr/lib/aarch64-linux-gnu/libc.so.6, cLibrary",
    "lib/x86_64-linux-gnu/libstdc++.so.6, cLibrary",
    "usr/lib/x86_64-linux-gnu/libssl.so.3, systemLibraries",
    "usr/share/zoneinfo/Europe/Berlin, systemData",
    "etc/ssl/certs/ca-certificates.crt, systemData",
    "opt/java/openjdk/lib/server/libjvm.so, jvm",
    "jre/lib/server/libjvm.so, jvm",
    "jre/lib/libawt_headless.so, jvm",
    "opt/java/openjdk/lib/modules, jdkModules",
    "jre/lib/server/classes.jsa, jvmCaches",
    "webserver.aot, jvmCaches",
    "usr/share/doc/libc6/copyright, documentation",
    "usr/share/man/man1/ls.1.gz, documentation",
    "usr/lib/debug/x.debug, debugInformation",
    "src/main.go, leftovers",
    "src/target/classes/A.class, leftovers",
    "app/BOOT-INF/lib/spring-core.jar, programLibraries",
    "app/lib/guava.jar, programLibraries",
    "webserver.jar, program",
    "app/BOOT-INF/classes/A.class, program",
    "app/node_modules/sharp/lib/index.js, programLibraries",
    "usr/local/lib/node_modules/typescript/lib/tsc.js, programLibraries",
    "usr/local/lib/node_modules/npm/lib/cli.js, packageManager",
    "venv/lib/python3.13/site-packages/yaml/reader.py, programLibraries",
    "usr/local/lib/python3.13/site-packages/pip/_internal/cli.py, packageManager",
    "usr/local/lib/python3.13/json/decoder.py, systemLibraries",
    "usr/local/bundle/gems/puma-6.5.0/lib/puma.rb, programLibraries",
    "usr/share/nodejs/undici/index.js, systemLibraries",
    "usr/src/app/server.js, program",
    "usr/src/app/main.go, leftovers",
    "server.py, program",
    "usr/share/nginx/html/index.html, program",
    "usr/share/libc-bin/nsswitch.conf, systemData",
    "usr/local/include/node/v8.h, toolchain",
    "usr/local/share/man/man1/node.1, documentation",
    "var/lib/rpm/rpmdb.sqlite, packageManager",
  })
  void knowsByThePath(String path, String cause) {
    assertThat(CauseRules.find(path, FileFacts.NONE)).contains(Cause.parse(cause));
  }

  @Test
  void knowsByTheContentWhatThePathDoesNotTell() {
    assertThat(CauseRules.find("webserver", FileFacts.NONE)).isEmpty();
    assertThat(CauseRules.find("webserver", FileFacts.of(Kind.GO_PROGRAM))).contains(Cause.PROGRAM);
    assertThat(CauseRules.find("modules", FileFacts.of(Kind.JIMAGE))).contains(Cause.JDK_MODULES);
    // In a system's folder it is the system's.
    assertThat(CauseRules.find("usr/bin/tool", FileFacts.of(Kind.GO_PROGRAM)))
        .contains(Cause.SYSTEM_TOOLS);
  }

  @Test
  void theFirstRuleDecides() {
    var rules =
        CauseRules.parse(List.of("# a table", "", "caches", "    a/*.x **/b", "jvm", "  a/**"));

    assertThat(rules.stream().map(rule -> rule.cause()))
        .containsExactly(Cause.CACHES, Cause.CACHES, Cause.JVM);
    assertThat(find(rules, "a/1.x")).contains(Cause.CACHES);
    assertThat(find(rules, "a/c/1.x")).contains(Cause.JVM);
    assertThat(find(rules, "b")).contains(Cause.CACHES);
    assertThat(find(rules, "x/y/b")).contains(Cause.CACHES);
    assertThat(find(rules, "x/yb")).isEmpty();
    assertThat(find(rules, "a")).isEmpty();
  }

  @Test
  void aTableThatIsWrongIsRefused() {
    assertThatThrownBy(() -> CauseRules.parse(List.of("  a/**")))
        .hasMessageContaining("no cause stands before");
    assertThatThrownBy(() -> CauseRules.parse(List.of("weather")))
        .hasMessageContaining("no cause weather");
    assertThatThrownBy(() -> CauseRules.parse(List.of("jvm", "  exe:a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<Cause> find(List<CauseRules.Rule> rules, String path) {
    return rules.stream()
        .filter(rule -> rule.fits(path, FileFacts.NONE))
        .map(CauseRules.Rule::cause)
        .findFirst();
  }
}
