package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import multistage.report.GoldenUpdate;
import multistage.report.Repository;
import multistage.report.render.text.Units;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What docs/zstd.md says is what {@code docs/zstd.sh} measured. */
@Tag("docs")
class ZstdTest {
  private record Written(String id, String compression, List<Long> layers) {
    long bytes() {
      return layers.stream().mapToLong(Long::longValue).sum();
    }
  }

  private record Recorded(
      String date,
      String commit,
      String engine,
      String storage,
      String buildx,
      List<Written> images) {}

  @Test
  void theTableIsMeasured() throws IOException {
    Path page = Repository.ROOT.resolve("docs/zstd.md");
    Recorded recorded =
        new JsonMapper()
            .readValue(
                Files.readString(Repository.ROOT.resolve("docs/data/zstd.json")), Recorded.class);
    Map<String, Map<String, Written>> images = new LinkedHashMap<>();
    recorded
        .images()
        .forEach(
            image ->
                images
                    .computeIfAbsent(image.id(), id -> new LinkedHashMap<>())
                    .put(image.compression(), image));
    StringBuilder table =
        new StringBuilder(
            "| Image | Layers | gzip | zstd | beside gzip |\n|---|---:|---:|---:|---:|\n");
    images.forEach(
        (id, ways) -> {
          long gzip = ways.get("gzip").bytes();
          long zstd = ways.get("zstd").bytes();
          table.append(
              String.format(
                  "| [%s](../dockerfiles/%s.Dockerfile) | %d | %s | %s | %s |\n",
                  id,
                  id,
                  ways.get("zstd").layers().size(),
                  Units.bytes(gzip),
                  Units.bytes(zstd),
                  Units.factor(zstd, gzip)));
          assertThat(zstd).as(id).isLessThan(gzip);
        });
    GoldenUpdate.check(
        page,
        MarkedSection.replace(
            Files.readString(page),
            table
                + "\nRecorded on %s with Docker Engine %s, %s, buildx %s, at commit %s."
                    .formatted(
                        recorded.date(),
                        recorded.engine(),
                        recorded.storage(),
                        recorded.buildx(),
                        recorded.commit())));
  }
}
