package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.exercise.Exercise;
import multistage.report.exercise.Requirement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the exercises have in common, without building one. */
@Tag("docs")
class ExercisesTest {
  private static final Path FOLDER = Repository.ROOT.resolve("docs/exercises");

  /** The last one belongs to no single chapter. */
  private static final String ALL_CHAPTERS = "all";

  private static final Pattern LIMIT = Pattern.compile("(?:at most|allows)\\s(\\d+) ([kM]B)");

  private static final Map<String, Exercise> EXERCISES = new LinkedHashMap<>();

  @BeforeAll
  static void readThem() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      for (Path folder : folders.sorted().toList()) {
        Path file = folder.resolve(Exercise.FILE);
        if (Files.isRegularFile(file)) {
          EXERCISES.put(
              folder.getFileName().toString(),
              Exercise.parse(Files.readString(file), file.toString()));
        }
      }
    }
  }

  @Test
  void eachChapterHasOne() throws IOException {
    List<String> chapters = new ArrayList<>();
    for (MarkdownDocument chapter : Documents.chapters()) {
      chapters.add(chapter.heading());
    }
    // The first chapter is about getting started.
    assertThat(EXERCISES.values())
        .extracting(Exercise::chapter)
        .containsAll(chapters.subList(1, chapters.size()))
        .isSubsetOf(Stream.concat(chapters.stream(), Stream.of(ALL_CHAPTERS)).toList());
  }

  @Test
  void eachCheckThatCanBeRequiredIsRequiredSomewhere() {
    assertThat(EXERCISES.values().stream().flatMap(exercise -> exercise.checks().stream()))
        .containsAll(Requirement.Passes.possible());
  }

  /** Number, task, chapter, difficulty: the row in the table of exercises. */
  @Test
  void theTableSaysWhatTheyDeclare() throws IOException {
    List<String> rows =
        Files.readString(FOLDER.resolve("README.md"))
            .lines()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .toList();
    assertThat(rows).hasSameSizeAs(EXERCISES.keySet());
    int number = 0;
    for (Map.Entry<String, Exercise> exercise : EXERCISES.entrySet()) {
      String row = rows.get(number++);
      String chapter = exercise.getValue().chapter();
      assertThat(row)
          .startsWith("| %d | [".formatted(number))
          .contains("](%s/README.md) |".formatted(exercise.getKey()))
          .contains(chapter.equals(ALL_CHAPTERS) ? "| all |" : "| [" + chapter + "](../course/")
          .contains("| " + exercise.getValue().difficulty().orElseThrow() + " |");
      assertThat(Files.readString(FOLDER.resolve(exercise.getKey()).resolve("README.md")))
          .startsWith("# %d. ".formatted(number))
          .contains("<details><summary>Hint: ");
      assertThat(FOLDER.resolve("solutions").resolve(exercise.getKey()).resolve("README.md"))
          .exists();
    }
  }

  /** A limit stands in the task, for people, and in exercise.yaml, for the check. */
  @Test
  void theLimitsOfTasksAreThoseOfTheirChecks() throws IOException {
    List<String> limits = new ArrayList<>();
    for (String folder : EXERCISES.keySet()) {
      Path exercise = FOLDER.resolve(folder);
      String declared = Files.readString(exercise.resolve("exercise.yaml"));
      Matcher limit = LIMIT.matcher(Files.readString(exercise.resolve("README.md")));
      while (limit.find()) {
        limits.add(folder + ": " + limit.group(1) + " " + limit.group(2));
        assertThat(declared)
            .as(limits.get(limits.size() - 1))
            .containsPattern(
                "ytes: "
                    + limit.group(1)
                    + (limit.group(2).equals("MB") ? "0{6}" : "0{3}")
                    + "\\b");
      }
    }
    assertThat(limits).as("limits that tasks state").isNotEmpty();
  }
}
