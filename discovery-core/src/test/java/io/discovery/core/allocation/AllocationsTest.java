package io.discovery.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.allocation.Allocations.Transaction;
import io.discovery.model.IpFamily;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationsTest {
  private static final Ip FIVE = Ip.parse("10.99.0.5");
  private static final Ip FIVE_6 = Ip.parse("fd00::5");

  private final Allocations allocations = dualStack(1);

  @Test
  void familiesComePrimaryFirst() {
    assertThat(allocations.families()).containsExactly(IpFamily.IPV6, IpFamily.IPV4);
  }

  @Test
  void closeGivesBackWhatWasTaken() {
    Ip drawn;
    int port;
    try (Transaction transaction = allocations.begin(false)) {
      transaction.takeAddress(FIVE);
      transaction.takePort(30005);
      drawn = transaction.drawAddress(IpFamily.IPV6);
      port = transaction.drawPort();
      assertThat(allocations.taken(FIVE)).isTrue();
      assertThat(allocations.taken(drawn)).isTrue();
      assertThat(allocations.taken(30005)).isTrue();
      assertThat(allocations.taken(port)).isTrue();
    }
    assertThat(allocations.taken(FIVE)).isFalse();
    assertThat(allocations.taken(drawn)).isFalse();
    assertThat(allocations.taken(30005)).isFalse();
    assertThat(allocations.taken(port)).isFalse();
  }

  @Test
  void commitKeepsWhatWasTaken() {
    try (Transaction transaction = allocations.begin(false)) {
      transaction.takeAddress(FIVE_6);
      transaction.takePort(30005);
      transaction.commit();
    }
    assertThat(allocations.taken(FIVE_6)).isTrue();
    assertThat(allocations.taken(30005)).isTrue();
  }

  @Test
  void freesOnCommitOnly() {
    take();
    try (Transaction transaction = allocations.begin(false)) {
      transaction.freePort(30005);
      assertThatThrownBy(() -> transaction.takeAddress(FIVE))
          .hasMessage("provided IP is already allocated");
      assertThatThrownBy(() -> transaction.takePort(30005))
          .hasMessage("provided port is already allocated");
    }
    assertThat(allocations.taken(FIVE)).isTrue();
    assertThat(allocations.taken(30005)).isTrue();
    try (Transaction transaction = allocations.begin(false)) {
      transaction.freePort(30005);
      transaction.commit();
    }
    assertThat(allocations.taken(30005)).isFalse();
    allocations.release(FIVE);
    allocations.release(FIVE);
    assertThat(allocations.taken(FIVE)).isFalse();
  }

  @Test
  void secondCommitDoesNothing() {
    take();
    Transaction transaction = allocations.begin(false);
    transaction.freePort(30005);
    transaction.commit();
    try (Transaction other = allocations.begin(false)) {
      other.takePort(30005);
      other.commit();
    }
    transaction.commit();
    transaction.close();
    assertThat(allocations.taken(30005)).isTrue();
  }

  @Test
  void secondCloseDoesNothing() {
    Transaction transaction = allocations.begin(false);
    transaction.takeAddress(FIVE);
    transaction.freePort(30005);
    transaction.close();
    take();
    transaction.close();
    transaction.commit();
    assertThat(allocations.taken(FIVE)).isTrue();
    assertThat(allocations.taken(30005)).isTrue();
  }

  private void take() {
    try (Transaction transaction = allocations.begin(false)) {
      transaction.takeAddress(FIVE);
      transaction.takePort(30005);
      transaction.commit();
    }
  }

  @Test
  void rangesThatOverlapShareTheirAddresses() {
    allocations.serve(List.of(Cidr.parse("10.99.0.0/30"), Cidr.parse("10.99.0.0/29")));
    allocations.hold(Ip.parse("10.99.0.6"));
    try (Transaction transaction = allocations.begin(false)) {
      List<Ip> drawn = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        drawn.add(transaction.drawAddress(IpFamily.IPV4));
      }
      assertThat(drawn).doesNotHaveDuplicates().doesNotContain(Ip.parse("10.99.0.6"));
      assertThat(drawn.subList(0, 2))
          .containsExactlyInAnyOrder(Ip.parse("10.99.0.1"), Ip.parse("10.99.0.2"));
      assertThatThrownBy(() -> transaction.drawAddress(IpFamily.IPV4)).hasMessage("range is full");
    }
  }

  @Test
  void familyWithoutRangeHasNothing() {
    Allocations single =
        new Allocations(List.of(Cidr.parse("10.99.0.0/24")), 1, 9, Randomness.seeded(1));
    assertThat(single.taken(FIVE_6)).isFalse();
    try (Transaction transaction = single.begin(false)) {
      assertThatThrownBy(() -> transaction.takeAddress(FIVE_6))
          .isInstanceOf(AllocationException.class)
          .hasMessage("the provided network does not match the current range");
      assertThatThrownBy(() -> transaction.drawAddress(IpFamily.IPV6))
          .isInstanceOf(AllocationException.class);
      transaction.commit();
    }
  }

  @Test
  void sameSeedHandsOutTheSame() {
    assertThat(drawn(dualStack(42))).isEqualTo(drawn(dualStack(42)));
    assertThat(drawn(dualStack(42))).isNotEqualTo(drawn(dualStack(43)));
  }

  private static List<Object> drawn(Allocations allocations) {
    List<Object> drawn = new ArrayList<>();
    Transaction transaction = allocations.begin(false);
    for (int i = 0; i < 20; i++) {
      drawn.add(transaction.drawAddress(IpFamily.IPV4));
      drawn.add(transaction.drawAddress(IpFamily.IPV6));
      drawn.add(transaction.drawPort());
    }
    return drawn;
  }

  private static Allocations dualStack(long seed) {
    List<Cidr> ranges = List.of(Cidr.parse("fd00::/112"), Cidr.parse("10.99.0.0/24"));
    return new Allocations(ranges, 30000, 32767, Randomness.seeded(seed));
  }
}
