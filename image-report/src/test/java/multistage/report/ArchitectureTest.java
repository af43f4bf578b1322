package multistage.report;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import multistage.image.ArchitecturePage;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.Test;

/** The table of packages in docs/architecture.md, and the rules below it. */
class ArchitectureTest {
  private static final String ROOT = "multistage.report";

  /** Package, whether its classes are functions, content. */
  private static final List<List<String>> TABLE =
      ArchitecturePage.table("The packages of image-report");

  /** A package may use those below it in this list, and none above. */
  private static final List<String> PACKAGES =
      TABLE.stream().map(ArchitectureTest::packageOf).toList();

  /** Packages whose classes are functions, but for those in {@link #DOING}. */
  private static final List<String> PURE =
      TABLE.stream().filter(row -> !row.get(1).isEmpty()).map(ArchitectureTest::packageOf).toList();

  /** The classes of these packages that ask an engine, the disk or the clock. */
  private static final List<String> DOING =
      List.of(
          "benchmark.BenchmarkEngine",
          "benchmark.BenchmarkRun",
          "exercise.ExerciseCheck",
          "exercise.ExerciseEvidence",
          "exercise.ExerciseFolder",
          "exercise.ExerciseRunner",
          "exercise.Workbook",
          "rebuild.BuiltFrom",
          "rebuild.ChangedContext",
          "rebuild.OwnBuildCache",
          "rebuild.Rebuilds",
          "rebuild.RepeatedBuilds",
          "rebuild.Reproductions");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** Neither a package that isn't in the list, nor one in the list that is gone. */
  @Test
  void looksAtTheWholeModule() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(PACKAGES);
  }

  @Test
  void arrowsOnlyGoDownTheList() {
    classes().should(useOnlyPackagesBelow()).check(CLASSES);
  }

  private static ArchCondition<JavaClass> useOnlyPackagesBelow() {
    return new ArchCondition<>("use only packages that are further down the list") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(used -> used.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(used -> level(used.getTargetClass()) < level(type))
            .forEach(
                used -> events.add(SimpleConditionEvent.violated(type, used.getDescription())));
      }
    };
  }

  private static String packageOf(List<String> row) {
    return row.get(0).equals("the root package") ? ROOT : ROOT + "." + row.get(0);
  }

  private static int level(JavaClass type) {
    return PACKAGES.indexOf(type.getPackageName());
  }

  @Test
  void onlyEngineAndMeasureKnowDocker() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".engine", ROOT + ".measure")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..")
        .check(CLASSES);
  }

  @Test
  void theModelKnowsNoFileFormat() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".model")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "tools.jackson..")
        .check(CLASSES);
  }

  /**
   * It is a bug: whoever takes it for a user's mistake hides one. But what a report says may be
   * what the model refuses.
   */
  @Test
  void onlyOneCatchesAnIllegalArgument() {
    assertThat(
            CLASSES.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(
                    code ->
                        code.getTryCatchBlocks().stream()
                            .flatMap(block -> block.getCaughtThrowables().stream())
                            .anyMatch(type -> type.isEquivalentTo(IllegalArgumentException.class)))
                .map(JavaCodeUnit::getFullName))
        .containsExactly(ReportJson.class.getName() + ".read(java.lang.String, java.lang.String)");
  }

  /** Whatever is added to their packages is a function as well, until it is listed here. */
  @Test
  void functionsKnowNoEngineDiskOrClock() {
    noClasses()
        .that(areFunctions())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + ".engine", ROOT + ".process").or(areListed()))
        .check(CLASSES);
    noClasses()
        .that(areFunctions())
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.nio\\.file\\.(Files|Path|Paths)|java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)"
                + "|java\\.net\\..*|java\\.time\\.(Clock|LocalDate|LocalDateTime)")
        .check(CLASSES);
    noClasses()
        .that(areFunctions())
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> areFunctions() {
    return resideInAnyPackage(PURE.toArray(String[]::new))
        .and(not(areListed()))
        .as("are functions");
  }

  /** With the classes in them. */
  private static DescribedPredicate<JavaClass> areListed() {
    return DescribedPredicate.describe(
        "are listed",
        type ->
            DOING.stream()
                .map(name -> ROOT + "." + name)
                .anyMatch(
                    name -> type.getName().equals(name) || type.getName().startsWith(name + "$")));
  }

  @Test
  void listsClassesThatExist() {
    assertThat(DOING).allSatisfy(name -> assertThat(CLASSES.contain(ROOT + "." + name)).isTrue());
  }

  /** All classes of a package are functions, or most are, or none needs to be. */
  @Test
  void theTableSaysWhereSuchClassesAre() {
    assertThat(TABLE)
        .allSatisfy(
            row ->
                assertThat(row.get(1))
                    .as(row.get(0))
                    .isIn(
                        DOING.stream().anyMatch(name -> isIn(row, name))
                            ? List.of("most")
                            : List.of("all", "")));
  }

  private static boolean isIn(List<String> row, String listed) {
    String type = ROOT + "." + listed;
    return type.substring(0, type.lastIndexOf('.')).equals(packageOf(row));
  }
}
