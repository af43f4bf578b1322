package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.Dockerfile.Command;
import multistage.report.dockerfile.Dockerfile.WrittenStage;
import multistage.report.model.Stage;

/**
 * Which stages a build has, and what each starts from, with variables replaced.
 *
 * @param stages in the file's order
 * @param images every image that a stage starts from or takes files from, as they are written,
 *     those of {@code FROM} first
 * @param needed those of them that the target needs
 * @param base the image that the target starts from, directly or through other stages
 * @param source the stages with their instructions, as {@link BuildSource} has them
 * @param target the stage that is built, from 0
 * @see <a
 *     href="https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert.go">BuildKit,
 *     dockerfile2llb/convert.go</a>
 */
record BuildPlan(
    List<Stage> stages,
    List<String> images,
    List<String> needed,
    Optional<String> base,
    List<SourceStage> source,
    int target) {
  static final String SCRATCH = "scratch";

  /**
   * What is built.
   *
   * @param target the stage, the last one if empty
   * @param everyStage whether stages that the target doesn't need are built as well
   * @param build what the build runs on
   * @param platform what the image is for
   * @param imageVariables the variables that images set; empty if nobody knows, which makes checks
   *     of values that depend on them pass
   * @param arguments what {@code --build-arg} sets
   */
  record Wanted(
      Optional<String> target,
      boolean everyStage,
      Platform build,
      Platform platform,
      Optional<Map<String, String>> imageVariables,
      Map<String, String> arguments) {
    /** Without a {@code --build-arg}. */
    Wanted(
        Optional<String> target,
        boolean everyStage,
        Platform build,
        Platform platform,
        Optional<Map<String, String>> imageVariables) {
      this(target, everyStage, build, platform, imageVariables, Map.of());
    }
  }

  /**
   * Plans a build.
   *
   * @throws UserError when BuildKit would refuse it before anything runs
   */
  static BuildPlan of(Dockerfile dockerfile, Wanted wanted) {
    return new Planner(dockerfile, wanted).plan();
  }

  /** A stage, or an image that files are taken from, while it is planned. */
  private static final class Node {
    final int line;
    final int lastLine;
    final Optional<String> name;
    final String from;
    final boolean isStage;
    final List<Command> commands = new ArrayList<>();
    final Map<Command, List<Node>> sources = new HashMap<>();
    final Set<Node> dependencies = new LinkedHashSet<>();
    Node base;
    boolean hasTriggers;
    boolean isPlanned;
    StageState state;

    Node(int line, int lastLine, Optional<String> name, String from, boolean isStage) {
      this.line = line;
      this.lastLine = lastLine;
      this.name = name;
      this.from = from;
      this.isStage = isStage;
    }

    boolean isImage() {
      return base == null && !from.equals(SCRATCH);
    }
  }

  private static final class Planner {
    private final Dockerfile dockerfile;
    private final Wanted wanted;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> byName = new HashMap<>();
    private final Map<String, String> variables;

    Planner(Dockerfile dockerfile, Wanted wanted) {
      this.dockerfile = dockerfile;
      this.wanted = wanted;
      List<WrittenStage> stages = dockerfile.stages();
      String built =
          wanted.target().or(() -> stages.get(stages.size() - 1).name()).orElse("default");
      this.variables = new HashMap<>(Platform.variables(wanted.build(), wanted.platform(), built));
      this.variables.replaceAll((name, value) -> wanted.arguments().getOrDefault(name, value));
    }

    BuildPlan plan() {
      dockerfile.arguments().forEach(this::set);
      dockerfile.stages().forEach(this::add);
      int stages = nodes.size();
      Node target =
          wanted
              .target()
              .map(name -> byName.get(name.toLowerCase(Locale.ROOT)))
              .orElse(nodes.get(stages - 1));
      for (Node node : List.copyOf(nodes)) {
        node.commands.forEach(command -> connect(node, command, node.dependencies));
      }
      requireNoCircle();
      Set<Node> needed = needed(target);
      while (addTriggers(needed)) {
        needed = needed(target);
      }
      // Nodes of triggers are there now, too.
      nodes.stream().filter(Node::isImage).forEach(this::requireImageName);
      planStates(needed);
      return new BuildPlan(
          nodes.subList(0, stages).stream().map(node -> new Stage(node.name, node.from)).toList(),
          images(nodes),
          images(nodes.stream().filter(needed::contains).toList()),
          root(target),
          source(nodes.subList(0, stages), needed),
          nodes.indexOf(target));
    }

    private static List<SourceStage> source(List<Node> stages, Set<Node> needed) {
      List<SourceStage> source = new ArrayList<>();
      for (Node node : stages) {
        source.add(
            new SourceStage(
                source.size(),
                node.name,
                node.line,
                node.lastLine,
                node.from,
                node.base == null ? OptionalInt.empty() : OptionalInt.of(stages.indexOf(node.base)),
                needed.contains(node),
                node.commands.stream()
                    .map(command -> instruction(command, node.sources.get(command), stages))
                    .toList()));
      }
      return source;
    }

    private static SourceInstruction instruction(
        Command command, List<Node> sources, List<Node> stages) {
      Instruction read = command.instruction();
      return new SourceInstruction(
          read.line(),
          read.lastLine(),
          read.keyword(),
          read.arguments(),
          read.isList(),
          read.heredocs().stream()
              .map(
                  document ->
                      new SourceInstruction.Document(document.heredoc().name(), document.lines()))
              .toList(),
          command.isOnbuild(),
          sources.stream().filter(node -> node.isStage).map(stages::indexOf).distinct().toList(),
          sources.stream()
              .filter(node -> !node.isStage && node.isImage())
              .map(node -> node.from)
              .distinct()
              .toList());
    }

    /** An {@code ARG} before the first {@code FROM}. */
    private void set(Instruction argument) {
      for (String pair : argument.arguments()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (wanted.arguments().containsKey(name)) {
          variables.put(name, wanted.arguments().get(name));
        } else if (equals >= 0) {
          variables.put(name, expanded(argument.line(), pair.substring(equals + 1)));
        }
      }
    }

    private String expanded(int line, String text) {
      return at(line, () -> ShellWords.read(text, dockerfile.escape(), variables).text());
    }

    private void add(WrittenStage written) {
      String from = expanded(written.line(), written.from());
      if (from.isEmpty()) {
        throw refused(
            written.line(),
            "\"FROM " + written.from() + "\" names nothing, since the variable has no value",
            "give it one with ARG before" + " the first FROM");
      }
      written.platform().ifPresent(platform -> requirePlatform(written.line(), platform));
      Node node = new Node(written.line(), written.lastLine(), written.name(), from, true);
      node.commands.addAll(written.commands());
      add(node);
    }

    private void requirePlatform(int line, String written) {
      String platform = expanded(line, written);
      at(line, () -> Platform.read(platform));
    }

    private void add(Node node) {
      nodes.add(node);
      node.base = byName.get(node.from);
      node.name.ifPresent(name -> byName.put(name, node));
    }

    /** Finds the stages and images that a command takes files from. */
    private void connect(Node node, Command command, Set<Node> dependencies) {
      Instruction instruction = command.instruction();
      List<Node> sources =
          at(
              instruction.line(),
              () ->
                  switch (instruction.keyword()) {
                    case "COPY" ->
                        command
                            .flags()
                            .one("from")
                            .map(this::copiedFrom)
                            .map(List::of)
                            .orElse(List.of());
                    case "RUN" ->
                        command.flags().all("mount").stream().map(this::mountedFrom).toList();
                    default -> List.of();
                  });
      node.sources.put(command, sources);
      for (Node source : sources) {
        dependencies.add(source);
        if (!source.isStage) {
          add(source);
        }
      }
    }

    private Node copiedFrom(String from) {
      if (!ShellWords.read(from, dockerfile.escape(), Map.of()).text().equals(from)) {
        throw new UserError(
            "\"--from=" + from + "\" can't hold a variable or quotes",
            "name a stage there, and use the variable in" + " that stage's FROM");
      }
      OptionalLong index = Numbers.decimal(from, Long.MIN_VALUE, Long.MAX_VALUE);
      if (index.isEmpty()) {
        return named(from);
      }
      if (index.getAsLong() < 0 || index.getAsLong() >= nodes.size()) {
        throw new UserError(
            "there is no stage " + from, "the first is 0, but better give stages names");
      }
      return nodes.get((int) index.getAsLong());
    }

    private Node mountedFrom(String mount) {
      String from = Mount.from(mount);
      return named(from.isEmpty() ? SCRATCH : from);
    }

    private Node named(String from) {
      Node stage = byName.get(from.toLowerCase(Locale.ROOT));
      return stage == null ? new Node(0, 0, Optional.empty(), from, false) : stage;
    }

    private void requireNoCircle() {
      Set<Node> done = new HashSet<>();
      for (Node node : nodes) {
        requireNoCircle(node, new LinkedHashSet<>(), done);
      }
    }

    private void requireNoCircle(Node node, Set<Node> path, Set<Node> done) {
      if (path.contains(node)) {
        throw refused(
            node.line,
            "the stage takes files from itself, directly or through others",
            "take them from an" + " earlier stage");
      }
      if (done.add(node)) {
        path.add(node);
        node.dependencies.forEach(dependency -> requireNoCircle(dependency, path, done));
        path.remove(node);
      }
    }

    private static Set<Node> needed(Node target) {
      Set<Node> needed = new LinkedHashSet<>();
      List<Node> open = new ArrayList<>(List.of(target));
      while (!open.isEmpty()) {
        Node node = open.remove(open.size() - 1);
        if (needed.add(node)) {
          open.addAll(node.dependencies);
          Optional.ofNullable(node.base).ifPresent(open::add);
        }
      }
      return needed;
    }

    /** Puts what a base stage has behind {@code ONBUILD} first; whether that needs more nodes. */
    private boolean addTriggers(Set<Node> needed) {
      boolean more = false;
      for (Node node : nodes.stream().filter(needed::contains).toList()) {
        if (node.base == null || node.hasTriggers) {
          continue;
        }
        node.hasTriggers = true;
        List<Command> triggers = new ArrayList<>();
        for (Command command : node.base.commands) {
          if (command.instruction().keyword().equals("ONBUILD")) {
            triggers.add(trigger(node, command.instruction()));
          }
        }
        for (Command trigger : triggers) {
          connect(node, trigger, node.dependencies);
          more |= !node.sources.get(trigger).isEmpty();
        }
        node.commands.addAll(0, triggers);
      }
      return more;
    }

    /** BuildKit reads a trigger once more, by itself: with the usual escape character. */
    private Command trigger(Node node, Instruction onbuild) {
      StringBuilder text =
          new StringBuilder(
              onbuild.text().replaceFirst("(?i)^[\\t\\n\\f\\r ]*ONBUILD[\\t\\n\\f\\r ]*", ""));
      for (Instruction.Document document : onbuild.heredocs()) {
        text.append('\n').append(document.lines()).append(document.heredoc().name());
      }
      return at(
          node.line,
          () -> {
            List<Instruction> read;
            try {
              read = InstructionReader.read(dockerfile.file(), text.toString()).instructions();
            } catch (UserError e) {
              throw new UserError(
                  "the ONBUILD of line " + onbuild.line() + " can't be read here", "simplify it");
            }
            if (read.size() != 1) {
              throw new UserError(
                  "the ONBUILD of line " + onbuild.line() + " isn't one instruction",
                  "simplify it");
            }
            return new Command(
                read.get(0).at(node.line, node.lastLine),
                InstructionRules.check(read.get(0)),
                true);
          });
    }

    private void requireImageName(Node node) {
      at(Math.max(node.line, 1), () -> ImageReference.read(node.from));
    }

    private void planStates(Set<Node> needed) {
      for (Node node : nodes) {
        if (!node.isStage) {
          node.isPlanned = true;
        }
      }
      for (Node node : nodes) {
        if (!node.isStage || !wanted.everyStage() && !needed.contains(node)) {
          continue;
        }
        node.state = initialState(node);
        node.isPlanned = true;
        for (Command command : node.commands) {
          at(
              command.instruction().line(),
              () -> {
                requireEarlier(node.sources.getOrDefault(command, List.of()), command);
                node.state.run(command);
                return command;
              });
        }
      }
    }

    private StageState initialState(Node node) {
      if (node.base != null && node.base.state != null) {
        return node.base.state.copy();
      }
      Optional<Map<String, String>> image =
          node.from.equals(SCRATCH) ? Optional.of(Map.of()) : wanted.imageVariables();
      return new StageState(dockerfile.escape(), Map.copyOf(variables), image);
    }

    private static void requireEarlier(List<Node> sources, Command command) {
      List<String> mounts = command.flags().all("mount");
      for (int i = 0; i < sources.size(); i++) {
        Node source = sources.get(i);
        // One of the build context depends on a stage called scratch, but takes nothing from it.
        boolean isOfContext = i < mounts.size() && Mount.isOfContext(mounts.get(i));
        if (!source.isPlanned && !isOfContext) {
          throw new UserError(
              command.instruction().keyword()
                  + " takes files from the stage \""
                  + source.name.orElse(source.from)
                  + "\", which comes later",
              "move that stage before this one");
        }
      }
    }

    private static List<String> images(List<Node> nodes) {
      Map<String, String> images = new LinkedHashMap<>();
      nodes.stream()
          .filter(Node::isImage)
          .forEach(node -> images.putIfAbsent(ImageReference.read(node.from).name(), node.from));
      return List.copyOf(images.values());
    }

    private static Optional<String> root(Node target) {
      Node node = target;
      while (node.base != null) {
        node = node.base;
      }
      return Optional.of(node.from).filter(from -> !from.equals(SCRATCH));
    }

    private UserError refused(int line, String problem, String remedy) {
      return new UserError(problem, remedy).at(dockerfile.file(), line);
    }

    private <T> T at(int line, java.util.function.Supplier<T> reading) {
      try {
        return reading.get();
      } catch (UserError e) {
        throw e.at(dockerfile.file(), line);
      }
    }
  }
}
