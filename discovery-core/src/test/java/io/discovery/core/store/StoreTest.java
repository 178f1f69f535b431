package io.discovery.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.core.TestObjects;
import io.discovery.core.VirtualLoop;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.StatusException;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");

  private final VirtualLoop time = new VirtualLoop();
  private final Store store = new Store(time, Randomness.seeded(1));
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void listen() {
    store.listen(change -> heard.add(text(change)));
  }

  private static String text(Change change) {
    String verb = change.before() == null ? "added" : change.after() == null ? "gone" : "changed";
    ObjectMeta metadata = change.object().metadata();
    return verb + " " + metadata.name() + " " + metadata.resourceVersion();
  }

  @Test
  void aNewObjectGetsIdentityTimeAndVersion() {
    Pod pod = store.create(TestObjects.plain(TestObjects.pod("cart")));
    assertThat(pod.metadata().uid()).hasSize(36).matches(".{14}4.{4}[89ab].*");
    assertThat(pod.metadata().creationTimestamp()).isEqualTo(time.instant());
    assertThat(pod.metadata().resourceVersion()).isEqualTo("1");
    assertThat(pod.metadata().generation()).isEqualTo(1);
    assertThat(store.get(ResourceKind.POD, CART)).isSameAs(pod);
    assertThat(store.revision()).isEqualTo(1);
  }

  @Test
  void namesAreDrawnFromTheSeedAndCutToLength() {
    ObjectMeta metadata =
        ObjectMeta.builder().namespace("shop").generateName("c".repeat(63) + "-").build();
    Service service = store.create(TestObjects.service("").withMetadata(metadata));
    assertThat(service.metadata().name()).matches("c{58}[bcdfghjklmnpqrstvwxz2456789]{5}");
    Service same =
        new Store(time, Randomness.seeded(1))
            .create(TestObjects.service("").withMetadata(metadata));
    assertThat(same).isEqualTo(service);
  }

  @Test
  void theSameNameTwiceIsRefused() {
    store.create(TestObjects.service("cart"));
    assertThatThrownBy(() -> store.create(TestObjects.service("cart")))
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(e.status().code()).isEqualTo(409))
        .hasMessage("services \"cart\" already exists");
    assertThat(store.revision()).isEqualTo(1);
  }

  @Test
  void anUpdateThatSawAnotherStateIsRefused() {
    Service first = store.create(TestObjects.service("cart"));
    Service second = store.update(first.withSpec(TestObjects.service("x", Map.of(), null).spec()));
    assertThat(second.metadata().resourceVersion()).isEqualTo("2");
    assertThatThrownBy(() -> store.update(first))
        .hasMessage(
            "Operation cannot be fulfilled on services \"cart\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
    ObjectMeta other = ObjectMeta.builder().namespace("shop").name("cart").uid("u-1").build();
    assertThatThrownBy(() -> store.update(first.withMetadata(other)))
        .hasMessage(
            "Operation cannot be fulfilled on services \"cart\": StorageError: invalid object,"
                + " Code: 4, Key: /registry/services/specs/shop/cart, ResourceVersion: 0,"
                + " AdditionalErrorMsg: Precondition failed: UID in precondition: u-1, UID in"
                + " object meta: "
                + first.metadata().uid());
    assertThatThrownBy(() -> store.update(TestObjects.service("orders")))
        .hasMessage("services \"orders\" not found");
    store.update(first.withMetadata(first.metadata().toBuilder().resourceVersion("0").build()));
    assertThat(store.revision()).isEqualTo(3);
  }

  @Test
  void anUpdateThatChangesNothingIsNoChange() {
    Service first = store.create(TestObjects.service("cart"));
    assertThat(store.update(TestObjects.service("cart"))).isEqualTo(first);
    assertThat(store.revision()).isEqualTo(1);
  }

  @Test
  void identityAndTimesCannotBeUpdated() {
    Pod first = store.create(TestObjects.pod("cart"));
    time.advance(Duration.ofMinutes(1));
    ObjectMeta changed =
        ObjectMeta.builder()
            .namespace("shop")
            .name("cart")
            .labels(Map.of("app", "x"))
            .generation(9L)
            .creationTimestamp(time.instant())
            .deletionTimestamp(time.instant())
            .deletionGracePeriodSeconds(5L)
            .build();
    Pod second = store.update(first.withMetadata(changed));
    assertThat(second.metadata())
        .isEqualTo(
            first.metadata().toBuilder().labels(Map.of("app", "x")).resourceVersion("2").build());
  }

  @Test
  void generationGrowsWithTheSpecAlone() {
    Pod pod = store.create(TestObjects.pod("cart"));
    Pod labelled =
        store.update(pod.withMetadata(pod.metadata().toBuilder().labels(Map.of("a", "b")).build()));
    assertThat(labelled.metadata().generation()).isEqualTo(1);
    Pod bound =
        store.update(labelled.withSpec(labelled.spec().toBuilder().nodeName("node-b").build()));
    assertThat(bound.metadata().generation()).isEqualTo(2);
    Pod unready =
        store.updateStatus(bound.withStatus(TestObjects.pod("x", "10.0.0.9").status()), false);
    assertThat(unready.metadata().generation()).isEqualTo(2);
    Service service = store.create(TestObjects.service("cart"));
    assertThat(service.metadata().generation()).isNull();
  }

  @Test
  void generationOfASliceGrowsWithItsLabelsButNotWithAnnotations() {
    EndpointSlice slice =
        store.create(
            new EndpointSlice(
                ObjectMeta.of("shop", "cart-1"),
                io.discovery.model.AddressType.IPV4,
                List.of(),
                List.of()));
    EndpointSlice annotated =
        store.update(
            slice.withMetadata(slice.metadata().toBuilder().annotations(Map.of("a", "b")).build()));
    assertThat(annotated.metadata().generation()).isEqualTo(1);
    EndpointSlice labelled =
        store.update(
            annotated.withMetadata(
                annotated.metadata().toBuilder().labels(Map.of("a", "b")).build()));
    assertThat(labelled.metadata().generation()).isEqualTo(2);
  }

  @Test
  void aPodOnANodeKeepsItsGracePeriod() {
    store.create(TestObjects.pod("cart"));
    store.delete(ResourceKind.POD, CART, null);
    Pod ending = (Pod) Objects.requireNonNull(store.get(ResourceKind.POD, CART));
    assertThat(ending.metadata().deletionTimestamp()).isEqualTo(time.instant().plusSeconds(30));
    assertThat(ending.metadata().deletionGracePeriodSeconds()).isEqualTo(30);
    assertThat(ending.metadata().generation()).isEqualTo(2);

    store.delete(ResourceKind.POD, CART, 60L);
    assertThat(store.get(ResourceKind.POD, CART)).as("never longer").isSameAs(ending);
    store.delete(ResourceKind.POD, CART, 5L);
    Pod sooner = (Pod) Objects.requireNonNull(store.get(ResourceKind.POD, CART));
    assertThat(sooner.metadata().deletionGracePeriodSeconds()).isEqualTo(5);
    assertThat(sooner.metadata().generation()).isEqualTo(2);

    store.delete(ResourceKind.POD, CART, 0L);
    assertThat(store.get(ResourceKind.POD, CART)).isNull();
    store.tell();
    assertThat(heard)
        .containsExactly(
            "added cart 1", "changed cart 2", "changed cart 3", "changed cart 4", "gone cart 5");
  }

  @Test
  void gracePeriodsComeFromTheRequestThenThePodThenTheDefault() {
    Pod pod = TestObjects.pod("cart");
    Pod own = pod.withSpec(pod.spec().toBuilder().terminationGracePeriodSeconds(7L).build());
    Pod loose = pod.withSpec(pod.spec().toBuilder().nodeName("").build());
    Pod ended =
        pod.withStatus(
            pod.status().toBuilder().phase(io.discovery.model.PodStatus.Phase.SUCCEEDED).build());
    assertThat(GracePeriods.of(pod, null)).isEqualTo(30);
    assertThat(GracePeriods.of(own, null)).isEqualTo(7);
    assertThat(GracePeriods.of(own, 3L)).isEqualTo(3);
    assertThat(GracePeriods.of(own, 0L)).isZero();
    assertThat(GracePeriods.of(own, -1L)).isEqualTo(1);
    assertThat(GracePeriods.of(loose, 3L)).isZero();
    assertThat(GracePeriods.of(ended, 3L)).isZero();
    assertThat(GracePeriods.of(TestObjects.service("cart"), 3L)).isZero();
  }

  @Test
  void aFinalizerHoldsAnObjectUntilItIsTakenAway() {
    ObjectMeta held =
        ObjectMeta.builder().namespace("shop").name("cart").finalizers(List.of("x/hold")).build();
    store.create(TestObjects.service("cart").withMetadata(held));
    store.delete(ResourceKind.SERVICE, CART, null);
    KubernetesObject ending = Objects.requireNonNull(store.get(ResourceKind.SERVICE, CART));
    assertThat(ending.metadata().terminating()).isTrue();
    store.delete(ResourceKind.SERVICE, CART, null);

    store.update(ending.withMetadata(ending.metadata().toBuilder().finalizers(List.of()).build()));
    assertThat(store.get(ResourceKind.SERVICE, CART)).isNull();
    store.tell();
    assertThat(heard).containsExactly("added cart 1", "changed cart 2", "gone cart 3");
  }

  @Test
  void whatAListenerChangesIsToldAfterwards() {
    store.listen(
        change -> {
          if (change.before() == null && change.object().metadata().name().equals("cart")) {
            store.create(TestObjects.service("second"));
            store.tell();
          }
        });
    List<String> late = new ArrayList<>();
    store.listen(change -> late.add(text(change)));
    store.create(TestObjects.service("cart"));
    store.tell();
    assertThat(heard).containsExactly("added cart 1", "added second 2");
    assertThat(late).isEqualTo(heard);
  }

  @Test
  void listsAreByNameAndByNamespace() {
    for (String name : List.of("b", "a")) {
      store.create(TestObjects.service(name));
      store.create(TestObjects.service(name).withMetadata(ObjectMeta.of("shop2", name)));
    }
    assertThat(store.list(ResourceKind.SERVICE))
        .extracting(object -> object.namespacedName().toString())
        .containsExactly("shop/a", "shop/b", "shop2/a", "shop2/b");
    assertThat(store.list(ResourceKind.SERVICE, "shop"))
        .extracting(object -> object.namespacedName().toString())
        .containsExactly("shop/a", "shop/b");
  }
}
