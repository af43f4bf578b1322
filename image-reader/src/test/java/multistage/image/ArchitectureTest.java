package multistage.image;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** Keeps the library what it is: functions from an archive's stream to nouns. */
class ArchitectureTest {
  private static final String ROOT = "multistage.image";

  private static final String NOUNS = "the root package";

  /** Package, what it may use besides the nouns, content. */
  private static final List<List<String>> TABLE =
      ArchitecturePage.table("The packages of image-reader");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages(ROOT);

  /** Neither a package that isn't in the table, nor one in the table that is gone. */
  @Test
  void looksAtTheWholeModule() {
    assertThat(
            CLASSES.stream()
                .map(type -> type.getPackageName().replaceFirst("\\.internal$", ""))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            TABLE.stream().map(row -> packageOf(row.get(0))).toList());
  }

  @Test
  void dependenciesAreThoseInTheTable() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (List<String> row : TABLE) {
      String name = row.get(0);
      layers = layers.layer(name).definedBy(packageOf(name) + (name.equals(NOUNS) ? "" : ".."));
    }
    for (List<String> row : TABLE) {
      String name = row.get(0);
      layers =
          name.equals(NOUNS)
              ? layers.whereLayer(name).mayNotAccessAnyLayer()
              : layers.whereLayer(name).mayOnlyAccessLayers(uses(row));
    }
    layers.check(CLASSES);
  }

  private static String packageOf(String name) {
    return name.equals(NOUNS) ? ROOT : ROOT + "." + name;
  }

  /** All may use the nouns. */
  private static String[] uses(List<String> row) {
    return Stream.concat(
            Stream.of(NOUNS),
            Arrays.stream(row.get(1).split(", ")).filter(name -> !name.equals("nothing")))
        .toArray(String[]::new);
  }

  /** Whoever reads tar archives in a way of its own misses what the others check. */
  @Test
  void oneClassParsesTarArchives() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.TarEntries(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(TarArchiveInputStream.class)
        .check(CLASSES);
  }

  @Test
  void whatUsersSeeNamesNoInternalType() {
    ArchCondition<JavaClass> nameNoInternalType =
        new ArchCondition<>("name no internal type in what users see") {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            seenTypes(type)
                .filter(seen -> seen.getPackageName().endsWith(".internal"))
                .forEach(
                    seen ->
                        events.add(
                            SimpleConditionEvent.violated(
                                type, type.getName() + " shows " + seen.getName())));
          }
        };
    classes()
        .that()
        .resideOutsideOfPackage("..internal..")
        .and()
        .arePublic()
        .should(nameNoInternalType)
        .check(CLASSES);
  }

  @Test
  void packagesForUsersHoldOnlyWhatUsersSee() {
    classes()
        .that()
        .resideOutsideOfPackage("..internal..")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .bePublic()
        .check(CLASSES);
  }

  @Test
  void otherModulesUseOnlyWhatIsForUsers() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("image-report", "size-report")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(sources)
        .allSatisfy(
            file ->
                assertThat(Files.readString(file))
                    .doesNotContainPattern("multistage\\.image\\.\\w+\\.internal"));
  }

  /** What a type extends, and what its public and protected members name, generic or not. */
  private static Stream<JavaClass> seenTypes(JavaClass type) {
    List<JavaType> named = new ArrayList<>(type.getInterfaces());
    type.getSuperclass().ifPresent(named::add);
    type.getFields().stream()
        .filter(ArchitectureTest::isSeen)
        .forEach(field -> named.add(field.getType()));
    type.getCodeUnits().stream()
        .filter(ArchitectureTest::isSeen)
        .forEach(
            unit -> {
              named.add(unit.getReturnType());
              named.addAll(unit.getParameterTypes());
              named.addAll(unit.getExceptionTypes());
            });
    return named.stream().flatMap(seen -> seen.getAllInvolvedRawTypes().stream());
  }

  private static boolean isSeen(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
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
        .resideOutsideOfPackage("multistage.image.cache..")
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
