package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Registration;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.core.feed.Feed;
import io.discovery.core.feed.Follower;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;
import io.discovery.time.Randomness;
import io.discovery.watch.ObjectSource;
import io.discovery.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");

  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane =
      ControlPlane.builder(loop, loop, Randomness.seeded(1)).unknownNodes(true).build();
  private final ServiceDiscovery discovery =
      Discovery.builder().loop(loop).time(loop).source(plane.watchSource()).build();
  private final List<String> told = new ArrayList<>();

  private Registration follow(boolean pods, Follower follower) {
    Registration registration = ((Feed) discovery).follow(follower, pods);
    loop.runUntilIdle();
    return registration;
  }

  private Registration follow(boolean pods) {
    return follow(pods, (kind, names, state) -> names.forEach(name -> told.add(kind + " " + name)));
  }

  private void apply(KubernetesObject... objects) {
    plane.apply("test", List.of(objects));
    loop.runUntilIdle();
  }

  @Test
  void tellsOfAllThereIsAndThenOfEachChange() {
    apply(Cart.service("cart", "http:80"), TestObjects.node("node-a", "a"));
    Registration registration = follow(false);
    assertThat(told).containsExactly("Namespace shop", "Node node-a", "Service shop/cart");
    told.clear();
    apply(Cart.service("cart", "http:80"), Cart.service("pay", "http:80"));
    assertThat(told).containsExactly("Node node-a", "Service shop/pay");
    registration.close();
    told.clear();
    apply();
    assertThat(told).isEmpty();
  }

  @Test
  void tellsOfPodsToWhoeverAsks() {
    apply(TestObjects.pod("cart-1", "10.244.0.1"));
    follow(false);
    assertThat(told).containsExactly("Namespace shop");
    told.clear();
    follow(true);
    assertThat(told).contains("Pod shop/cart-1");
  }

  @Test
  void tellsOfSlicesWithoutService() {
    follow(
        false,
        (kind, names, state) -> {
          if (kind.equals(ResourceKind.SERVICE)) {
            names.forEach(
                name ->
                    told.add(name + " " + state.objects(name) + " " + state.slices(name).size()));
          }
        });
    apply(Cart.slice("cart", "cart-1", Cart.ready("10.0.0.1")));
    assertThat(told).containsExactly("shop/cart null 1");
  }

  @Test
  void tellsBeforeItIsPublished() {
    follow(
        false,
        (kind, names, state) -> {
          if (names.contains(CART) && told.isEmpty()) {
            assertThat(state.view(CART)).isNotNull();
            told.add("" + discovery.snapshot().service(ServiceName.of(CART)));
          }
        });
    apply(Cart.service("cart", "http:80"));
    assertThat(told).containsExactly("null");
    assertThat(discovery.snapshot().service(ServiceName.of(CART))).isNotNull();
  }

  @Test
  void aFollowerThatFailsHarmsNobody() {
    follow(
        false,
        (kind, names, state) -> {
          if (names.contains(CART)) {
            throw new IllegalStateException("broken");
          }
        });
    follow(false);
    apply(Cart.service("cart", "http:80"));
    assertThat(told).contains("Service shop/cart");
    assertThat(discovery.snapshot().service(ServiceName.of(CART))).isNotNull();
  }

  @Test
  void clusterIpsComeFromTheRangesOfTheBuilder() {
    ServiceDiscovery loopback =
        Discovery.builder()
            .loop(loop)
            .time(loop)
            .serviceCidrs(Cidr.parse("127.96.0.0/16"))
            .source(
                (ObjectSource)
                    handler -> {
                      handler.onEvent(
                          WatchEvent.replaced(List.of(Cart.service("cart", "http:80"))));
                      return () -> {};
                    })
            .build();
    loop.runUntilIdle();
    ServiceSnapshot cart = loopback.snapshot().service(ServiceName.of(CART));
    assertThat(cart).isNotNull();
    assertThat(cart.service().spec().clusterIP()).startsWith("127.96.");
  }

  /** Both call themselves the control plane. */
  @Test
  void aControlPlaneOfTheUsersStandsBesideTheOwnOne() {
    apply(Cart.service("pay", "http:80"));
    ObjectSource written =
        handler -> {
          handler.onEvent(WatchEvent.replaced(List.of(Cart.service("cart", "http:80"))));
          return () -> {};
        };
    try (ServiceDiscovery both =
        Discovery.builder()
            .loop(loop)
            .time(loop)
            .source(plane.watchSource())
            .source(written)
            .build()) {
      loop.runUntilIdle();
      assertThat(both.snapshot().services()).hasSize(2);
      assertThat(both.refused()).isEmpty();
    }
  }
}
