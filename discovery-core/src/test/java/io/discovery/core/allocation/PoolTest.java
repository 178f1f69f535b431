package io.discovery.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PoolTest {
  @Property(tries = 200)
  void drawsEachNumberOnceAndUpperBandFirst(
      @ForAll @IntRange(min = 1, max = 600) int size,
      @ForAll @IntRange(min = 0, max = 40) int band,
      @ForAll long seed) {
    int lower = Math.min(size, band);
    Pool pool = new Pool(size, lower, Randomness.seeded(seed));
    TreeSet<Long> seen = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      long number = pool.draw();
      assertThat(seen.add(number)).isTrue();
      assertThat(number).isBetween(0L, size - 1L);
      assertThat(number >= lower).isEqualTo(i < size - lower);
    }
    assertThat(pool.draw()).isEqualTo(Taken.NONE);
    assertThat(pool.free(size / 2)).isTrue();
    assertThat(pool.draw()).isEqualTo(size / 2);
  }

  @Property(tries = 200)
  void neverDrawsWhatIsTaken(@ForAll @IntRange(min = 1, max = 300) int size, @ForAll long seed) {
    Randomness chance = Randomness.seeded(seed);
    Pool pool = new Pool(size, size / 4, chance);
    TreeSet<Long> model = new TreeSet<>();
    for (int i = 0; i < 3 * size; i++) {
      long chosen = chance.nextInt(size);
      switch (chance.nextInt(3)) {
        case 0 -> assertThat(pool.take(chosen)).isEqualTo(model.add(chosen));
        case 1 -> assertThat(pool.free(chosen)).isEqualTo(model.remove(chosen));
        default -> {
          long drawn = pool.draw();
          if (model.size() == size) {
            assertThat(drawn).isEqualTo(Taken.NONE);
          } else {
            assertThat(model.add(drawn)).isTrue();
          }
        }
      }
      assertThat(pool.taken(chosen)).isEqualTo(model.contains(chosen));
    }
  }

  @Test
  void drawsAreSpreadOverTheUpperBand() {
    Pool pool = new Pool(1000, 100, Randomness.seeded(1));
    List<Long> drawn = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      drawn.add(pool.draw());
    }
    assertThat(drawn).anyMatch(n -> n < 400).anyMatch(n -> n > 700);
    assertThat(drawn).isNotEqualTo(drawn.stream().sorted().toList());
  }

  @Test
  void sameSeedDrawsTheSame() {
    Pool one = new Pool(1000, 16, Randomness.seeded(7));
    Pool other = new Pool(1000, 16, Randomness.seeded(7));
    for (int i = 0; i < 1000; i++) {
      assertThat(one.draw()).isEqualTo(other.draw());
    }
  }

  @Test
  void drawsFromAFullRangeReadFewNodes() {
    int size = 65534;
    Pool pool = new Pool(size, 256, Randomness.seeded(3));
    long most = 0;
    for (int i = 0; i < size; i++) {
      long before = pool.nodesRead();
      assertThat(pool.draw()).isNotEqualTo(Taken.NONE);
      most = Math.max(most, pool.nodesRead() - before);
    }
    // Two searches in each of two bands, each at most twice down three levels.
    assertThat(most).isLessThanOrEqualTo(24);
  }

  @Test
  void emptyPoolHasNothing() {
    Pool pool = new Pool(0, 0, Randomness.seeded(1));
    assertThat(pool.draw()).isEqualTo(Taken.NONE);
    assertThat(pool.has(0)).isFalse();
  }

  @Test
  void widestPoolIsUnsigned() {
    Pool pool = new Pool(-1, 256, Randomness.seeded(5));
    boolean high = false;
    for (int i = 0; i < 64; i++) {
      long number = pool.draw();
      assertThat(pool.has(number)).isTrue();
      assertThat(pool.taken(number)).isTrue();
      high |= number < 0;
    }
    assertThat(high).isTrue();
    assertThat(pool.has(-2)).isTrue();
    assertThat(pool.has(-1)).isFalse();
  }
}
