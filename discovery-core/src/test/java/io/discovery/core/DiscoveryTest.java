package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.DiscoveryState.Phase;
import io.discovery.ServiceDiscovery;
import io.discovery.balancer.NoEndpointException;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.snapshot.Endpoint;
import io.discovery.watch.ObjectSource;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private final InMemorySource source = new InMemorySource();

  @Test
  void picksAtOnceFromASourceThatDeliversAtOnce() {
    source.put(Cart.service("cart", "http:80"));
    source.put(Cart.slice("cart", "cart-1", Cart.ready("10.244.0.1")));
    try (ServiceDiscovery discovery = Discovery.of(source)) {
      Endpoint endpoint = discovery.service("shop/cart").endpoint();
      assertThat(endpoint).hasToString("10.244.0.1:8080 (pod-10.244.0.1)");
      assertThat(discovery.state().phase()).isEqualTo(Phase.SYNCED);
      assertThat(discovery.synced().toCompletableFuture()).isCompleted();
      assertThat(discovery.snapshot().services()).hasSize(1);
      assertThat(discovery.refused()).isEmpty();
    }
  }

  @Test
  void picksAtOnceFromWhatAUserWrote() {
    List<KubernetesObject> objects =
        List.of(
            Cart.service("cart", "http:80"),
            Cart.slice("cart", "cart-1", Cart.ready("10.244.0.1")));
    ObjectSource written =
        handler -> {
          handler.onEvent(WatchEvent.replaced(objects));
          return () -> {};
        };
    try (ServiceDiscovery discovery = Discovery.of(written)) {
      assertThat(discovery.service("shop/cart").endpoint().port()).isEqualTo(8080);
      assertThat(discovery.refused()).isEmpty();
      assertThat(discovery.service("shop/cart").explain().toString()).contains("ClusterIP 10.96.");
    }
  }

  @Test
  void aHandleIsValidBeforeTheServiceExists() {
    VirtualLoop loop = new VirtualLoop();
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).loop(loop).time(loop).build()) {
      var cart = discovery.service("shop/cart", "http");
      assertThatThrownBy(cart::endpoint)
          .isInstanceOfSatisfying(
              NoEndpointException.class,
              e -> assertThat(e.reason()).isEqualTo(NoEndpointException.Reason.NOT_SYNCED))
          .hasMessage("shop/cart:http: not synced (waiting for in memory)");
      loop.runUntilIdle();
      assertThatThrownBy(cart::endpoint).hasMessage("shop/cart:http: no Service with this name");
      source.put(Cart.service("cart", "http:80"));
      source.put(Cart.slice("cart", "cart-1", Cart.ready("10.244.0.1")));
      loop.runUntilIdle();
      assertThat(cart.endpoint().port()).isEqualTo(8080);
      source.remove(Cart.service("cart").kind(), new NamespacedName("shop", "cart"));
      loop.runUntilIdle();
      assertThatThrownBy(cart::endpoint).hasMessage("shop/cart:http: no Service with this name");
    }
  }

  @Test
  void fixedServicesNeedNoCluster() {
    WatchSource fixed =
        FixedServices.of("legacy/mainframe:tn3270", "192.0.2.17:23").and("legacy/db", "[::1]:5432");
    try (ServiceDiscovery discovery = Discovery.of(fixed)) {
      assertThat(discovery.service("legacy/mainframe").endpoint()).hasToString("192.0.2.17:23");
      assertThat(discovery.service("legacy/db").endpoint()).hasToString("[::1]:5432");
    }
  }
}
