package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Texts TEXTS = new Texts(List.of("ash v", "bash vi", "é@!"));

  @Test
  void areFoundAtBothEndsAndInEachOther() {
    assertThat(in("")).isEmpty();
    assertThat(in("ash")).isEmpty();
    assertThat(in("ash v")).containsExactly("ash v");
    assertThat(in("no bash version")).containsExactly("ash v");
    assertThat(in("bash v")).containsExactly("ash v");
    assertThat(in("bash vi")).containsExactlyInAnyOrder("ash v", "bash vi");
    assertThat(in("é@!bash vi")).containsExactlyInAnyOrder("ash v", "bash vi", "é@!");
    assertThat(in("a bash v é@")).containsExactly("ash v");
  }

  private static Iterable<String> in(String file) {
    return TEXTS.in(file.getBytes(ISO_8859_1));
  }

  /** Of two letters, so that texts begin again and again. */
  @Test
  void areThoseThatAStringContains() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      List<String> texts =
          IntStream.range(0, 3).mapToObj(any -> letters(random, 1 + random.nextInt(5))).toList();
      String file = letters(random, random.nextInt(12));
      assertThat(new Texts(texts).in(file.getBytes(ISO_8859_1)))
          .as("%s in %s", texts, file)
          .isEqualTo(texts.stream().filter(file::contains).collect(Collectors.toSet()));
    }
  }

  private static String letters(Random random, int count) {
    return random.ints(count, 'a', 'c').mapToObj(Character::toString).collect(Collectors.joining());
  }
}
