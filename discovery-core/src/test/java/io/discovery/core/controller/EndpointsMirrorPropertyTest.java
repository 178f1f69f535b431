package io.discovery.core.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.TestObjects;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Mirrored slices hold what the Endpoints say, whatever they said before. */
class EndpointsMirrorPropertyTest {
  private static final Service CART = TestObjects.service("cart", Map.of(), null);
  private static final List<Endpoints.Port> PORTS =
      List.of(
          new Endpoints.Port("http", 8080, Protocol.TCP, null),
          new Endpoints.Port("metrics", 9090, Protocol.TCP, null),
          new Endpoints.Port("dns", 53, Protocol.UDP, null));

  private final List<EndpointSlice> stored = new ArrayList<>();
  private int names;

  @Property(tries = 300)
  void slicesHoldWhatTheEndpointsSay(@ForAll long seed) {
    stored.clear();
    Randomness chance = Randomness.seeded(seed);
    for (int i = 0; i < 5; i++) {
      Endpoints endpoints = endpoints(chance);
      write(EndpointsMirror.reconcile(endpoints, CART, List.copyOf(stored)));
      assertThat(mirrored()).containsExactlyInAnyOrderElementsOf(said(endpoints));
      SlicePlan again = EndpointsMirror.reconcile(endpoints, CART, List.copyOf(stored));
      assertThat(again.creates()).isEmpty();
      assertThat(again.updates()).isEmpty();
      assertThat(again.deletes()).isEmpty();
    }
  }

  private static Endpoints endpoints(Randomness chance) {
    List<Endpoints.Subset> subsets = new ArrayList<>();
    int count = chance.nextInt(4);
    for (int i = 0; i < count; i++) {
      int chosen = 1 + chance.nextInt(7);
      List<Endpoints.Port> ports = new ArrayList<>();
      for (int bit = 0; bit < PORTS.size(); bit++) {
        if ((chosen >> bit & 1) == 1) {
          ports.add(PORTS.get(bit));
        }
      }
      subsets.add(new Endpoints.Subset(addresses(chance), addresses(chance), ports));
    }
    ObjectMeta metadata =
        ObjectMeta.builder().name("cart").namespace("shop").uid("uid-cart").build();
    return new Endpoints(metadata, subsets);
  }

  private static List<Endpoints.Address> addresses(Randomness chance) {
    List<Endpoints.Address> addresses = new ArrayList<>();
    int count = chance.nextInt(5);
    for (int i = 0; i < count; i++) {
      String start = chance.nextInt(3) == 0 ? "fd00::" : "10.9.0.";
      addresses.add(new Endpoints.Address(start + (1 + chance.nextInt(9)), null, null, null));
    }
    return addresses;
  }

  private void write(SlicePlan plan) {
    plan.updates()
        .forEach(
            slice -> {
              stored.removeIf(old -> old.namespacedName().equals(slice.namespacedName()));
              stored.add(slice);
            });
    stored.removeAll(plan.deletes());
    for (EndpointSlice slice : plan.creates()) {
      stored.add(slice.withMetadata(slice.metadata().toBuilder().name("cart-" + names++).build()));
    }
  }

  /** Each address of each subset once: family, ports, address, readiness. */
  private static List<String> said(Endpoints endpoints) {
    List<String> said = new ArrayList<>();
    for (Endpoints.Subset subset : Endpoints.repacked(endpoints.subsets())) {
      List<String> ports =
          subset.ports().stream().map(port -> port.name() + port.port()).sorted().toList();
      subset.addresses().forEach(address -> said.add(ports + " " + address.ip() + " true"));
      subset
          .notReadyAddresses()
          .forEach(address -> said.add(ports + " " + address.ip() + " false"));
    }
    return said;
  }

  private List<String> mirrored() {
    List<String> mirrored = new ArrayList<>();
    for (EndpointSlice slice : stored) {
      List<String> ports =
          slice.ports().stream().map(port -> port.name() + port.port()).sorted().toList();
      for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
        mirrored.add(
            ports + " " + endpoint.addresses().get(0) + " " + endpoint.conditions().ready());
      }
    }
    return mirrored;
  }
}
