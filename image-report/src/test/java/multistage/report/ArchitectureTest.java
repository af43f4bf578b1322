package multistage.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The picture in docs/architecture.md, kept as drawn. */
class ArchitectureTest {
  private static final String[] PURE = {
    "..model..", "..dockerfile..", "..benchmark..", "..exercise..", "..rebuild..", "..render.."
  };
  private static final String[] EDGES = {"..engine..", "..measure..", "..pipeline.."};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("multistage.report");

  @Test
  void looksAtTheWholeModule() {
    assertThat(CLASSES.size()).isGreaterThan(40);
    for (String pattern : concat(PURE, EDGES)) {
      String name = pattern.replace(".", "");
      assertThat(CLASSES.stream().filter(type -> type.getPackageName().endsWith("." + name)))
          .as(name)
          .isNotEmpty();
    }
  }

  @Test
  void dataFlowsOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("model")
        .definedBy("..report.model..")
        .layer("pure")
        .definedBy(
            "..report.dockerfile..",
            "..report.benchmark..",
            "..report.exercise..",
            "..report.rebuild..",
            "..report.render..")
        .layer("edges")
        .definedBy("..report.engine..", "..report.measure..")
        .layer("pipeline")
        .definedBy("..report.pipeline..")
        .layer("command")
        .definedBy("multistage.report")
        .whereLayer("command")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("command")
        .whereLayer("edges")
        .mayOnlyBeAccessedByLayers("pipeline", "command")
        .whereLayer("pure")
        .mayOnlyBeAccessedByLayers("edges", "pipeline", "command")
        .check(CLASSES);
  }

  @Test
  void onlyEngineAndMeasureKnowDocker() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..report.engine..", "..report.measure..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..")
        .check(CLASSES);
  }

  @Test
  void thePurePackagesKnowNoDiskAndNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.nio\\.file\\.(Files|Path|Paths)|java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)"
                + "|java\\.net\\..*|java\\.time\\.(Clock|LocalDate|LocalDateTime)")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CLASSES);
  }

  private static String[] concat(String[] first, String[] second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
