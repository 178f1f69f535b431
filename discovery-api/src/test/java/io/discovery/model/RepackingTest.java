package io.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Endpoints.Address;
import io.discovery.model.Endpoints.Port;
import io.discovery.model.Endpoints.Subset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RepackingTest {
  private static final Port HTTP = new Port("http", 8080, Protocol.TCP, null);
  private static final Port ADMIN = new Port("admin", 9090, Protocol.TCP, null);

  private static List<Address> addresses(String... ips) {
    return List.of(ips).stream().map(ip -> new Address(ip, null, null, null)).toList();
  }

  @Test
  void equalAddressesAreOneSubsetOfAllTheirPorts() {
    assertThat(
            Endpoints.repacked(
                List.of(
                    new Subset(addresses("10.0.0.2", "10.0.0.1"), List.of(), List.of(HTTP)),
                    new Subset(addresses("10.0.0.1", "10.0.0.2"), List.of(), List.of(ADMIN)))))
        .containsExactly(
            new Subset(addresses("10.0.0.1", "10.0.0.2"), List.of(), List.of(HTTP, ADMIN)));
  }

  @Test
  void notReadyGoesBeforeReadyOnTheSamePortAlone() {
    assertThat(
            Endpoints.repacked(
                List.of(
                    new Subset(addresses("10.0.0.1"), addresses("10.0.0.1"), List.of(HTTP)),
                    new Subset(addresses("10.0.0.1"), List.of(), List.of(ADMIN)))))
        .containsExactly(
            new Subset(List.of(), addresses("10.0.0.1"), List.of(HTTP)),
            new Subset(addresses("10.0.0.1"), List.of(), List.of(ADMIN)));
  }

  @Test
  void twoPodsOfOneAddressStayTwo() {
    Address first = new Address("10.0.0.1", null, null, ObjectReference.pod("shop", "a", "1"));
    Address second = new Address("10.0.0.1", null, null, ObjectReference.pod("shop", "b", "2"));
    List<Subset> both = List.of(new Subset(List.of(first), List.of(second), List.of(HTTP)));
    assertThat(Endpoints.repacked(both)).isEqualTo(both);
  }

  @Test
  void addressesWithoutPortsAreKept() {
    List<Subset> bare = List.of(new Subset(addresses("10.0.0.1"), List.of(), List.of()));
    assertThat(Endpoints.repacked(bare)).isEqualTo(bare);
  }

  @Property(tries = 300)
  void noAddressIsLostAndTwiceIsOnce(
      @ForAll @Size(max = 20) List<@IntRange(max = 255) Integer> drawn) {
    List<Subset> subsets = new ArrayList<>();
    for (int bits : drawn) {
      List<Address> one = addresses("10.0.0." + bits % 8);
      List<Port> ports = bits / 8 % 4 == 0 ? List.of() : List.of(bits / 8 % 2 == 0 ? HTTP : ADMIN);
      boolean ready = bits / 128 == 0;
      subsets.add(new Subset(ready ? one : List.of(), ready ? List.of() : one, ports));
    }
    List<Subset> repacked = Endpoints.repacked(subsets);
    assertThat(pairs(repacked)).isEqualTo(pairs(subsets));
    assertThat(Endpoints.repacked(repacked)).isEqualTo(repacked);
  }

  private static Set<String> pairs(List<Subset> subsets) {
    Set<String> pairs = new TreeSet<>();
    for (Subset subset : subsets) {
      List<Address> all = new ArrayList<>(subset.addresses());
      all.addAll(subset.notReadyAddresses());
      for (Address address : all) {
        pairs.add(address.ip());
        subset.ports().forEach(port -> pairs.add(address.ip() + " " + port.name()));
      }
    }
    return pairs;
  }
}
