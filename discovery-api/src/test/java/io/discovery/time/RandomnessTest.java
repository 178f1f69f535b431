package io.discovery.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomnessTest {

  /** Recorded once: a later JVM that draws other numbers would break every recorded seed. */
  @Test
  void aSeedGivesTheSameNumbersInEveryJvm() {
    Randomness random = Randomness.seeded(42);
    assertThat(IntStream.range(0, 8).map(i -> random.nextInt(100)))
        .containsExactly(31, 56, 81, 72, 81, 71, 56, 19);
    assertThat(random.nextLong()).isEqualTo(6270620877612482005L);
  }

  @Test
  void seedsDiffer() {
    assertThat(Randomness.seeded(1).nextLong()).isNotEqualTo(Randomness.seeded(2).nextLong());
  }

  @Test
  void boundsAreKept() {
    for (Randomness random : new Randomness[] {Randomness.seeded(7), Randomness.threadLocal()}) {
      assertThat(IntStream.range(0, 1_000).map(i -> random.nextInt(3)))
          .allMatch(number -> number >= 0 && number < 3)
          .contains(0, 1, 2);
      assertThat(random.nextInt(1)).isZero();
      assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
