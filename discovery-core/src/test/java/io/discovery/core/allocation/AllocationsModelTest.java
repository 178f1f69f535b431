package io.discovery.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.allocation.Allocations.Transaction;
import io.discovery.model.IpFamily;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Allocation beside a plain set; with {@code -Ddiscovery.long} ten times as many operations. */
class AllocationsModelTest {
  private static final Cidr RANGE = Cidr.parse("10.99.0.0/22");
  private static final int OPERATIONS = Boolean.getBoolean("discovery.long") ? 1_000_000 : 100_000;

  private final Randomness chance = Randomness.seeded(20);
  private final Allocations allocations = new Allocations(List.of(RANGE), 30_000, 30_100, chance);
  private final Set<Ip> model = new TreeSet<>();

  @Test
  void takesAndFreesLikeASet() {
    for (int i = 0; i < OPERATIONS; i++) {
      Ip chosen = RANGE.at(1 + chance.nextInt(1022));
      boolean commit = chance.nextInt(4) > 0;
      switch (chance.nextInt(3)) {
        case 0 -> take(chosen, commit);
        case 1 -> draw(commit);
        default -> {
          allocations.release(chosen);
          model.remove(chosen);
        }
      }
      assertThat(allocations.taken(chosen)).isEqualTo(model.contains(chosen));
    }
    for (int i = 1; i < 1023; i++) {
      assertThat(allocations.taken(RANGE.at(i))).isEqualTo(model.contains(RANGE.at(i)));
    }
  }

  private void take(Ip ip, boolean commit) {
    try (Transaction transaction = allocations.begin(false)) {
      transaction.takeAddress(ip);
      assertThat(model).doesNotContain(ip);
      if (commit) {
        transaction.commit();
        model.add(ip);
      }
    } catch (AllocationException e) {
      assertThat(model).contains(ip);
    }
  }

  private void draw(boolean commit) {
    try (Transaction transaction = allocations.begin(false)) {
      Ip ip = transaction.drawAddress(IpFamily.IPV4);
      assertThat(model).doesNotContain(ip);
      if (commit) {
        transaction.commit();
        model.add(ip);
      }
    } catch (AllocationException e) {
      assertThat(model).hasSize(1022);
    }
  }
}
