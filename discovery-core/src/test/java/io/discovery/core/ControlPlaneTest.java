package io.discovery.core;

import static io.discovery.core.TestObjects.namespace;
import static io.discovery.core.TestObjects.node;
import static io.discovery.core.TestObjects.plain;
import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.Registration;
import io.discovery.address.Cidr;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.time.Randomness;
import io.discovery.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");
  private static final ResourceKind BOX =
      new ResourceKind("shop.example", "v1", "Box", "boxes", true);

  /** A kind that core does not know. */
  record Box(ObjectMeta metadata, int size) implements KubernetesObject {
    @Override
    public ResourceKind kind() {
      return BOX;
    }

    @Override
    public Box withMetadata(ObjectMeta metadata) {
      return new Box(metadata, size);
    }
  }

  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane =
      ControlPlane.builder(loop, loop, Randomness.seeded(1))
          .serviceCidrs(List.of(Cidr.parse("10.96.0.0/29")))
          .kind(BOX, Box.class, ControlPlaneTest::admitBox, (before, after) -> after)
          .build();

  private static Box admitBox(Box box) {
    if (box.size() > 9) {
      throw new StatusException(Status.invalid(BOX, box.metadata().name(), List.of()));
    }
    return new Box(box.metadata(), Math.max(1, box.size()));
  }

  @BeforeEach
  void createNamespace() {
    plane.create(namespace("shop"));
  }

  private Pod createPod(String name, String ip) {
    Pod given = pod(name, ip);
    Pod stored = plane.create(plain(given));
    return plane.updateStatus(stored.withStatus(given.status()));
  }

  @Test
  void podsBecomeSlicesOfTheirServices() {
    plane.create(node("node-a", "a"));
    Service stored = plane.create(service("cart"));
    assertThat(stored.spec().clusterIP()).startsWith("10.96.0.");
    createPod("cart-1", "10.244.0.1");
    assertThat(plane.list(EndpointSlice.class)).isEmpty();
    loop.runUntilIdle();
    List<EndpointSlice> slices = plane.list(EndpointSlice.class, "shop");
    assertThat(slices).hasSize(1);
    assertThat(slices.get(0).endpoints()).hasSize(1);
    assertThat(slices.get(0).metadata().name()).matches("cart-.{5}");

    plane.delete(ResourceKind.SERVICE, CART);
    loop.runUntilIdle();
    assertThat(plane.list(EndpointSlice.class)).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThatThrownBy(
            () -> plane.create(service("cart").withMetadata(ObjectMeta.of("nowhere", "cart"))))
        .isInstanceOf(StatusException.class)
        .hasMessage("namespaces \"nowhere\" not found");
    assertThatThrownBy(() -> plane.update(service("cart")))
        .hasMessage("services \"cart\" not found");
    assertThatThrownBy(() -> plane.updateStatus(service("cart")))
        .hasMessage("services \"cart\" not found");
    assertThatThrownBy(() -> plane.delete(ResourceKind.SERVICE, CART))
        .hasMessage("services \"cart\" not found");
    assertThatThrownBy(() -> plane.bind(CART, "node-a")).hasMessage("pods \"cart\" not found");
    assertThat(plane.get(Service.class, CART)).isNull();
  }

  @Test
  void whatIsThereAlreadyOrChangedMeanwhileIsAConflict() {
    Service first = plane.create(service("cart"));
    assertThatThrownBy(() -> plane.create(service("cart")))
        .hasMessage("services \"cart\" already exists");
    Service second =
        plane.update(first.withSpec(first.spec().toBuilder().selector(Map.of("app", "x")).build()));
    assertThat(second.spec().clusterIP()).isEqualTo(first.spec().clusterIP());
    assertThatThrownBy(() -> plane.update(first)).hasMessageContaining("has been modified");
    assertThatThrownBy(() -> plane.updateStatus(first)).hasMessageContaining("has been modified");
  }

  @Test
  void whatIsCreatedHasNoVersionButIsCheckedFirst() {
    Service again =
        service("cart").withMetadata(metadata("cart").toBuilder().resourceVersion("7").build());
    assertThatThrownBy(() -> plane.create(again))
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(e.status().code()).isEqualTo(500))
        .hasMessage("resourceVersion should not be set on objects to be created");
    assertThatThrownBy(() -> plane.create(again.withSpec(ServiceSpec.NONE)))
        .hasMessageContaining("spec.ports: Required value");
  }

  @Test
  void anEmptyPrefixIsNone() {
    ObjectMeta metadata = metadata("cart").toBuilder().generateName("").build();
    Service created = plane.create(service("cart").withMetadata(metadata));
    assertThat(created.metadata().generateName()).isNull();
  }

  private static ObjectMeta metadata(String name) {
    return ObjectMeta.of("shop", name);
  }

  @Test
  void aRefusedServiceKeepsNoAddress() {
    for (int i = 0; i < 30; i++) {
      Service nameless = service("cart").withMetadata(metadata("No Name"));
      assertThatThrownBy(() -> plane.create(nameless)).isInstanceOf(StatusException.class);
    }
    plane.create(service("cart"));
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() -> plane.create(service("cart")))
          .as("refused by the store")
          .hasMessage("services \"cart\" already exists");
    }
    for (int i = 1; i < 6; i++) {
      plane.create(service("cart-" + i));
    }
    assertThat(plane.list(Service.class))
        .extracting(service -> service.spec().clusterIP())
        .containsExactlyInAnyOrder(
            "10.96.0.1", "10.96.0.2", "10.96.0.3", "10.96.0.4", "10.96.0.5", "10.96.0.6");
    assertThatThrownBy(() -> plane.create(service("one-too-many")))
        .isInstanceOf(StatusException.class);
  }

  @Test
  void aDeletedServiceGivesItsAddressBack() {
    for (int i = 0; i < 30; i++) {
      plane.create(service("cart"));
      plane.delete(ResourceKind.SERVICE, CART);
    }
    Service held =
        service("cart")
            .withMetadata(
                ObjectMeta.builder()
                    .namespace("shop")
                    .name("cart")
                    .finalizers(List.of("x/hold"))
                    .build());
    String address = plane.create(held).spec().clusterIP();
    plane.delete(ResourceKind.SERVICE, CART);
    assertThatThrownBy(() -> plane.create(service("other", Map.of(), address)))
        .as("not before it is gone")
        .hasMessageContaining("provided IP is already allocated");
    Service ending = Objects.requireNonNull(plane.get(Service.class, CART));
    plane.update(ending.withMetadata(ending.metadata().toBuilder().finalizers(List.of()).build()));
    assertThat(plane.get(Service.class, CART)).isNull();
    plane.create(service("other", Map.of(), address));
  }

  @Test
  void aStatusIsWrittenAloneAndASpecWithoutIt() {
    Pod pod = createPod("cart", "10.244.0.1");
    Pod other =
        pod.withSpec(pod.spec().toBuilder().hostname("x").build())
            .withMetadata(pod.metadata().toBuilder().labels(Map.of()).build());
    Pod stored = plane.updateStatus(other.withStatus(pod("cart", "10.244.0.2").status()));
    assertThat(stored.spec()).isEqualTo(pod.spec());
    assertThat(stored.metadata().labels()).as("metadata is taken along").isEmpty();
    assertThat(stored.status().podIP()).isEqualTo("10.244.0.2");

    Pod relabelled =
        plane.update(
            plain(stored).withMetadata(ObjectMeta.of("shop", "cart")).withSpec(stored.spec()));
    assertThat(relabelled.metadata().labels()).isEmpty();
    assertThat(relabelled.status()).isEqualTo(stored.status());
  }

  @Test
  void aPodIsBoundOnce() {
    Pod loose = plain(pod("cart"));
    plane.create(loose.withSpec(loose.spec().toBuilder().nodeName(null).build()));
    assertThat(plane.bind(CART, "node-a").spec().nodeName()).isEqualTo("node-a");
    assertThatThrownBy(() -> plane.bind(CART, "node-b"))
        .hasMessage(
            "Operation cannot be fulfilled on pods/binding \"cart\": pod cart is already"
                + " assigned to node \"node-a\"");
  }

  @Test
  void aPodOnANodeEndsWithGraceAndAnUnboundOneAtOnce() {
    createPod("cart", "10.244.0.1");
    plane.delete(ResourceKind.POD, CART);
    assertThat(Objects.requireNonNull(plane.get(Pod.class, CART)).metadata().terminating())
        .isTrue();
    plane.delete(ResourceKind.POD, CART, 0);
    assertThat(plane.get(Pod.class, CART)).isNull();

    Pod loose = plain(pod("cart"));
    plane.create(loose.withSpec(loose.spec().toBuilder().nodeName(null).build()));
    plane.delete(ResourceKind.POD, CART);
    assertThat(plane.get(Pod.class, CART)).isNull();
  }

  @Test
  void podsAreFoundBySelector() {
    createPod("cart-1", "10.244.0.1");
    plane.create(plain(pod("orders-1", Map.of("app", "orders"))));
    assertThat(plane.pods("shop", Selector.parse("app!=cart")))
        .extracting(pod -> pod.metadata().name())
        .containsExactly("orders-1");
  }

  @Test
  void anAddedKindIsAdmittedStoredToldAndCollected() {
    List<String> told = new ArrayList<>();
    Registration registration = plane.onChange(event -> told.add(text(event)));
    Box box = plane.create(new Box(ObjectMeta.of("shop", "box"), 0));
    assertThat(box.size()).isEqualTo(1);
    assertThatThrownBy(() -> plane.create(new Box(ObjectMeta.of("shop", "big"), 10)))
        .isInstanceOf(StatusException.class);
    OwnerReference owner =
        new OwnerReference(
            "shop.example/v1",
            "Box",
            "box",
            Objects.requireNonNull(box.metadata().uid()),
            true,
            true);
    Pod pod = plain(pod("cart"));
    plane.create(
        pod.withMetadata(pod.metadata().toBuilder().ownerReferences(List.of(owner)).build())
            .withSpec(pod.spec().toBuilder().nodeName(null).build()));
    plane.update(new Box(box.metadata(), 2));
    plane.updateStatus(new Box(ObjectMeta.of("shop", "box"), 3));
    assertThat(plane.list(Box.class)).extracting(Box::size).containsExactly(3);
    plane.delete(BOX, new NamespacedName("shop", "box"));
    loop.runUntilIdle();
    assertThat(plane.list(Pod.class)).isEmpty();
    assertThat(told)
        .containsExactly(
            "Added Box box",
            "Added Pod cart",
            "Modified Box box",
            "Modified Box box",
            "Deleted Box box",
            "Modified Pod cart",
            "Deleted Pod cart");
    registration.close();
    registration.close();
    plane.create(service("cart"));
    assertThat(told).hasSize(7);
  }

  private static String text(WatchEvent event) {
    KubernetesObject object =
        event instanceof WatchEvent.Added added
            ? added.object()
            : event instanceof WatchEvent.Modified modified
                ? modified.object()
                : ((WatchEvent.Deleted) event).object();
    return event.getClass().getSimpleName() + " " + object.kind() + " " + object.metadata().name();
  }

  @Test
  void anUnknownKindIsNotServed() {
    ControlPlane other = ControlPlane.builder(loop, loop, Randomness.seeded(1)).build();
    assertThatThrownBy(() -> other.create(new Box(ObjectMeta.of("shop", "box"), 1)))
        .isInstanceOf(StatusException.class)
        .hasMessage("the server could not find the requested resource");
    assertThatThrownBy(() -> other.list(Box.class)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                ControlPlane.builder(loop, loop, Randomness.seeded(1))
                    .kind(ResourceKind.POD, Box.class, box -> box, (before, after) -> after))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kind: Pod is there already");
  }

  @Test
  void aListenerThatFailsHarmsNobody() {
    List<String> told = new ArrayList<>();
    Registration failing =
        plane.onChange(
            event -> {
              throw new IllegalStateException("expected by the test");
            });
    plane.onChange(event -> told.add(text(event)));
    plane.create(service("cart"));
    failing.close();
    assertThat(told).hasSize(2).startsWith("Added Service cart");
  }

  @Test
  void theSameSeedDrawsTheSameNamesAddressesAndUids() {
    assertThat(trace()).isEqualTo(trace()).hasSizeGreaterThan(1000);
  }

  private static String trace() {
    VirtualLoop loop = new VirtualLoop();
    ControlPlane plane = ControlPlane.builder(loop, loop, Randomness.seeded(7)).build();
    StringBuilder trace = new StringBuilder();
    plane.onChange(trace::append);
    plane.apply("test", List.of(node("node-a", "a")));
    List<KubernetesObject> objects = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      objects.add(service("s" + i, Map.of("app", "a" + i), null));
      objects.add(pod("p" + i, Map.of("app", "a" + i), "10.244.0." + i));
    }
    plane.apply("test", objects);
    loop.runUntilIdle();
    return trace.toString();
  }

  @Test
  void callsOutsideTheLoopAndAfterCloseAreRefused() {
    assertThat(plane.loop()).isSameAs(loop);
    CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(() -> plane.list(Service.class));
    assertThatThrownBy(elsewhere::join)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected: a task of its loop");
    plane.create(service("cart"));
    plane.close();
    plane.close();
    loop.runUntilIdle();
    assertThat(loop.waiting()).isZero();
    assertThatThrownBy(() -> plane.create(service("cart")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("control plane: closed");
    assertThatThrownBy(() -> plane.list(Pod.class)).isInstanceOf(IllegalStateException.class);
  }
}
