package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import multistage.report.GoldenUpdate;
import multistage.report.Repository;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Each chapter has its picture, and the pictures show what the repository has. */
@Tag("docs")
class PicturesTest {
  private static final int MIN_WORDS = 8;

  /** Renewed as the tables are. */
  @TestFactory
  Stream<DynamicTest> figuresAreTheRecordedOnes() throws IOException {
    MeasuredPictures pictures =
        new MeasuredPictures(
            ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json"))));
    return pictures.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Path file = Repository.ROOT.resolve(Pictures.FOLDER).resolve(name + ".svg");
                      if (GoldenUpdate.isOn() && Files.notExists(file)) {
                        Files.createFile(file);
                      }
                      GoldenUpdate.check(file, pictures.of(name).svg());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> pictures() throws IOException {
    return Pictures.all().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws Exception {
    String svg = Files.readString(file);
    GoldenUpdate.check(file, Pictures.withStyle(svg));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertThat(root.getAttribute("width")).isEqualTo(String.valueOf(Pictures.WIDTH));
    assertThat(root.getAttribute("viewBox"))
        .isEqualTo("0 0 %d %s", Pictures.WIDTH, root.getAttribute("height"));
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
    assertThat(svg).as("no file from elsewhere").doesNotContain("href", "url(http", "@import");
    quotes(root);
  }

  /** Code in a group with {@code data-quotes} is part of that file. */
  private static void quotes(Element root) throws IOException {
    NodeList groups = root.getElementsByTagName("g");
    for (int i = 0; i < groups.getLength(); i++) {
      Element group = (Element) groups.item(i);
      String source = Files.readString(Repository.ROOT.resolve(group.getAttribute("data-quotes")));
      NodeList texts = group.getElementsByTagName("text");
      for (int j = 0; j < texts.getLength(); j++) {
        Element text = (Element) texts.item(j);
        if (text.getAttribute("class").contains("code")) {
          assertThat(source).contains(text.getTextContent());
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> eachChapterHasOneWithWords() throws IOException {
    return Documents.chapters().stream()
        .map(
            chapter ->
                DynamicTest.dynamicTest(
                    chapter.path().getFileName().toString(),
                    () ->
                        assertThat(chapter.pictures())
                            .isNotEmpty()
                            .allSatisfy(
                                words ->
                                    assertThat(words.text().split("\\s+"))
                                        .as("what line %d says of its picture", words.line())
                                        .hasSizeGreaterThanOrEqualTo(MIN_WORDS))));
  }

  /** A picture that nobody sees isn't kept. */
  @Test
  void eachPictureIsShown() throws IOException {
    List<String> shown = new ArrayList<>();
    for (MarkdownDocument document : Documents.all()) {
      document.links().forEach(link -> shown.add(link.text()));
    }
    assertThat(Pictures.all())
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(shown).anyMatch(link -> link.endsWith("/" + file.getFileName())));
  }
}
