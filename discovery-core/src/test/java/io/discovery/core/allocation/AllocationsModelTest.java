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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allocation beside plain sets; with {@code -Ddiscovery.long} ten times as many operations. */
class AllocationsModelTest {
  private static final List<Cidr> RANGES =
      List.of(Cidr.parse("10.99.0.0/22"), Cidr.parse("fd00:10:99::/118"));
  private static final int OPERATIONS = Boolean.getBoolean("discovery.long") ? 1_000_000 : 100_000;
  private static final int FIRST_PORT = 30_000;
  private static final int PORTS = 101;

  private final Randomness chance = Randomness.seeded(20);
  private final Allocations allocations =
      new Allocations(RANGES, FIRST_PORT, FIRST_PORT + PORTS - 1, chance);
  private final Set<Ip> addresses = new TreeSet<>();
  private final Set<Integer> ports = new TreeSet<>();

  /** The network address of each range, and the last one of IPv4, are nobody's. */
  @ParameterizedTest
  @CsvSource({"0, 1022", "1, 1023"})
  void addressesAreTakenAndFreedLikeASet(int family, int usable) {
    Cidr range = RANGES.get(family);
    for (int i = 0; i < OPERATIONS; i++) {
      Ip chosen = range.at(1 + chance.nextInt(usable));
      boolean commit = chance.nextInt(4) > 0;
      switch (chance.nextInt(3)) {
        case 0 -> take(chosen, commit);
        case 1 -> draw(family == 0 ? IpFamily.IPV4 : IpFamily.IPV6, usable, commit);
        default -> {
          allocations.release(chosen);
          addresses.remove(chosen);
        }
      }
      assertThat(allocations.taken(chosen)).isEqualTo(addresses.contains(chosen));
    }
    for (int i = 1; i <= usable; i++) {
      assertThat(allocations.taken(range.at(i))).isEqualTo(addresses.contains(range.at(i)));
    }
  }

  private void take(Ip ip, boolean commit) {
    try (Transaction transaction = allocations.begin(false)) {
      transaction.takeAddress(ip);
      assertThat(addresses).doesNotContain(ip);
      if (commit) {
        transaction.commit();
        addresses.add(ip);
      }
    } catch (AllocationException e) {
      assertThat(addresses).contains(ip);
    }
  }

  private void draw(IpFamily family, int usable, boolean commit) {
    try (Transaction transaction = allocations.begin(false)) {
      Ip ip = transaction.drawAddress(family);
      assertThat(addresses).doesNotContain(ip);
      if (commit) {
        transaction.commit();
        addresses.add(ip);
      }
    } catch (AllocationException e) {
      assertThat(addresses).hasSize(usable);
    }
  }

  @Test
  void portsAreTakenAndFreedLikeASet() {
    for (int i = 0; i < OPERATIONS; i++) {
      int chosen = FIRST_PORT + chance.nextInt(PORTS);
      boolean commit = chance.nextInt(4) > 0;
      switch (chance.nextInt(3)) {
        case 0 -> takePort(chosen, commit);
        case 1 -> drawPort(commit);
        default -> freePort(chosen, commit);
      }
      assertThat(allocations.taken(chosen)).isEqualTo(ports.contains(chosen));
    }
  }

  private void takePort(int port, boolean commit) {
    try (Transaction transaction = allocations.begin(false)) {
      transaction.takePort(port);
      assertThat(ports).doesNotContain(port);
      if (commit) {
        transaction.commit();
        ports.add(port);
      }
    } catch (AllocationException e) {
      assertThat(ports).contains(port);
    }
  }

  private void drawPort(boolean commit) {
    try (Transaction transaction = allocations.begin(false)) {
      int port = transaction.drawPort();
      assertThat(ports).doesNotContain(port);
      if (commit) {
        transaction.commit();
        ports.add(port);
      }
    } catch (AllocationException e) {
      assertThat(ports).hasSize(PORTS);
    }
  }

  /** What is freed is free once the change is committed. */
  private void freePort(int port, boolean commit) {
    try (Transaction transaction = allocations.begin(false)) {
      transaction.freePort(port);
      if (commit) {
        transaction.commit();
        ports.remove(port);
      }
    }
  }
}
