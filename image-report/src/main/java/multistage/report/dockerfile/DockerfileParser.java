package multistage.report.dockerfile;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Builder;
import multistage.report.model.CheckName;
import multistage.report.model.Engine;
import multistage.report.model.Topic;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;

/** Reads a variant out of its Dockerfile. */
public final class DockerfileParser {
  private static final Pattern HEADER = Pattern.compile("#\\s*([A-Z][A-Za-z ]*):\\s*(.*)");
  private static final Pattern NAMED = Pattern.compile("#\\s*([A-Za-z ]+):.*");
  private static final List<String> NAMES =
      List.of(
          "Title",
          "Improves on",
          "Chapter",
          "Use for",
          "Topic",
          "Builder",
          "Platform",
          "Only for",
          "Needs",
          "Secret",
          "Writable",
          "Not required");

  /** Ten times the longest that a person reads; some patterns' time grows with its square. */
  private static final int MOST_CHARACTERS = 50_000;

  private static final String REGISTRY = "a registry";
  private static final String PACKAGE_REPOSITORIES = "package repositories";
  private static final Predicate<String> NOT_FOR_PRODUCTION =
      Pattern.compile("#\\s*Not for production\\s*").asMatchPredicate();

  private DockerfileParser() {}

  /** Reads a variant that BuildKit builds. */
  public static Variant parse(VariantId id, String dockerfile, String context, String text) {
    return parse(id, dockerfile, context, text, Builder.BUILDKIT);
  }

  /**
   * Reads a variant.
   *
   * @param id which one
   * @param dockerfile the file's path from the repository's root, named in messages
   * @param context the build context's path from the repository's root
   * @param text what the file holds
   * @param usual what builds it, if the file doesn't need BuildKit
   * @throws UserError when it doesn't introduce itself, or {@code docker build} refuses it before
   *     anything runs
   */
  public static Variant parse(
      VariantId id, String dockerfile, String context, String text, Builder usual) {
    try {
      return read(id, dockerfile, context, text, usual);
    } catch (UserError e) {
      throw e.at(dockerfile, 1);
    }
  }

  private static Variant read(
      VariantId id, String dockerfile, String context, String text, Builder usual) {
    if (text.length() > MOST_CHARACTERS) {
      throw new UserError(
          "the file has "
              + text.length()
              + " characters, of which "
              + MOST_CHARACTERS
              + " are read",
          "move long text into a file of the context");
    }
    // A byte order mark, which editors on Windows write.
    List<String> lines = text.replaceFirst("^\uFEFF", "").lines().toList();
    requireClearNames(dockerfile, lines);
    Map<String, String> header = header(lines);
    BuildPlan plan = plan(dockerfile, header, text);
    Set<String> needs = needs(header);
    boolean forProduction =
        lines.stream().takeWhile(line -> line.startsWith("#")).noneMatch(NOT_FOR_PRODUCTION);
    return new Variant(
        id,
        Optional.ofNullable(header.get("Title"))
            .filter(title -> !title.isBlank())
            .orElseThrow(
                () ->
                    new UserError(
                        "the file doesn't introduce itself",
                        "begin it with a comment line" + " \"# Title: its idea in a few words\"")),
        dockerfile,
        context,
        improvesOn(id, header),
        forProduction,
        useFor(header, forProduction),
        topic(header),
        needsBuildKit(header) ? Builder.BUILDKIT : usual,
        needsBuildKit(header),
        platform(header),
        platform(header, "Only for"),
        needs.contains(REGISTRY),
        needs.contains(PACKAGE_REPOSITORIES),
        secrets(header, lines),
        writable(header),
        notRequired(header),
        plan.stages(),
        plan.images());
  }

  /** As {@code docker build} plans it, without {@code --target} and {@code --build-arg}. */
  private static BuildPlan plan(String dockerfile, Map<String, String> header, String text) {
    Platform machine = Platform.ofThisMachine();
    Platform target = platform(header).map(Platform::read).orElse(machine);
    return BuildPlan.of(
        Dockerfile.read(dockerfile, text),
        new BuildPlan.Wanted(Optional.empty(), false, machine, target, Optional.empty()));
  }

  /**
   * A line that is meant for this program isn't taken for a comment because of its letters' case,
   * and not left out because another one came first.
   */
  private static void requireClearNames(String dockerfile, List<String> lines) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < lines.size() && lines.get(i).startsWith("#"); i++) {
      Matcher line = NAMED.matcher(lines.get(i));
      if (!line.matches()) {
        continue;
      }
      String name = line.group(1).strip();
      for (String known : NAMES) {
        if (name.equalsIgnoreCase(known) && !name.equals(known)) {
          throw new UserError("\"# " + name + ":\" is written \"# " + known + ":\"")
              .at(dockerfile, i + 1);
        }
      }
      if (NAMES.contains(name) && !name.equals("Secret") && !seen.add(name)) {
        throw new UserError("there is a second \"# " + name + ":\"", "remove one of them")
            .at(dockerfile, i + 1);
      }
    }
  }

  /** The {@code # Name: value} lines of the comment that the file begins with. */
  private static Map<String, String> header(List<String> lines) {
    return headers(lines)
        .collect(
            Collectors.toMap(
                line -> line.group(1),
                line -> line.group(2).strip(),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  private static Stream<MatchResult> headers(List<String> lines) {
    return lines.stream()
        .takeWhile(line -> line.startsWith("#"))
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult);
  }

  private static Optional<VariantId> improvesOn(VariantId id, Map<String, String> header) {
    Optional<String> name = Optional.ofNullable(header.get("Improves on"));
    Optional<VariantId> before = name.flatMap(VariantId::find);
    if (name.isPresent() && before.isEmpty()) {
      throw new UserError(
          "in \"# Improves on:\", " + VariantId.FORM_IN_WORDS + ", not: " + name.get());
    }
    if (before.filter(id::equals).isPresent()) {
      throw new UserError("it can't improve on itself", "\"# Improves on:\" names the step before");
    }
    return before;
  }

  private static Optional<String> useFor(Map<String, String> header, boolean forProduction) {
    Optional<String> what = Optional.ofNullable(header.get("Use for"));
    if (what.filter(String::isBlank).isPresent()) {
      throw new UserError(
          "\"# Use for:\" doesn't say for what", "say it in a few words, or remove the line");
    }
    if (what.isPresent() && !forProduction) {
      throw new UserError("a file that is \"Not for production\" can't be recommended");
    }
    return what;
  }

  private static Topic topic(Map<String, String> header) {
    String name = header.getOrDefault("Topic", Topic.SIZE.toString());
    return Topic.find(name)
        .orElseThrow(
            () ->
                new UserError(
                    "in \"# Topic:\", there is no topic " + name,
                    "there are: " + Topic.allNames()));
  }

  private static boolean needsBuildKit(Map<String, String> header) {
    String name = header.getOrDefault("Builder", "any");
    return switch (name) {
      case "any" -> false;
      case "buildkit" -> true;
      default -> throw new UserError("\"# Builder:\" is any or buildkit, not " + name);
    };
  }

  private static Optional<String> platform(Map<String, String> header) {
    Optional<String> platform = platform(header, "Platform");
    if (platform.isPresent() && !needsBuildKit(header)) {
      throw new UserError("\"# Platform:\" needs BuildKit", "add a line \"# Builder: buildkit\"");
    }
    return platform;
  }

  private static Optional<String> platform(Map<String, String> header, String name) {
    Optional<String> platform = Optional.ofNullable(header.get(name));
    if (platform.filter(words -> !Engine.isPlatform(words)).isPresent()) {
      throw new UserError(
          "\"# " + name + ":\" is a platform such as linux/arm64, not \"" + platform.get() + "\"");
    }
    return platform;
  }

  private static Set<String> needs(Map<String, String> header) {
    Set<String> needs = parts(header.getOrDefault("Needs", "")).collect(Collectors.toSet());
    for (String need : needs) {
      if (!need.equals(REGISTRY) && !need.equals(PACKAGE_REPOSITORIES)) {
        throw new UserError(
            "\"# Needs:\" is " + REGISTRY + " or " + PACKAGE_REPOSITORIES + ", not " + need);
      }
    }
    return needs;
  }

  private static Set<String> secrets(Map<String, String> header, List<String> lines) {
    Set<String> secrets =
        headers(lines)
            .filter(line -> line.group(1).equals("Secret"))
            .flatMap(line -> parts(line.group(2)))
            .collect(Collectors.toSet());
    if (!secrets.isEmpty() && !needsBuildKit(header)) {
      throw new UserError("\"# Secret:\" needs BuildKit", "add a line \"# Builder: buildkit\"");
    }
    return secrets;
  }

  private static Set<String> writable(Map<String, String> header) {
    Set<String> folders = parts(header.getOrDefault("Writable", "")).collect(Collectors.toSet());
    for (String folder : folders) {
      if (!folder.startsWith("/")) {
        throw new UserError("\"# Writable:\" names directories from the root, not " + folder);
      }
    }
    return folders;
  }

  private static Stream<String> parts(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }

  private static Set<CheckName> notRequired(Map<String, String> header) {
    return parts(header.getOrDefault("Not required", ""))
        .map(
            name ->
                CheckName.find(name)
                    .orElseThrow(
                        () ->
                            new UserError(
                                "in \"# Not required:\", there is no check " + name,
                                "there are: " + CheckName.allNames())))
        .collect(Collectors.toUnmodifiableSet());
  }
}
