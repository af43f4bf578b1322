package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Statistics;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What engines answer, cut down to what is read of it. */
class UsageTest {
  @Test
  void leavesInactiveFilePagesOutWithControlGroupsOfVersion1() {
    // Both names are there: inactive_file is the group's own, without the groups below it.
    assertThat(
            usage(
                """
                {"memory_stats": {"usage": 5787648,
                   "stats": {"inactive_file": 1, "total_inactive_file": 3923968}},
                 "cpu_stats": {"cpu_usage": {"total_usage": 26859232}}}
                """))
        .isEqualTo(new Usage(1_863_680, 26_859_232));
  }

  @Test
  void andOfVersion2() {
    assertThat(
            usage(
                """
                {"memory_stats": {"usage": 5787648, "stats": {"inactive_file": 3923968}},
                 "cpu_stats": {"cpu_usage": {"total_usage": 7}}}
                """))
        .isEqualTo(new Usage(1_863_680, 7));
  }

  @Test
  void takesAllWhereTheEngineDoesNotTellPagesApart() {
    assertThat(usage("{\"memory_stats\": {\"usage\": 4096}}")).isEqualTo(new Usage(4096, 0));
    assertThat(usage("{\"memory_stats\": {\"usage\": 4096, \"stats\": {\"inactive_file\": 8192}}}"))
        .isEqualTo(new Usage(4096, 0));
  }

  @Test
  void isNothingWhereMemoryIsNotCounted() {
    assertThat(usage("{\"memory_stats\": {}}")).isNull();
    assertThat(usage("{}")).isNull();
  }

  private static Usage usage(String json) {
    return Usage.of(JsonMapper.shared().readValue(json, Statistics.class)).orElse(null);
  }
}
