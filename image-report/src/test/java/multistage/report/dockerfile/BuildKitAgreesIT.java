package multistage.report.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.diagnostic.UserError;
import multistage.report.engine.BuildFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What we read in Dockerfiles and ignore files is what BuildKit's own code reads: in this
 * repository's files, in the cases of {@link CaseFilesTest}, and in made-up ones.
 *
 * <p>{@code -Ddifferential.count=20000} makes up more of each, {@code -Ddifferential.seed=2}
 * others.
 */
@Tag("thorough")
class BuildKitAgreesIT {
  private static final int COUNT = Integer.getInteger("differential.count", 1000);
  private static final long SEED = Long.getLong("differential.seed", 1);
  private static final int MAX_SHOWN = 10;
  private static final List<String> PLATFORMS =
      List.of("linux/amd64", "linux/arm64", "linux/arm/v7");

  private static RealBuildKit buildKit;

  @BeforeAll
  static void start() throws IOException, BuildFailedException {
    buildKit = RealBuildKit.start();
  }

  @AfterAll
  static void end() {
    if (buildKit != null) {
      buildKit.close();
    }
  }

  @Test
  void onDockerfilesOfThisRepository() throws IOException, InterruptedException {
    List<String> texts = textsOfThisRepository("Dockerfile");

    assertThat(texts).hasSizeGreaterThan(100);
    assertThat(differences(texts)).isEmpty();
  }

  @Test
  void onTheSameDockerfilesChangedALittle() throws IOException, InterruptedException {
    List<String> texts = textsOfThisRepository("Dockerfile");

    assertThat(differences(changedALittle(texts))).isEmpty();
  }

  @Test
  void onMadeUpDockerfiles() throws IOException, InterruptedException {
    MadeUpDockerfiles made = new MadeUpDockerfiles(SEED);

    assertThat(differences(Stream.generate(made::next).limit(COUNT).toList())).isEmpty();
  }

  @Test
  void onIgnoreFiles() throws IOException, InterruptedException {
    MadeUpIgnoreFiles made = new MadeUpIgnoreFiles(SEED);
    List<String> texts = new ArrayList<>(textsOfThisRepository(".dockerignore"));
    texts.addAll(changedALittle(texts));
    texts.addAll(Stream.generate(made::next).limit(COUNT).toList());
    List<JsonNode> answers =
        buildKit.answers(
            texts.stream()
                .map(
                    text -> Map.<String, Object>of("ignore", text, "paths", MadeUpIgnoreFiles.TREE))
                .toList());

    List<String> differences = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      add(
          differences,
          text,
          answers.get(i),
          () -> DockerIgnore.parse("file", text).sent(MadeUpIgnoreFiles.paths()),
          theirs -> strings(theirs.get("paths")));
    }
    assertThat(differences).isEmpty();
  }

  private static List<String> textsOfThisRepository(String ending) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path file : filesOfThisRepository()) {
      if (file.getFileName().toString().endsWith(ending)) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  private static List<String> changedALittle(List<String> texts) {
    Mutations mutations = new Mutations(SEED);
    return IntStream.range(0, COUNT)
        .mapToObj(i -> mutations.of(texts.get(i % texts.size())))
        .toList();
  }

  private static List<Path> filesOfThisRepository() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT)) {
      return files
          .filter(file -> !Repository.ROOT.relativize(file).toString().contains("target/"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static List<String> differences(List<String> texts)
      throws IOException, InterruptedException {
    List<Map<String, Object>> questions = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      questions.add(Map.of("dockerfile", texts.get(i), "platform", platform(i)));
    }
    List<JsonNode> answers = buildKit.answers(questions);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Platform platform = Platform.read(platform(i));
      JsonNode theirs = answers.get(i);
      Set<String> names = new TreeSet<>();
      theirs.get("stages").forEach(stage -> names.add(stage.get("name").asString()));
      names.add("");
      for (String name : names) {
        Optional<String> target = Optional.of(name).filter(words -> !words.isEmpty());
        add(
            differences,
            text,
            theirs.get("targets").get(name),
            () -> meaning(plan(text, target, false, platform), false),
            answer -> meaning(answer, theirs.get("stages")));
      }
      add(
          differences,
          text,
          theirs.get("all"),
          () -> meaning(plan(text, Optional.empty(), true, platform), true),
          all -> meaning(all, theirs.get("stages")));
    }
    return differences;
  }

  private static String platform(int i) {
    return PLATFORMS.get(i % PLATFORMS.size());
  }

  private static BuildPlan plan(
      String text, Optional<String> target, boolean everyStage, Platform platform) {
    return BuildPlan.of(
        Dockerfile.read("file", text),
        new BuildPlan.Wanted(target, everyStage, platform, platform, Optional.of(Map.of())));
  }

  private static Object meaning(BuildPlan plan, boolean everyStage) {
    Set<String> images = new TreeSet<>();
    (everyStage ? plan.images() : plan.needed())
        .forEach(image -> images.add(ImageReference.read(image).name()));
    return List.of(
        plan.stages().stream().map(stage -> stage.name().orElse("")).toList(),
        images,
        plan.base().map(image -> ImageReference.read(image).name()).orElse(""));
  }

  private static Object meaning(JsonNode target, JsonNode stages) {
    List<String> names = new ArrayList<>();
    stages.forEach(stage -> names.add(stage.get("name").asString()));
    return List.of(names, strings(target.get("images")), target.get("base").asString());
  }

  private static Set<String> strings(JsonNode list) {
    Set<String> strings = new TreeSet<>();
    list.forEach(each -> strings.add(each.asString()));
    return strings;
  }

  /** Adds what is different; both refusing is no difference, whatever the words. */
  private static void add(
      List<String> differences,
      String text,
      JsonNode theirs,
      Supplier<Object> ours,
      Function<JsonNode, Object> meaning) {
    String refused = theirs.get("refused").asString();
    Object expected = refused.isEmpty() ? meaning.apply(theirs) : "refused";
    Object found;
    String why = refused;
    try {
      found = ours.get();
    } catch (UserError e) {
      found = "refused";
      why += e.getMessage();
    }
    if (!found.equals(expected) && differences.size() < MAX_SHOWN) {
      differences.add(text + "\nBuildKit: " + expected + "\nwe: " + found + "\n" + why);
    }
  }
}
