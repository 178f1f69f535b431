package io.discovery.core.controller;

import static io.discovery.core.TestObjects.endpoints;
import static io.discovery.core.TestObjects.node;
import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static io.discovery.core.TestObjects.withReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ControllerEvent;
import io.discovery.core.VirtualLoop;
import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
import io.discovery.model.AddressType;
import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ControllersTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final Store store = new Store(loop, Randomness.seeded(1));
  private final List<String> written = new ArrayList<>();
  private final List<ControllerEvent> events = new ArrayList<>();

  private Controllers start(boolean unknownNodes) {
    Controllers controllers =
        new Controllers(store, loop, new SliceSettings(100, unknownNodes), events::add);
    store.listen(this::note);
    return controllers;
  }

  private void note(Change change) {
    if (change.object() instanceof EndpointSlice slice) {
      String verb = change.before() == null ? "+" : change.after() == null ? "-" : "";
      written.add(verb + Objects.requireNonNull(slice.service()).name() + ready(slice));
    }
  }

  private static List<String> ready(EndpointSlice slice) {
    return slice.endpoints().stream()
        .map(endpoint -> endpoint.addresses().get(0) + (endpoint.conditions().isReady() ? "" : "!"))
        .toList();
  }

  private void create(KubernetesObject... objects) {
    for (KubernetesObject object : objects) {
      store.create(object);
    }
    store.tell();
  }

  private void update(KubernetesObject object) {
    store.update(
        object.withMetadata(object.metadata().toBuilder().uid(null).generation(null).build()));
    store.tell();
  }

  private void delete(ResourceKind kind, String name) {
    store.delete(kind, new NamespacedName(kind.namespaced() ? "shop" : "", name), 0L);
    store.tell();
  }

  private List<String> run() {
    written.clear();
    loop.runUntilIdle();
    return List.copyOf(written);
  }

  private EndpointSlice sliceOf(String service) {
    List<EndpointSlice> slices = store.slicesOf(new NamespacedName("shop", service));
    assertThat(slices).hasSize(1);
    return slices.get(0);
  }

  @Test
  void manyChangesInOneTaskAreOneWrite() {
    start(false);
    create(node("node-a", "a"), service("cart"));
    for (int i = 0; i < 5; i++) {
      create(pod("cart-" + i, "10.0.0." + i));
    }
    delete(ResourceKind.POD, "cart-0");
    assertThat(loop.waiting()).isEqualTo(1);
    assertThat(run()).containsExactly("+cart[10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4]");
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void keysAreLookedAtInTheOrderInWhichTheyBecameDirty() {
    start(false);
    List<String> expected = new ArrayList<>();
    create(node("node-a", "a"));
    for (int i = 0; i < 40; i++) {
      String name = "s" + i * 7 % 40;
      create(service(name, Map.of("app", name), null));
      expected.add("+" + name + "[]");
    }
    assertThat(run()).isEqualTo(expected);
    expected.clear();
    for (int i = 0; i < 40; i++) {
      String name = "s" + i * 11 % 40;
      create(pod(name, Map.of("app", name), "10.0.0." + i));
      expected.add(name + "[10.0.0." + i + "]");
    }
    assertThat(run()).isEqualTo(expected);
  }

  @Test
  void servicesOfOnePodAreLookedAtByName() {
    start(false);
    create(node("node-a", "a"));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      create(service("s%02d".formatted(i * 7 % 40)));
      expected.add("s%02d[10.0.0.1]".formatted(i));
    }
    run();
    create(pod("p", "10.0.0.1"));
    assertThat(run()).isEqualTo(expected);
  }

  @Test
  void aPodTouchesTheServicesOfItsOldAndNewLabels() {
    start(false);
    create(
        node("node-a", "a"),
        service("cart"),
        service("canary", Map.of("app", "cart", "canary", "yes"), null),
        service("orders", Map.of("app", "orders"), null),
        pod("p", "10.0.0.1"));
    run();
    update(pod("p", Map.of("app", "cart", "canary", "yes"), "10.0.0.1"));
    assertThat(run()).containsExactly("canary[10.0.0.1]");
    update(pod("p", Map.of("app", "orders"), "10.0.0.1"));
    assertThat(run()).containsExactly("canary[]", "cart[]", "orders[10.0.0.1]");
    update(pod("p", Map.of("app", "orders", "x", "y"), "10.0.0.1"));
    assertThat(loop.waiting()).as("no Service cares for that label").isZero();
    delete(ResourceKind.POD, "p");
    assertThat(run()).containsExactly("orders[]");
  }

  @Test
  void readinessAddressesAndDeletionAreFollowed() {
    start(false);
    create(node("node-a", "a"), service("cart"), pod("p", "10.0.0.1"));
    run();
    update(withReady(pod("p", "10.0.0.1"), Condition.Status.FALSE));
    assertThat(run()).containsExactly("cart[10.0.0.1!]");
    update(pod("p", "10.0.0.2"));
    assertThat(run()).containsExactly("cart[10.0.0.2]");
    Pod named =
        pod("p", "10.0.0.2")
            .withSpec(pod("p").spec().toBuilder().hostname("cart-0").subdomain("cart").build());
    update(named);
    assertThat(run()).as("a host name alone is not followed").isEmpty();
    store.delete(ResourceKind.POD, new NamespacedName("shop", "p"), null);
    store.tell();
    assertThat(run()).containsExactly("cart[10.0.0.2!]");
    assertThat(sliceOf("cart").endpoints().get(0).hostname()).isEqualTo("cart-0");
    assertThat(sliceOf("cart").endpoints().get(0).conditions().isServing()).isTrue();
    delete(ResourceKind.POD, "p");
    assertThat(run()).containsExactly("cart[]");
  }

  @Test
  void aPhaseOrAnotherNodeAloneIsNotFollowed() {
    start(false);
    create(node("node-a", "a"), service("cart"), pod("p", "10.0.0.1"));
    run();
    Pod ended =
        pod("p", "10.0.0.1")
            .withStatus(
                pod("p", "10.0.0.1").status().toBuilder()
                    .phase(io.discovery.model.PodStatus.Phase.FAILED)
                    .build());
    update(ended);
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void aPodThatWaitsForItsNodeIsLookedAtAgain() {
    start(false);
    Pod elsewhere =
        pod("p", "10.0.0.1").withSpec(pod("p").spec().toBuilder().nodeName("node-x").build());
    create(node("node-a", "a"), service("cart"), elsewhere, pod("q", "10.0.0.2"));
    assertThat(run()).containsExactly("+cart[10.0.0.2]");
    create(node("node-y", "a"));
    assertThat(run()).as("nobody waits for it").isEmpty();
    create(node("node-x", "b"));
    assertThat(run()).containsExactly("cart[10.0.0.2, 10.0.0.1]");
    assertThat(sliceOf("cart").endpoints().get(1).zone()).isEqualTo("b");

    update(node("node-x", "c"));
    delete(ResourceKind.NODE, "node-x");
    assertThat(run()).as("other changes of a Node are not followed").isEmpty();
    create(node("node-x", "d"));
    assertThat(run()).as("nobody waits any more").isEmpty();
  }

  @Test
  void aPodThatIsBoundLaterIsLookedAtAgain() {
    start(false);
    Pod unbound = pod("p", "10.0.0.1").withSpec(pod("p").spec().toBuilder().nodeName(null).build());
    create(node("node-a", "a"), service("cart"), unbound);
    assertThat(run()).containsExactly("+cart[]");
    update(pod("p", "10.0.0.1"));
    assertThat(run()).containsExactly("cart[10.0.0.1]");
  }

  @Test
  void withUnknownNodesAPodDoesNotWaitAndGetsItsZoneLater() {
    start(true);
    create(service("cart"), pod("p", "10.0.0.1"));
    assertThat(run()).containsExactly("+cart[10.0.0.1]");
    assertThat(sliceOf("cart").endpoints().get(0).zone()).isNull();
    create(node("node-a", "a"));
    assertThat(run()).containsExactly("cart[10.0.0.1]");
    assertThat(sliceOf("cart").endpoints().get(0).zone()).isEqualTo("a");
  }

  @Test
  void whatAUserDoesToASliceIsMended() {
    start(false);
    create(node("node-a", "a"), service("cart"), pod("p", "10.0.0.1"));
    run();
    EndpointSlice slice = sliceOf("cart");
    update(slice.withEndpoints(List.of()));
    assertThat(run()).containsExactly("cart[10.0.0.1]");

    update(
        sliceOf("cart")
            .withMetadata(
                sliceOf("cart").metadata().toBuilder().annotations(Map.of("a", "b")).build()));
    assertThat(loop.waiting()).as("annotations are left alone").isZero();

    delete(ResourceKind.ENDPOINT_SLICE, slice.metadata().name());
    assertThat(run()).containsExactly("+cart[10.0.0.1]");

    slice = sliceOf("cart");
    update(
        slice.withMetadata(
            slice.metadata().toBuilder()
                .labels(
                    Map.of(
                        EndpointSlice.SERVICE_NAME_LABEL,
                        "other",
                        EndpointSlice.MANAGED_BY_LABEL,
                        SliceReconciler.MANAGED_BY))
                .build()));
    assertThat(run()).as("a slice that was given away is replaced").contains("+cart[10.0.0.1]");
  }

  @Test
  void aUsersOwnSliceTouchesNothing() {
    start(false);
    create(
        new EndpointSlice(
            ObjectMeta.builder()
                .namespace("shop")
                .name("mine")
                .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, "cart"))
                .build(),
            AddressType.IPV4,
            List.of(),
            List.of()));
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void endpointsOfAServiceWithoutSelectorAreMirroredInAnyOrder() {
    start(false);
    create(endpoints("cart", "10.9.0.1"));
    assertThat(run()).isEmpty();
    create(service("cart", Map.of(), null));
    assertThat(run()).containsExactly("+cart[10.9.0.1]");
    update(endpoints("cart", "10.9.0.1", "10.9.0.2"));
    assertThat(run()).containsExactly("cart[10.9.0.1, 10.9.0.2]");
    delete(ResourceKind.ENDPOINT_SLICE, sliceOf("cart").metadata().name());
    assertThat(run()).containsExactly("+cart[10.9.0.1, 10.9.0.2]");
    delete(ResourceKind.ENDPOINTS, "cart");
    assertThat(run()).containsExactly("-cart[10.9.0.1, 10.9.0.2]");
  }

  @Test
  void slicesGoWithTheirServiceAlsoIfItComesBackAtOnce() {
    start(false);
    create(node("node-a", "a"), service("cart"), pod("p", "10.0.0.1"));
    run();
    delete(ResourceKind.SERVICE, "cart");
    assertThat(run()).containsExactly("-cart[10.0.0.1]");
    create(service("cart"));
    run();
    Service old = (Service) store.get(ResourceKind.SERVICE, new NamespacedName("shop", "cart"));
    delete(ResourceKind.SERVICE, "cart");
    create(service("cart"));
    assertThat(run()).containsExactly("-cart[10.0.0.1]", "+cart[10.0.0.1]");
    assertThat(sliceOf("cart").metadata().ownerReferences().get(0).uid())
        .isNotEqualTo(Objects.requireNonNull(old).metadata().uid());
  }

  @Test
  void anObjectGoesWithItsLastOwner() {
    start(false);
    Service first = store.create(service("first"));
    Service second = store.create(service("second"));
    Pod owned =
        pod("p", "10.0.0.1")
            .withMetadata(
                ObjectMeta.builder()
                    .namespace("shop")
                    .name("p")
                    .ownerReferences(List.of(owner(first), owner(second)))
                    .build())
            .withSpec(pod("p").spec().toBuilder().nodeName(null).build());
    create(owned);
    NamespacedName name = owned.namespacedName();
    delete(ResourceKind.SERVICE, "first");
    run();
    Pod left = (Pod) Objects.requireNonNull(store.get(ResourceKind.POD, name));
    assertThat(left.metadata().ownerReferences()).containsExactly(owner(second));
    delete(ResourceKind.SERVICE, "second");
    run();
    assertThat(store.get(ResourceKind.POD, name)).isNull();
  }

  private static OwnerReference owner(Service service) {
    String uid = Objects.requireNonNull(service.metadata().uid());
    return new OwnerReference("v1", "Service", service.metadata().name(), uid, null, null);
  }

  @Test
  void afterCloseNothingIsWrittenAnyMore() {
    Controllers controllers = start(false);
    create(node("node-a", "a"), service("cart"), pod("p", "10.0.0.1"));
    controllers.close();
    assertThat(run()).isEmpty();
    create(service("orders"));
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void whatIsCreatedForAnOwnerThatIsGoneGoesUnlessItsKindIsUnknown() {
    start(false);
    create(owned("a", "v1"), owned("b", "apps/v1"), owned("c", "shop.example/v1"));
    run();
    assertThat(store.list(ResourceKind.POD))
        .filteredOn(pod -> !pod.metadata().terminating())
        .extracting(pod -> pod.metadata().name())
        .containsExactly("c");
  }

  @Test
  void withUnknownNodesWhatNamesAnAbsentOwnerStays() {
    start(true);
    create(owned("a", "apps/v1"));
    run();
    assertThat(store.list(ResourceKind.POD)).noneMatch(pod -> pod.metadata().terminating());
  }

  private static Pod owned(String name, String apiVersion) {
    Pod pod = pod(name);
    OwnerReference owner =
        new OwnerReference(apiVersion, "Set", "gone", "uid-" + apiVersion, true, true);
    return pod.withMetadata(pod.metadata().toBuilder().ownerReferences(List.of(owner)).build());
  }
}
