package io.discovery.core;

import static io.discovery.core.TestObjects.endpoints;
import static io.discovery.core.TestObjects.namespace;
import static io.discovery.core.TestObjects.node;
import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Refusal;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlPlaneApplyTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");

  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane =
      ControlPlane.builder(loop, loop, Randomness.seeded(1)).unknownNodes(true).build();
  private final List<String> changes = new ArrayList<>();

  private List<String> apply(String source, KubernetesObject... objects) {
    return plane.apply(source, List.of(objects)).stream().map(Refusal::toString).toList();
  }

  @BeforeEach
  void listen() {
    plane.onChange(event -> changes.add(event.getClass().getSimpleName()));
  }

  private Service cart() {
    return Objects.requireNonNull(plane.get(Service.class, CART));
  }

  private List<List<String>> addresses() {
    loop.runUntilIdle();
    return plane.list(EndpointSlice.class).stream()
        .map(
            slice ->
                slice.endpoints().stream().map(endpoint -> endpoint.addresses().get(0)).toList())
        .toList();
  }

  @Test
  void objectsAreCreatedWithTheirNamespaceAndStatus() {
    assertThat(apply("a", pod("cart-1", "10.244.0.1"), service("cart"))).isEmpty();
    assertThat(plane.list(Namespace.class))
        .extracting(namespace -> namespace.metadata().name())
        .containsExactly("shop");
    assertThat(plane.list(Pod.class)).extracting(Pod::ready).containsExactly(true);
    assertThat(addresses()).containsExactly(List.of("10.244.0.1"));
    assertThat(apply("a", namespace("shop"), pod("cart-1", "10.244.0.1"), service("cart")))
        .as("a namespace may be named later")
        .isEmpty();
  }

  @Test
  void whatDidNotChangeIsNotWritten() {
    apply("a", service("cart"), node("node-a", "a"), pod("cart-1", "10.244.0.1"));
    changes.clear();
    apply("a", pod("cart-1", "10.244.0.1"), service("cart"), node("node-a", "a"));
    assertThat(changes).isEmpty();
    apply("a", pod("cart-1", "10.244.0.2"), service("cart"), node("node-a", "a"));
    assertThat(changes).containsExactly("Modified");
  }

  @Test
  void whatTheSourceNoLongerSaysIsDeletedAndTheAddressKept() {
    apply("a", service("cart"), service("orders"), pod("cart-1", "10.244.0.1"));
    apply("b", service("other"));
    String address = cart().spec().clusterIP();
    apply("a", service("cart", Map.of("app", "x"), null));
    assertThat(plane.list(Service.class))
        .extracting(service -> service.metadata().name())
        .containsExactly("cart", "other");
    assertThat(plane.list(Pod.class)).as("nobody would end it").isEmpty();
    assertThat(cart().spec().clusterIP()).isEqualTo(address);
    assertThat(cart().spec().selector()).isEqualTo(Map.of("app", "x"));
    apply("a");
    assertThat(plane.get(Service.class, CART)).isNull();
  }

  @Test
  void whatSomebodyElseDeletedIsCreatedAgain() {
    apply("a", service("cart"));
    plane.delete(ResourceKind.SERVICE, CART);
    apply("a", service("cart"));
    assertThat(plane.get(Service.class, CART)).isNotNull();
    plane.delete(ResourceKind.SERVICE, CART);
    assertThat(apply("a")).isEmpty();
  }

  @Test
  void whoWantsACertainAddressGetsItWhereverItIsListed() {
    List<KubernetesObject> objects = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      objects.add(service("s" + i));
    }
    objects.add(service("cart", Map.of("app", "cart"), "10.96.0.50"));
    objects.add(namespace("shop"));
    assertThat(plane.apply("a", objects)).isEmpty();
    assertThat(cart().spec().clusterIP()).isEqualTo("10.96.0.50");
  }

  @Test
  void aRefusedObjectIsReportedAndItsLastGoodStateStays() {
    apply("a", service("cart"), service("orders"));
    Service good = cart();
    Service bad = good.withSpec(good.spec().toBuilder().ports(List.of()).build());
    assertThat(apply("a", bad, service("orders", Map.of("app", "x"), null)))
        .singleElement()
        .asString()
        .startsWith("a: Service shop/cart: Service \"cart\" is invalid: spec.ports: Required");
    assertThat(cart()).isEqualTo(good);
    assertThat(plane.list(Service.class))
        .extracting(service -> service.spec().selector().get("app"))
        .containsExactly("cart", "x");
    assertThat(apply("a", service("cart"), service("orders"))).isEmpty();
  }

  @Test
  void aRefusedObjectIsTriedAgainWithTheNextState() {
    Service other = service("other", Map.of(), "10.96.0.50");
    Service wants = service("cart", Map.of(), "10.96.0.50");
    apply("a", other);
    assertThat(apply("b", wants)).singleElement().asString().contains("already allocated");
    apply("a");
    assertThat(apply("b", wants)).isEmpty();
    assertThat(cart().spec().clusterIP()).isEqualTo("10.96.0.50");
  }

  @Test
  void theFirstOwnerOfANameWins() {
    apply("a", service("cart"));
    assertThat(apply("b", service("cart", Map.of("app", "b"), null), service("orders")))
        .containsExactly("b: Service shop/cart: is given by a already");
    assertThat(cart().spec().selector()).isEqualTo(Map.of("app", "cart"));
    apply("b");
    assertThat(plane.get(Service.class, CART)).as("b never owned it").isNotNull();
    apply("a");
    assertThat(apply("b", service("cart"))).isEmpty();
    assertThat(apply("a", service("cart")))
        .containsExactly("a: Service shop/cart: is given by b already");
    assertThat(apply("c", service("twice"), service("twice")))
        .containsExactly("c: Service shop/twice: is given twice");
  }

  @Test
  void endpointsMayComeBeforeTheirService() {
    apply("a", endpoints("cart", "10.9.0.1"), service("cart", Map.of(), null));
    assertThat(addresses()).containsExactly(List.of("10.9.0.1"));
    apply("a", service("cart", Map.of(), null), endpoints("cart", "10.9.0.2"));
    assertThat(addresses()).containsExactly(List.of("10.9.0.2"));
    apply("a", service("cart", Map.of(), null));
    assertThat(addresses()).isEmpty();
  }

  @Test
  void whatAServerWroteIntoAManifestIsPassedOver() {
    ObjectMeta exported =
        ObjectMeta.builder()
            .namespace("shop")
            .name("cart")
            .uid("other")
            .resourceVersion("12345")
            .generation(7L)
            .build();
    assertThat(apply("a", service("cart").withMetadata(exported))).isEmpty();
    assertThat(
            apply(
                "a",
                service("cart", Map.of("app", "x"), null)
                    .withMetadata(exported.toBuilder().resourceVersion("12346").build())))
        .isEmpty();
    assertThat(cart().metadata().uid()).isNotEqualTo("other");
  }

  @Test
  void whatASourceDropsIsTakenFromTheNextThatGivesIt() {
    apply("a", service("cart"), service("orders"));
    apply("b", service("cart", Map.of("app", "b"), null));
    apply("c", service("cart", Map.of("app", "c"), null));
    assertThat(apply("a", service("orders"))).isEmpty();
    assertThat(cart().spec().selector()).isEqualTo(Map.of("app", "b"));
    assertThat(plane.refused("b")).isEmpty();
    assertThat(plane.refused("c"))
        .extracting(Refusal::toString)
        .containsExactly("c: Service shop/cart: is given by b already");
    apply("b");
    assertThat(cart().spec().selector()).isEqualTo(Map.of("app", "c"));
    apply("c");
    assertThat(plane.get(Service.class, CART)).isNull();
  }

  @Test
  void whatLackedAnAddressIsTriedAgainOnceItIsGivenUp() {
    apply("a", service("other", Map.of(), "10.96.0.50"));
    assertThat(apply("b", service("cart", Map.of(), "10.96.0.50"))).hasSize(1);
    apply("a");
    assertThat(cart().spec().clusterIP()).isEqualTo("10.96.0.50");
    assertThat(plane.refused("b")).isEmpty();
  }
}
