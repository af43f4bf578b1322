package multistage.sizereport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import multistage.sizereport.model.Cause;
import multistage.sizereport.model.Image;
import multistage.sizereport.model.Report;
import multistage.sizereport.model.Row;
import multistage.sizereport.render.ReportJson;
import org.junit.jupiter.api.Test;

/** What the recorded run has to show, since README and docs speak of it. */
class RecordedRunTest {
  private static final double MOST_UNEXPLAINED = 0.02;

  @Test
  void nearlyEveryByteHasACause() throws IOException {
    Report report =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    assertThat(report.variants()).filteredOn(row -> row.image().isPresent()).hasSizeGreaterThan(10);
    for (Row row : report.variants()) {
      row.image()
          .ifPresent(
              image ->
                  assertThat(share(image, Cause.OTHER) + share(image, Cause.BASE_IMAGE))
                      .as(row.id().toString())
                      .isLessThanOrEqualTo(MOST_UNEXPLAINED));
    }
  }

  private static double share(Image image, Cause cause) {
    return 1.0 * image.explanation().fileBytes(cause) / image.fileBytes();
  }
}
