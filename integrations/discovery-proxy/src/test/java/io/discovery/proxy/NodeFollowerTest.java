package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Location;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.feed.Feed;
import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeFollowerTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");
  private static final NamespacedName HERE = new NamespacedName("", Cart.HERE);

  private final Town town = new Town(Mode.DIRECT);
  private final List<Plan> plans = new ArrayList<>();
  private final NodeFollower follower = new NodeFollower(Cart.HERE, town.proxy, plans::add);

  /** A cluster with at most one Service and one Node. */
  private record Small(@Nullable Service service, List<EndpointSlice> slices, @Nullable Node node)
      implements Feed.State {
    @Override
    public @Nullable ServiceObjects objects(NamespacedName name) {
      return service == null || !name.equals(CART)
          ? null
          : new ServiceObjects("cluster", service, slices, List.of());
    }

    @Override
    public List<EndpointSlice> slices(NamespacedName name) {
      return name.equals(CART) ? slices : List.of();
    }

    @Override
    public @Nullable ServiceView view(NamespacedName name) {
      ServiceObjects objects = objects(name);
      return objects == null ? null : ServiceView.of(objects, Location.ANYWHERE, false, null);
    }

    @Override
    public @Nullable KubernetesObject get(ResourceKind kind, NamespacedName name) {
      return kind.equals(ResourceKind.NODE) && name.equals(HERE) ? node : null;
    }
  }

  @Test
  void tellsOfServicesThatComeAndGo() {
    Service cart = Cart.service(ServiceSpec.builder().clusterIP(Town.IP));
    EndpointSlice slice = Cart.slice(cart, AddressType.IPV4, Cart.endpoints("1:RS"));
    Small small = new Small(cart, List.of(slice), null);
    NamespacedName wild = new NamespacedName("shop", "☃");
    follower.changed(ResourceKind.SERVICE, List.of(CART, wild), small);
    assertThat(plans.get(0).open()).containsExactly(Hop.frontend("10.96.0.20:80"));
    assertThat(town.reach("10.0.9.9 > 10.96.0.20:80")).isEqualTo("1");
    follower.changed(ResourceKind.SERVICE, List.of(CART), new Small(null, List.of(slice), null));
    assertThat(plans.get(1).close()).containsExactly(Hop.frontend("10.96.0.20:80"));
    follower.changed(ResourceKind.NAMESPACE, List.of(CART), small);
    assertThat(plans).hasSize(2);
  }

  @Test
  void tellsOfItsOwnNodeAlone() {
    follower.changed(
        ResourceKind.NODE,
        List.of(new NamespacedName("", "elsewhere")),
        new Small(null, List.of(), null));
    assertThat(plans).isEmpty();
    assertThat(town.proxy.health("/healthz").code()).isEqualTo(200);
    follower.changed(ResourceKind.NODE, List.of(HERE), new Small(null, List.of(), null));
    assertThat(town.proxy.health("/healthz").code()).isEqualTo(503);
    follower.changed(ResourceKind.NODE, List.of(HERE), new Small(null, List.of(), Hop.here("a")));
    assertThat(town.proxy.health("/healthz").code()).isEqualTo(200);
  }
}
