package io.discovery.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.Cart;
import io.discovery.core.TestObjects;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.watch.WatchEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectCacheTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");
  private static final NamespacedName PAY = new NamespacedName("shop", "pay");
  private static final Service SERVICE = Cart.service("cart", "http:80");
  private static final EndpointSlice SLICE = Cart.slice("cart", "cart-1", Cart.ready("10.0.0.1"));

  private final ObjectCache cache = new ObjectCache(List.of("a", "b"), "n1");

  ObjectCacheTest() {
    cache.open(0);
    cache.open(1);
  }

  private ServiceObjects cart() {
    return Objects.requireNonNull(cache.service(CART));
  }

  private void put(int source, KubernetesObject object) {
    cache.apply(source, new WatchEvent.Added(object));
  }

  private static Node node(String name, @Nullable String zone) {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .name(name)
            .labels(zone == null ? Map.of() : Map.of(Node.ZONE_LABEL, zone))
            .build();
    return new Node(metadata, Node.Spec.NONE, Node.Status.NONE);
  }

  @Test
  void aChangeMakesItsServiceDirtyAndNoOther() {
    put(0, SERVICE);
    put(0, Cart.service("pay", "http:80"));
    assertThat(cache.isDirty()).isTrue();
    assertThat(cache.takeDirty()).containsExactly(CART, PAY);
    assertThat(cache.isDirty()).isFalse();
    put(0, SLICE);
    assertThat(cache.takeDirty()).containsExactly(CART);
    assertThat(cart().slices()).containsExactly(SLICE);
  }

  @Test
  void whatIsTheSameIsNoChange() {
    put(0, SERVICE);
    put(0, SLICE);
    cache.takeDirty();
    put(0, SLICE.withPorts(SLICE.ports()));
    cache.apply(0, WatchEvent.replaced(List.of(SERVICE, SLICE)));
    cache.apply(0, new WatchEvent.Bookmark("7"));
    cache.apply(0, new WatchEvent.Stale(new RuntimeException("slow")));
    assertThat(cache.isDirty()).isFalse();
  }

  @Test
  void aVersionSaysWhatIsTheSameAndNothingElse() {
    put(0, versioned("uid", "9", "10.0.0.1"));
    cache.takeDirty();
    put(0, versioned("uid", "9", "10.0.0.1"));
    assertThat(cache.isDirty()).isFalse();
    put(0, versioned("uid", "3", "10.0.0.3"));
    assertThat(cache.takeDirty()).as("a smaller number is no older state").containsExactly(CART);
    put(0, versioned("other", "3", "10.0.0.4"));
    assertThat(cache.takeDirty()).as("another object").containsExactly(CART);
  }

  private static EndpointSlice versioned(String uid, String version, String address) {
    EndpointSlice slice = Cart.slice("cart", "cart-1", Cart.ready(address));
    return slice.withMetadata(
        slice.metadata().toBuilder().uid(uid).resourceVersion(version).build());
  }

  @Test
  void whatIsAbsentFromAWholeStateIsGone() {
    put(0, SERVICE);
    put(0, SLICE);
    put(0, Cart.service("pay", "http:80"));
    cache.takeDirty();
    cache.apply(0, WatchEvent.replaced(List.of(SERVICE)));
    assertThat(cache.takeDirty()).containsExactly(CART, PAY);
    assertThat(cart().slices()).isEmpty();
    assertThat(cache.service(PAY)).isNull();
  }

  @Test
  void aWholeStateOfOneKindLeavesTheOthers() {
    put(0, SERVICE);
    put(0, SLICE);
    cache.takeDirty();
    cache.apply(0, new WatchEvent.Replaced(List.of(ResourceKind.ENDPOINT_SLICE), List.of(), null));
    assertThat(cache.takeDirty()).containsExactly(CART);
    assertThat(cart().slices()).isEmpty();
  }

  @Test
  void aSliceThatMovesTouchesBothServices() {
    put(0, SERVICE);
    put(0, SLICE);
    cache.takeDirty();
    cache.apply(0, new WatchEvent.Modified(Cart.slice("pay", "cart-1", Cart.ready("10.0.0.1"))));
    assertThat(cache.takeDirty()).containsExactly(CART, PAY);
    assertThat(cart().slices()).isEmpty();
  }

  @Test
  void deletingWhatIsNotThereIsNoChange() {
    cache.apply(0, new WatchEvent.Deleted(SERVICE));
    assertThat(cache.isDirty()).isFalse();
    put(0, SERVICE);
    cache.apply(0, new WatchEvent.Deleted(SERVICE));
    assertThat(cache.service(CART)).isNull();
  }

  @Test
  void theSourceNamedFirstHasTheServiceWithItsSlices() {
    EndpointSlice other = Cart.slice("cart", "cart-b", Cart.ready("10.0.0.2"));
    put(1, SERVICE);
    put(1, other);
    assertThat(cart().source()).isEqualTo("b");
    assertThat(cart().slices()).containsExactly(other);
    put(0, SERVICE);
    put(0, SLICE);
    ServiceObjects merged = cart();
    assertThat(merged.source()).isEqualTo("a");
    assertThat(merged.slices()).containsExactly(SLICE);
    assertThat(merged.alsoIn()).containsExactly("b");
    cache.apply(0, new WatchEvent.Deleted(SERVICE));
    assertThat(cart().source()).isEqualTo("b");
  }

  @Test
  void aSourceIsSeenOnceItsFirstStateIsWhole() {
    ObjectCache fresh = new ObjectCache(List.of("a"), null);
    fresh.apply(0, new WatchEvent.Added(SERVICE));
    fresh.takeDirty();
    assertThat(fresh.service(CART)).isNull();
    fresh.open(0);
    assertThat(fresh.takeDirty()).containsExactly(CART);
    assertThat(fresh.service(CART)).isNotNull();
  }

  @Test
  void theZoneOfTheOwnNodeTouchesEveryService() {
    put(0, SERVICE);
    put(1, Cart.service("pay", "http:80"));
    cache.takeDirty();
    put(0, node("n2", "b"));
    put(0, node("n1", null));
    assertThat(cache.takeDirty()).isEmpty();
    put(0, node("n1", "a"));
    assertThat(cache.zone()).isEqualTo("a");
    assertThat(cache.takeDirty()).containsExactly(CART, PAY);
  }

  @Test
  void kindsOfOtherClientsArePassedOver() {
    KubernetesObject pod = TestObjects.pod("cart-1", "10.244.0.1");
    cache.apply(0, WatchEvent.replaced(List.of(pod)));
    assertThat(cache.isDirty()).isFalse();
    cache.keep(ResourceKind.POD);
    cache.apply(0, WatchEvent.replaced(List.of(pod)));
    assertThat(cache.takeOthers()).containsOnlyKeys(ResourceKind.POD);
    assertThat(cache.isDirty()).isFalse();
    assertThat(cache.get(ResourceKind.POD, pod.namespacedName())).isSameAs(pod);
  }

  @Test
  void namespacesAndNodesTouchNoService() {
    put(0, SERVICE);
    cache.takeDirty();
    cache.takeOthers();
    Namespace shop = new Namespace(ObjectMeta.of("", "shop"), null, null);
    put(0, shop);
    put(1, node("n1", null));
    assertThat(cache.takeDirty()).isEmpty();
    assertThat(cache.takeOthers()).containsOnlyKeys(ResourceKind.NAMESPACE, ResourceKind.NODE);
    assertThat(cache.names(ResourceKind.NAMESPACE)).containsExactly(shop.namespacedName());
    assertThat(cache.get(ResourceKind.NAMESPACE, shop.namespacedName())).isSameAs(shop);
  }

  @Test
  void slicesAreThereWithoutTheirService() {
    put(1, SLICE);
    assertThat(cache.takeDirty()).containsExactly(CART);
    assertThat(cache.slices(CART)).containsExactly(SLICE);
    put(0, SERVICE);
    assertThat(cache.slices(CART)).as("those of the Service's own source").isEmpty();
    assertThat(cache.names(ResourceKind.SERVICE)).containsExactly(CART);
  }
}
