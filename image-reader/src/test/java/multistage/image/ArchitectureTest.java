package multistage.image;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Keeps the library what it is: functions from an archive's stream to nouns. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("multistage.image");

  @Test
  void looksAtTheWholeModule() {
    assertThat(CLASSES.size()).isGreaterThan(60);
  }

  @Test
  void dependenciesPointAtTheNouns() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("nouns")
        .definedBy("multistage.image")
        .layer("content")
        .definedBy("multistage.image.content")
        .layer("archive")
        .definedBy("multistage.image.archive")
        .layer("explain")
        .definedBy("multistage.image.explain")
        .layer("compare")
        .definedBy("multistage.image.compare")
        .layer("cache")
        .definedBy("multistage.image.cache")
        .whereLayer("content")
        .mayOnlyBeAccessedByLayers("archive")
        .whereLayer("archive")
        .mayOnlyBeAccessedByLayers("explain", "compare", "cache")
        .whereLayer("explain")
        .mayOnlyBeAccessedByLayers("cache")
        .whereLayer("compare")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cache")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void needsNothingButWhatReadsTarItsCompressionsAndJson() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "multistage.image..",
                "java..",
                "org.apache.commons.compress..",
                "com.github.luben.zstd..",
                "org.tukaani.xz..",
                "com.fasterxml.jackson.annotation..",
                "tools.jackson.."))
        .check(CLASSES);
    noClasses().should().dependOnClassesThat().resideInAPackage("java.net..").check(CLASSES);
  }

  @Test
  void onlyTheCacheAndTheWayInKnowTheDisk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("multistage.image.cache")
        .and()
        .doNotHaveSimpleName("SavedImages")
        .and()
        .haveNameNotMatching(".*\\.LayoutFolder(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.nio\\.file\\.(Files|Path|Paths)"
                + "|java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)")
        .check(CLASSES);
  }

  @Test
  void nothingKnowsTheClock() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.time\\.(Clock|LocalDate|LocalDateTime)")
        .check(CLASSES);
  }
}
