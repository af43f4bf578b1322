package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import multistage.report.diagnostic.UserError;

/**
 * Makes Dockerfiles up: most are read to the end, and each has something in it that is easily read
 * wrong.
 */
final class MadeUpDockerfiles {
  private static final List<String> IMAGES =
      List.of(
          "golang:1.24",
          "alpine:3.22",
          "debian:12",
          "scratch",
          "docker.io/library/busybox",
          "registry.example.com:5000/team/app:1",
          "localhost/app",
          "alpine@sha256:" + "0123456789abcdef".repeat(4),
          "alpine:3.22@sha256:" + "ab".repeat(32));
  private static final List<String> ODD_IMAGES =
      List.of(
          "Alpine",
          "alpine:",
          "alpine:3.22@sha256:12",
          "\"alpine:3.22\"",
          "'alpine:3.22'",
          "alp\\ine",
          "a//b",
          "-x",
          "0",
          "ab".repeat(32),
          "alpine@sha256:" + "AB".repeat(32),
          "x:y/z",
          "${",
          "$",
          "$$",
          "al<pine",
          "localhost",
          "UPPER/app:1",
          "index.docker.io/a");
  private static final List<String> NAMES =
      List.of("build", "one", "two", "Base", "scratch", "stage-1", "a.b_c", "0a", "x y", "ä", "-a");
  private static final List<String> VARIABLES =
      List.of(
          "A",
          "B",
          "C",
          "EMPTY",
          "TARGETARCH",
          "BUILDPLATFORM",
          "TARGETPLATFORM",
          "TARGETOS",
          "TARGETVARIANT",
          "TARGETSTAGE",
          "BUILDARCH",
          "NOBODY",
          "PATH");
  private static final List<String> VALUES =
      List.of(
          "3.22",
          "alpine",
          "golang:1.24",
          "\"\"",
          "''",
          "\"a b\"",
          "'a b'",
          "a\\ b",
          "a\\",
          "build",
          "linux/arm64",
          "foo/bar/baz.tar.gz",
          "aXbXc",
          "\"a'b\"",
          "'a\"b'",
          "\"a\\\"b\"",
          "\"a\\b\"",
          "1",
          "$",
          "\\$A",
          "'$A'",
          "a*b?c",
          "ünï",
          "x\u00a0y");
  private static final List<String> PATTERNS =
      List.of(
          "a*", "*", "?", "*/", "/*", "\\*", "\\?", "\\/", "X", "a?b", "*.", "\"*\"", "'a*'", "\\a",
          "", "$A", "*X", "b*c", "\\\\", "\\}", "[a-b]", "${B}", ".", "ä", "*a*b", "(x)", "a\\\\b");
  private static final List<String> KEYWORDS =
      List.of(
          "RUN",
          "COPY",
          "ADD",
          "ENV",
          "ARG",
          "LABEL",
          "WORKDIR",
          "USER",
          "EXPOSE",
          "VOLUME",
          "STOPSIGNAL",
          "CMD",
          "ENTRYPOINT",
          "HEALTHCHECK",
          "SHELL",
          "ONBUILD",
          "MAINTAINER");
  private static final List<String> HEREDOC_WORDS =
      List.of(
          "<<EOF",
          "<<-EOF",
          "<<\"EOF\"",
          "<<'EOF'",
          "<< EOF",
          "<<\\EOF",
          "<<-\\EOF",
          "<<-'EOF'",
          "<<E\"O\"F",
          "<<a.b",
          "3<<EOF",
          "x<<EOF",
          "\"<<EOF\"",
          "'<<EOF'",
          "\\<<EOF",
          "<\\<EOF",
          "<<<EOF",
          "<<EOF>x",
          "<<EOF<<B",
          "<<",
          "<<-",
          "<<$A",
          "<<${A:-x}",
          "<<'E F'",
          "<<\"E F\"",
          "$((1<<2))",
          "$((1 << 2))",
          "\"$(cat <<EOF)\"",
          "${A:-<<EOF}",
          "<<EOF;",
          "<<EOF|cat",
          "<<'EOF",
          "<<EOF\\");
  private static final List<String> TERMINATORS =
      List.of(
          "EOF", "\tEOF", " EOF", "EOF ", "a.b", "E F", "x", "B", "2", "-", "EOF;", "'EOF'", "");
  private static final List<String> HEREDOC_LINES =
      List.of(
          "FROM inside:1 AS inside",
          "COPY --from=another:2 / /",
          "# text",
          "echo ${A:-b}",
          "${",
          "$A",
          "a \\",
          "",
          "\t\tx",
          "EOFX",
          "it's \"one");
  private static final List<String> MOUNTS =
      List.of(
          "type=bind,target=/x",
          "type=cache,target=/root/.cache",
          "type=bind,from=%s,target=/x",
          "from=%s,source=/a,target=/b",
          "type=cache,from=%s,target=/c",
          "type=secret,id=a",
          "type=secret",
          "type=secret,id=a,source=b",
          "type=secret,id=t,required",
          "type=secret,id=t,required=maybe",
          "type=ssh",
          "type=ssh,source=/a",
          "type=tmpfs,target=/t",
          "type=tmpfs,target=/t,size=10m",
          "type=tmpfs,target=/t,size=ten",
          "type=cache,target=/c,sharing=locked",
          "type=cache,target=/c,sharing=own",
          "type=bind,target=/c,sharing=locked",
          "type=cache,target=/c,uid=1000,gid=1,mode=0700",
          "type=cache,target=/c,uid=me",
          "type=cache,target=/c,mode=9",
          "type=bind,target=/c,uid=1",
          "type=$A,target=/c",
          "type=bind,from=$A,target=/c",
          "type=bind,from=$,target=/c",
          "FROM=%s,Target=/c",
          "type=bind,target=/",
          "type=bind,target=.",
          "type=bind",
          "type=disk,target=/x",
          "target=/x,ro",
          "target=/x,rw=true",
          "target=/x,rw=perhaps",
          "target=/x,nothing",
          "target=/x,colour=red",
          "\"type=bind,target=/x\"",
          "'type=bind,target=/x'",
          "type=bind,\"target=/x,y\"",
          "type=bind,target=/x,from=a\"b",
          "",
          ",",
          "target=/x,readonly=1,from=%s");

  private final Random random;

  MadeUpDockerfiles(long seed) {
    this.random = new Random(seed);
  }

  private String oneOf(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private boolean sometimes(int times) {
    return random.nextInt(times) == 0;
  }

  /** The next one. Two of three hold nothing that we would refuse, as far as that can be had. */
  String next() {
    boolean strict = !sometimes(3);
    List<String> lines = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    add(lines, strict, this::directives);
    int arguments = random.nextInt(4);
    for (int i = 0; i < arguments; i++) {
      add(lines, strict, more -> more.add(argument()));
    }
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      int before = stages.size();
      add(
          lines,
          strict,
          more -> {
            stages.subList(before, stages.size()).clear();
            more.add(from(stages));
          });
      int commands = random.nextInt(4);
      for (int j = 0; j < commands; j++) {
        add(lines, strict, more -> command(stages, more));
      }
      if (sometimes(8)) {
        add(
            lines,
            strict,
            more ->
                more.add(
                    oneOf(
                        List.of(
                            "", "# a comment", "  # indented", "\t", "#", "FROMM x", "garbage"))));
      }
    }
    if (sometimes(30)) {
      lines.remove(random.nextInt(lines.size()));
    }
    String text = String.join(sometimes(8) ? "\r\n" : "\n", lines) + (sometimes(4) ? "" : "\n");
    return sometimes(12) ? "\uFEFF" + text : text;
  }

  /** Adds lines; when strict, such as we don't refuse, if some can be made up in a few attempts. */
  private void add(List<String> lines, boolean strict, Consumer<List<String>> made) {
    for (int attempt = 0; attempt < (strict ? 12 : 1); attempt++) {
      List<String> more = new ArrayList<>(lines);
      made.accept(more);
      if (!strict || isRead(more)) {
        lines.clear();
        lines.addAll(more);
        return;
      }
    }
  }

  private static boolean isRead(List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    try {
      Platform platform = new Platform("linux", "amd64", "");
      boolean hasStage = text.toLowerCase(Locale.ROOT).contains("from ");
      BuildPlan.of(
          Dockerfile.read("made up", hasStage ? text : text + "FROM scratch\n"),
          new BuildPlan.Wanted(Optional.empty(), false, platform, platform, Optional.of(Map.of())));
      return true;
    } catch (UserError e) {
      return false;
    }
  }

  private void directives(List<String> lines) {
    if (sometimes(3)) {
      int count = 1 + random.nextInt(2);
      for (int i = 0; i < count; i++) {
        lines.add(
            oneOf(
                List.of(
                    "# escape=`",
                    "# Escape=`",
                    "#escape=\\",
                    "# escape = `",
                    "  # escape=`",
                    "# escape=x",
                    "# escape=``",
                    "# escape",
                    "# syntax=docker/dockerfile:1",
                    "# SYNTAX = docker/dockerfile:1",
                    "# check=skip=all",
                    "# check=nothing",
                    "# check=skip=A;error=false",
                    "# Title: a title",
                    "# unknown=directive",
                    "",
                    "#")));
      }
    }
  }

  private String argument() {
    StringBuilder line = new StringBuilder(sometimes(6) ? "arg" : "ARG");
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      line.append(sometimes(6) ? "  \t" : " ").append(oneOf(VARIABLES));
      if (!sometimes(5)) {
        line.append('=').append(sometimes(3) ? expression(2) : oneOf(VALUES));
      }
    }
    return broken(line.toString());
  }

  private String from(List<String> stages) {
    StringBuilder line = new StringBuilder(sometimes(8) ? "from" : "FROM");
    if (sometimes(5)) {
      line.append(" --platform=")
          .append(
              oneOf(
                  List.of(
                      "$BUILDPLATFORM",
                      "$TARGETPLATFORM",
                      "linux/amd64",
                      "linux/$TARGETARCH",
                      "${A:-linux/arm/v7}",
                      "linux",
                      "arm64",
                      "",
                      "nowhere",
                      "linux/a/b/c",
                      "\"linux/amd64\"",
                      "linux/am d64")));
    }
    line.append(' ');
    if (!stages.isEmpty() && sometimes(3)) {
      line.append(oneOf(stages));
    } else if (sometimes(4)) {
      line.append(image());
    } else {
      line.append(sometimes(12) ? oneOf(ODD_IMAGES) : oneOf(IMAGES));
    }
    if (!sometimes(3)) {
      String name = sometimes(8) ? oneOf(NAMES) : "s" + stages.size();
      line.append(oneOf(List.of(" AS ", " as ", " As ", "\tAS  "))).append(name);
      stages.add(name);
    }
    if (sometimes(30)) {
      line.append(" more");
    }
    return broken(line.toString());
  }

  /** An image whose name or tag comes from variables. */
  private String image() {
    return switch (random.nextInt(4)) {
      case 0 -> "alpine:" + expression(3);
      case 1 -> expression(3);
      case 2 -> "a" + expression(3) + "/x";
      default -> "s" + expression(2);
    };
  }

  private String expression(int depth) {
    String name =
        sometimes(25) ? oneOf(List.of("", "1", "12a", "@", "é", "-", "a-b")) : oneOf(VARIABLES);
    if (depth == 0 || sometimes(4)) {
      return sometimes(2) ? "$" + name : "${" + name + "}";
    }
    Supplier<String> operand =
        () ->
            switch (random.nextInt(4)) {
              case 0 -> expression(depth - 1);
              case 1 -> oneOf(VALUES).replace(" ", "");
              case 2 -> "\"" + expression(depth - 1) + "\"";
              default -> oneOf(List.of("3.22", "alpine", "x", "", "1"));
            };
    return switch (random.nextInt(14)) {
      case 0, 1 -> "${" + name + ":-" + operand.get() + "}";
      case 2 -> "${" + name + "-" + operand.get() + "}";
      case 3, 4 -> "${" + name + ":+" + operand.get() + "}";
      case 5 -> "${" + name + "+" + operand.get() + "}";
      case 6 -> "${" + name + (sometimes(2) ? ":?" : "?") + operand.get() + "}";
      case 7 -> "${" + name + "#" + oneOf(PATTERNS) + "}";
      case 8 -> "${" + name + "##" + oneOf(PATTERNS) + "}";
      case 9 -> "${" + name + "%" + oneOf(PATTERNS) + "}";
      case 10 -> "${" + name + "%%" + oneOf(PATTERNS) + "}";
      case 11 -> "${" + name + "/" + oneOf(PATTERNS) + "/" + operand.get() + "}";
      case 12 -> "${" + name + "//" + oneOf(PATTERNS) + "/" + operand.get() + "}";
      default ->
          sometimes(3)
              ? oneOf(
                  List.of(
                      "${" + name + ":x}",
                      "${" + name + ":#x}",
                      "${" + name,
                      "${}",
                      "${{x}}",
                      "${:-x}",
                      "${" + name + "!}",
                      "${" + name + "//x}",
                      "${" + name + "/\\$0/$0}",
                      "${" + name + "//[a-z]/\\$0\\$0}",
                      "${" + name + "//?/<\\${0}>}"))
              : "${"
                  + name
                  + "//"
                  + oneOf(PATTERNS)
                  + "/"
                  + oneOf(List.of("\\$0", "\\$1x", "-", "\\\\", "\\/"))
                  + "}";
    };
  }

  private void command(List<String> stages, List<String> lines) {
    String keyword = oneOf(KEYWORDS);
    if (sometimes(3)) {
      keyword = oneOf(List.of("COPY", "RUN", "ARG", "ENV"));
    }
    String line = command(keyword, stages);
    boolean heredoc =
        (line.contains("COPY") || line.contains("RUN") || line.contains("ADD")) && sometimes(4)
            || sometimes(60);
    if (!heredoc) {
      lines.add(broken(line));
      return;
    }
    String word = oneOf(HEREDOC_WORDS);
    String words =
        line.contains("RUN")
            ? line + " " + word
            : line.contains("[") ? line + word : beforeLastWord(line, word);
    if (sometimes(6)) {
      words += " " + oneOf(HEREDOC_WORDS);
    }
    lines.add(words);
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      lines.add(oneOf(HEREDOC_LINES));
    }
    if (!sometimes(12)) {
      lines.add(sometimes(3) ? oneOf(TERMINATORS) : "EOF");
    }
    if (sometimes(6)) {
      lines.add(oneOf(TERMINATORS));
    }
  }

  private static String beforeLastWord(String line, String word) {
    int last = line.lastIndexOf(' ');
    return line.substring(0, last) + " " + word + line.substring(last);
  }

  private String source(List<String> stages) {
    return switch (random.nextInt(6)) {
      case 0 -> oneOf(IMAGES);
      case 1 -> String.valueOf(random.nextInt(5) - 1);
      case 2 -> sometimes(3) ? oneOf(ODD_IMAGES) : "later";
      default -> stages.isEmpty() ? "0" : oneOf(stages);
    };
  }

  private String word() {
    return sometimes(3) ? expression(2) : oneOf(VALUES);
  }

  private String command(String keyword, List<String> stages) {
    return switch (keyword) {
      case "COPY" ->
          switch (random.nextInt(10)) {
            case 0 -> "COPY [\"a\", \"/b\"]";
            case 1 -> "COPY --from=" + source(stages) + " [\"a b\", \"/b\"]";
            case 2 ->
                "COPY --chown=" + oneOf(List.of("1:1", "root", "me", "$A", "")) + " --link a /b";
            case 3 ->
                "COPY --chmod="
                    + oneOf(List.of("755", "0755", "9", "77777", "u+x", "u=rwX,go=", "ux", "$A"))
                    + " a /b";
            case 4 ->
                "COPY "
                    + oneOf(
                        List.of(
                            "--from=$A",
                            "--from=\"s0\"",
                            "--from",
                            "--from=",
                            "--from=s0 --from=s1",
                            "--link=maybe",
                            "--link=",
                            "--exclude=a --exclude=b",
                            "--parents",
                            "--unknown",
                            "--",
                            "-- --from=s0",
                            "--checksum=a",
                            "--fr\\om=s0"))
                    + " a /b";
            case 5 ->
                "COPY "
                    + oneOf(
                        List.of(
                            "a",
                            "",
                            "https://example.com/a /b",
                            "git@host:a/b.git /c",
                            "https://h/a.git /c",
                            "<<EOF",
                            "a <<EOF"));
            default ->
                "COPY --from=" + source(stages) + " " + (sometimes(4) ? word() : "a") + " /b";
          };
      case "ADD" ->
          "ADD "
              + oneOf(
                  List.of(
                      "a /b",
                      "https://example.com/a /b",
                      "--checksum=sha256:" + "0a".repeat(32) + " https://example.com/a /b",
                      "--checksum=sha256:12 https://example.com/a /b",
                      "--checksum=sha256:" + "0a".repeat(32) + " a /b",
                      "--checksum=sha256:" + "0a".repeat(32) + " https://e/a https://e/b /b",
                      "--keep-git-dir git@host:a/b.git /c",
                      "--unpack=false a /b",
                      "--from=s0 a /b",
                      "a",
                      "[\"a\"]",
                      "[\"a\", 1]",
                      "[a, b]",
                      "[] /b",
                      "\"a b\" /c"));
      case "RUN" ->
          switch (random.nextInt(8)) {
            case 0 -> "RUN [\"a\", \"b\"]";
            case 1 ->
                "RUN "
                    + oneOf(
                        List.of(
                            "",
                            "echo \"<<EOF\"",
                            "[\"a\", 1]",
                            "['a']",
                            "[\"a\"] b",
                            "a \\",
                            "--network=none true",
                            "--network=moon true",
                            "--security=insecure true",
                            "--security=none true",
                            "--device=a/b=c true",
                            "--device= true",
                            "echo $((1<<2))",
                            "cat <<<x",
                            "[1]",
                            "[\"a\",]",
                            "[\"\\u0041\"]",
                            "[null]",
                            "[[\"a\"]]",
                            "--mount true",
                            "--device=a,required=x true",
                            "--x"));
            case 2, 3, 4 -> {
              StringBuilder line = new StringBuilder("RUN");
              int count = 1 + random.nextInt(2);
              for (int i = 0; i < count; i++) {
                line.append(" --mount=").append(oneOf(MOUNTS).replace("%s", source(stages)));
              }
              yield line + " true";
            }
            default -> "RUN echo " + word();
          };
      case "ENV", "LABEL" ->
          keyword
              + " "
              + switch (random.nextInt(5)) {
                case 0 -> oneOf(VARIABLES) + " " + word();
                case 1 -> oneOf(VARIABLES) + "=" + word() + " " + oneOf(VARIABLES) + "=" + word();
                case 2 ->
                    oneOf(
                        List.of(
                            "A",
                            "=x",
                            "A=1 B",
                            "A = 1",
                            "",
                            "\"A B\"=1",
                            "A=1\\ 2",
                            "$A=1",
                            "A='x",
                            "A=\"x"));
                default -> oneOf(VARIABLES) + "=" + word();
              };
      case "ARG" -> argument();
      case "WORKDIR" ->
          "WORKDIR " + oneOf(List.of("/a", "a", "", "$A", "/a b", "/", "..", "${A:?}", "${A:-/}"));
      case "USER" -> "USER " + oneOf(List.of("1:1", "me", "", "$A", "a b", "${NOBODY:?no}", "--x"));
      case "EXPOSE" ->
          "EXPOSE "
              + oneOf(
                  List.of(
                      "80",
                      "80/udp",
                      "80/",
                      "80/x",
                      "8000-8010",
                      "10-5",
                      "70000",
                      "-1",
                      "",
                      "$A",
                      "1:2",
                      "1-2:3-4",
                      "1-3:4-5",
                      "1-3:5",
                      "1.2.3.4:5:6",
                      "1.2.3:5:6",
                      "[::1]:5:6",
                      "::1:5:6",
                      "a",
                      "80 81/TCP",
                      "\"80 81\"",
                      "80-",
                      "+80",
                      "[1]:2:3",
                      "1.2.3.04:5:6",
                      ":80",
                      ":",
                      "${A:-80 81}",
                      "80/tcp/udp",
                      "::ffff:1.2.3.4:5:6",
                      "1::2::3:4:5",
                      "0",
                      "65535",
                      "65536",
                      "/tcp",
                      "08"));
      case "VOLUME" ->
          "VOLUME "
              + oneOf(List.of("/a", "/a /b", "[\"/a\"]", "[]", "[\"\"]", "", "$NOBODY", "[\" \"]"));
      case "STOPSIGNAL" ->
          "STOPSIGNAL "
              + oneOf(
                  List.of(
                      "SIGTERM",
                      "term",
                      "9",
                      "0",
                      "-1",
                      "SIGRTMIN+3",
                      "RTMAX-15",
                      "NONE",
                      "",
                      "$A",
                      "${NOBODY:-INT}",
                      "--x KILL",
                      "SIGSIGINT",
                      "a b"));
      case "CMD", "ENTRYPOINT" ->
          keyword
              + " "
              + oneOf(
                  List.of(
                      "a b",
                      "[\"a\"]",
                      "",
                      "[1]",
                      "[\"a\" \"b\"]",
                      "--x",
                      "[]",
                      "[ ",
                      "[\"a\\\"b\"]"));
      case "HEALTHCHECK" ->
          "HEALTHCHECK "
              + oneOf(
                  List.of(
                      "NONE",
                      "NONE x",
                      "CMD a",
                      "CMD [\"a\"]",
                      "CMD",
                      "",
                      "--interval=5s CMD a",
                      "--interval=5 CMD a",
                      "--timeout=1us CMD a",
                      "--timeout=0 CMD a",
                      "--retries=3 CMD a",
                      "--retries=-1 CMD a",
                      "--retries=x CMD a",
                      "--start-interval=1m30s CMD a",
                      "none",
                      "curl",
                      "--interval= CMD a",
                      "--interval=1.5h CMD a",
                      "--interval=-5s CMD a",
                      "cmd a",
                      "CMD [1]",
                      "--interval=5s NONE",
                      "--retries=+3 CMD a",
                      "CMD []",
                      "--start-period=1ms2us CMD a",
                      "--interval=.5s CMD x"));
      case "SHELL" -> "SHELL " + oneOf(List.of("[\"/bin/sh\"]", "/bin/sh", "[]", "", "[1]"));
      case "ONBUILD" ->
          "ONBUILD "
              + (sometimes(3)
                  ? oneOf(
                      List.of(
                          "", "FROM x", "ONBUILD RUN x", "MAINTAINER x", "nonsense", "# x", "\\"))
                  : command(oneOf(List.of("COPY", "RUN", "ENV", "ARG", "EXPOSE")), stages));
      default -> keyword + " " + oneOf(List.of("me", "", "a b", "--x me"));
    };
  }

  /** The line, now and then over several lines, or with white space at its ends. */
  private String broken(String line) {
    String result = line;
    if (sometimes(8)) {
      String end =
          oneOf(
              List.of(
                  " \\\n ",
                  " \\  \n",
                  "\\\n",
                  " \\\n# a comment\n  ",
                  " \\\n  # indented\\\n\n  ",
                  " `\n ",
                  "\\\\\n",
                  " \\\n\n",
                  " \\\t\n\t"));
      int at = result.indexOf(' ', random.nextInt(Math.max(1, result.length())));
      result = at < 0 ? result + end : result.substring(0, at) + end + result.substring(at);
    }
    if (sometimes(12)) {
      result = oneOf(List.of("  ", "\t", "\u00a0")) + result;
    }
    if (sometimes(12)) {
      result = result + oneOf(List.of("  ", "\t", "\\", " \\", "\\\\", "`", "\u00a0"));
    }
    return result;
  }
}
