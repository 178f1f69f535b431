package io.discovery.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.time.Randomness;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortPoolTest {
  @ParameterizedTest
  @CsvSource({
    "30000, 32767, 30086",
    "20000, 32767, 20128",
    "30000, 30199, 30016",
    "30000, 30016, 30016",
    "30000, 30015, 30000",
    "80, 80, 80"
  })
  void drawsTheUpperBandFirst(int first, int last, int upper) {
    PortPool pool = new PortPool(first, last, Randomness.seeded(2));
    TreeSet<Integer> drawn = new TreeSet<>();
    for (int i = upper; i <= last; i++) {
      drawn.add(pool.draw());
    }
    assertThat(drawn).hasSize(last - upper + 1);
    assertThat(drawn.first()).isEqualTo(upper);
    assertThat(drawn.last()).isEqualTo(last);
    for (int i = first; i < upper; i++) {
      assertThat(pool.draw()).isBetween(first, upper - 1);
    }
    assertThatThrownBy(pool::draw)
        .isInstanceOf(AllocationException.class)
        .hasMessage("range is full");
  }

  @ParameterizedTest
  @ValueSource(ints = {30000, 30050, 30100})
  void takesAndFrees(int port) {
    PortPool pool = new PortPool(30000, 30100, Randomness.seeded(2));
    pool.take(port);
    assertThat(pool.taken(port)).isTrue();
    assertThatThrownBy(() -> pool.take(port)).hasMessage("provided port is already allocated");
    pool.free(port);
    assertThat(pool.taken(port)).isFalse();
    pool.take(port);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 29999, 30101, 65536})
  void refusesOtherPorts(int port) {
    PortPool pool = new PortPool(30000, 30100, Randomness.seeded(2));
    assertThatThrownBy(() -> pool.take(port))
        .hasMessage(
            "provided port is not in the valid range. The range of valid ports is 30000-30100");
    pool.free(port);
    assertThat(pool.taken(port)).isFalse();
  }

  @Test
  void freeingNothingIsAllowed() {
    PortPool pool = new PortPool(30000, 30100, Randomness.seeded(2));
    pool.free(30050);
    assertThat(pool.taken(30050)).isFalse();
  }
}
