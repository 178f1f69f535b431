package io.discovery.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.NamespacedName;
import io.discovery.model.Service;
import io.discovery.testkit.controller.EndpointsController;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What controllers make of Services, Pods and Nodes in any order, beside a plain reckoning. */
class ChurnPropertyTest {
  private static final int STEPS = Boolean.getBoolean("discovery.long") ? 400 : 50;
  private static final int MOST = 3;

  @Property(tries = 150)
  void slices_hold_each_endpoint_once_and_nothing_else(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed, MOST);
    Churn churn = new Churn(any, shop.plane);
    for (int i = 0; i < STEPS; i++) {
      churn.step();
      if (any.oneIn(3)) {
        churn.touch();
        shop.loop.runUntilIdle();
        requireSlices(shop);
      }
    }
  }

  private static void requireSlices(Shop shop) {
    for (Service service : shop.all(Service.class)) {
      List<String> found = new ArrayList<>();
      Set<Object> placeholders = new HashSet<>();
      for (EndpointSlice slice : slices(shop, service)) {
        assertThat(slice.endpoints().size()).isLessThanOrEqualTo(MOST);
        if (slice.endpoints().isEmpty()) {
          assertThat(placeholders.add(slice.addressType())).as("one placeholder").isTrue();
        }
        slice.endpoints().forEach(endpoint -> found.add(Reckoning.text(slice, endpoint)));
      }
      List<String> expected = Reckoning.slices(shop.plane, service);
      assertThat(found).as(service.toString()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<EndpointSlice> slices(Shop shop, Service service) {
    NamespacedName name = service.namespacedName();
    return shop.all(EndpointSlice.class).stream()
        .filter(slice -> name.equals(slice.service()))
        .toList();
  }

  @Property(tries = 100)
  void the_order_of_events_does_not_matter(@ForAll long seed) {
    Shop eager = new Shop(seed, MOST);
    Shop late = new Shop(seed, MOST);
    Churn first = new Churn(new Anything(seed), eager.plane);
    Churn second = new Churn(new Anything(seed), late.plane);
    for (int i = 0; i < STEPS; i++) {
      first.step();
      eager.loop.runUntilIdle();
      second.step();
    }
    first.touch();
    second.touch();
    eager.loop.runUntilIdle();
    late.loop.runUntilIdle();
    assertThat(endpoints(late)).isEqualTo(endpoints(eager));
  }

  private static Set<String> endpoints(Shop shop) {
    Set<String> all = new TreeSet<>();
    for (EndpointSlice slice : shop.all(EndpointSlice.class)) {
      slice
          .endpoints()
          .forEach(
              e ->
                  all.add(
                      slice.service()
                          + Reckoning.text(slice, e).replaceAll("[0-9a-f-]{36}", "uid")));
    }
    return all;
  }

  @Property(tries = 100)
  void a_second_look_writes_nothing(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed, MOST);
    EndpointsController.start(shop.plane);
    Churn churn = new Churn(any, shop.plane);
    for (int i = 0; i < STEPS; i++) {
      churn.step();
    }
    shop.loop.runUntilIdle();
    churn.touch();
    String touched = shop.plane.resourceVersion();
    shop.loop.runUntilIdle();
    assertThat(shop.plane.resourceVersion()).isEqualTo(touched);
  }

  @Property(tries = 100)
  void endpoints_hold_each_address_once_for_its_ports(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed, MOST);
    EndpointsController.start(shop.plane);
    Churn churn = new Churn(any, shop.plane);
    for (int i = 0; i < STEPS; i++) {
      churn.step();
      if (any.oneIn(3)) {
        churn.touch();
        shop.loop.runUntilIdle();
        shop.all(Service.class).forEach(service -> requireEndpoints(shop, service));
      }
    }
  }

  private static void requireEndpoints(Shop shop, Service service) {
    Endpoints endpoints = shop.plane.get(Endpoints.class, service.namespacedName());
    if (service.spec().selector().isEmpty()) {
      return;
    }
    List<String> found = new ArrayList<>();
    for (Endpoints.Subset subset : endpoints.subsets()) {
      assertThat(subset.addresses().size() + subset.notReadyAddresses().size()).isPositive();
      for (Endpoints.Port port : subset.ports()) {
        Stream.concat(
                subset.addresses().stream().map(address -> address.ip() + " ready"),
                subset.notReadyAddresses().stream().map(address -> address.ip() + " not"))
            .forEach(address -> found.add(port.port() + " " + address));
      }
    }
    List<String> expected = Reckoning.endpoints(shop.plane, service);
    assertThat(found).as(service.toString()).containsExactlyInAnyOrderElementsOf(expected);
  }
}
