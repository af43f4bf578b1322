package multistage.image.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import multistage.image.FileFacts;
import multistage.image.content.internal.Examiner;
import org.junit.jupiter.params.provider.MethodSource;

class ContentExaminerFuzzTest {
  @MethodSource("multistage.image.archive.FuzzSeeds#contents")
  @FuzzTest
  void saysNothingThatCannotBe(byte[] content) {
    ContentExaminer examiner = new ContentExaminer("file", content.length);
    examiner.add(content, 0, content.length);
    FileFacts facts = examiner.facts();
    assertThat(facts.debugBytes()).isLessThanOrEqualTo(content.length);
    facts
        .unpackedBytes()
        .ifPresent(
            bytes ->
                assertThat(bytes)
                    .isBetween((long) content.length, content.length * Examiner.MOST_UNPACKED));
  }
}
