package io.discovery.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.time.Randomness;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPoolTest {
  @ParameterizedTest
  @CsvSource({
    "10.99.0.0/29, 6, 10.99.0.1, 10.99.0.6",
    "10.99.0.0/30, 2, 10.99.0.1, 10.99.0.2",
    "10.99.0.0/24, 254, 10.99.0.1, 10.99.0.254",
    "fd00::/125, 7, fd00::1, fd00::7",
    "fd00::/127, 1, fd00::1, fd00::1"
  })
  void handsOutAllUsableAddresses(String range, int usable, String first, String last) {
    AddressPool pool = pool(range);
    TreeSet<Ip> drawn = new TreeSet<>();
    for (int i = 0; i < usable; i++) {
      assertThat(drawn.add(drawn(pool))).isTrue();
    }
    assertThat(drawn.first()).hasToString(first);
    assertThat(drawn.last()).hasToString(last);
    assertThat(pool.draw()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.99.0.0/31", "10.99.0.0/32", "fd00::/128"})
  void tinyRangesHaveNothing(String range) {
    assertThat(pool(range).draw()).isNull();
  }

  /** The first address of the upper band comes last of those drawn before the lower band. */
  @ParameterizedTest
  @CsvSource({
    "10.96.0.0/16, 10.96.1.1, 65278",
    "10.96.0.0/22, 10.96.0.65, 958",
    "10.96.0.0/24, 10.96.0.17, 238",
    "10.96.0.0/27, 10.96.0.17, 14",
    "10.96.0.0/28, 10.96.0.1, 14",
    "fd00::/112, fd00::101, 65279"
  })
  void drawsTheUpperBandFirst(String range, String first, int count) {
    AddressPool pool = pool(range);
    TreeSet<Ip> drawn = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      drawn.add(drawn(pool));
    }
    assertThat(drawn.first()).hasToString(first);
    assertThat(drawn).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({
    "10.99.0.0/28, 10.99.0.0",
    "10.99.0.0/28, 10.99.0.15",
    "10.99.0.0/28, 10.99.0.16",
    "10.99.0.0/28, fd00::1",
    "10.99.0.0/31, 10.99.0.1",
    "fd00::/112, fd00::",
    "fd00::/112, fd00::1:0"
  })
  void refusesWhatIsNotUsable(String range, String ip) {
    AddressPool pool = pool(range);
    assertThat(pool.has(Ip.parse(ip))).isFalse();
    assertThatThrownBy(() -> pool.check(Ip.parse(ip)))
        .isInstanceOf(AllocationException.class)
        .hasMessageContaining("is not in the valid range. The range of valid IPs is " + range);
  }

  @ParameterizedTest
  @CsvSource({
    "10.99.0.0/28, 10.99.0.1",
    "10.99.0.0/28, 10.99.0.14",
    "fd00::/112, fd00::ffff",
    "fd00::/64, fd00::ffff:ffff:ffff:ffff",
    "fd00::/64, fd00::8000:0:0:1"
  })
  void takesWhatIsUsable(String range, String text) {
    AddressPool pool = pool(range);
    Ip ip = Ip.parse(text);
    assertThat(pool.has(ip)).isTrue();
    pool.take(ip);
    assertThatThrownBy(() -> pool.take(ip)).hasMessage("provided IP is already allocated");
  }

  @Test
  void drawsInTheWidestRange() {
    AddressPool pool = pool("fd00::/64");
    TreeSet<Ip> drawn = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      Ip ip = drawn(pool);
      assertThat(Cidr.parse("fd00::/64").contains(ip)).isTrue();
      assertThat(drawn.add(ip)).isTrue();
    }
    assertThat(drawn.last()).isGreaterThan(Ip.parse("fd00::8000:0:0:0"));
  }

  private static Ip drawn(AddressPool pool) {
    return Objects.requireNonNull(pool.draw());
  }

  private static AddressPool pool(String range) {
    return new AddressPool(Cidr.parse(range), new Taken(), Randomness.seeded(11));
  }
}
