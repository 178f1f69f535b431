package io.discovery.core.controller;

import static io.discovery.core.TestObjects.container;
import static io.discovery.core.TestObjects.node;
import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static io.discovery.core.TestObjects.withReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.AddressType;
import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Conditions;
import io.discovery.model.IntOrString;
import io.discovery.model.IpFamily;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.ObjectReference;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a slice says of Pods; {@link SlicePackingTest} has how many slices there are. */
class SliceReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Service CART = withUid(service("cart"));

  private static Service withUid(Service service) {
    return service.withMetadata(service.metadata().toBuilder().uid("uid-service").build());
  }

  private static Service cart(ServiceSpec.Builder spec) {
    return CART.withSpec(spec.build());
  }

  private static @Nullable Node nodes(String name) {
    return name.equals("node-a") ? node("node-a", "a") : null;
  }

  private static SlicePlan plan(Service service, List<Pod> pods, EndpointSlice... existing) {
    return new SliceReconciler(
            service, SliceReconcilerTest::nodes, SliceSettings.DEFAULT, new AutoHints())
        .plan(pods, List.of(existing));
  }

  private static EndpointSlice slice(Service service, Pod... pods) {
    SlicePlan plan = plan(service, List.of(pods));
    assertThat(plan.creates()).hasSize(1);
    return plan.creates().get(0);
  }

  /** Returns a slice as it looks once it is stored. */
  private static EndpointSlice stored(EndpointSlice slice, String name) {
    return slice.withMetadata(
        slice.metadata().toBuilder().name(name).uid("uid-" + name).resourceVersion("7").build());
  }

  private static Conditions conditions(Service service, Pod pod) {
    return slice(service, pod).endpoints().get(0).conditions();
  }

  private static Pod terminating(Pod pod) {
    return pod.withMetadata(pod.metadata().toBuilder().deletionTimestamp(NOW).build());
  }

  @Test
  void aSliceIsOwnedAndLabelledByItsService() {
    Service labelled =
        CART.withMetadata(
            CART.metadata().toBuilder()
                .labels(
                    Map.of(
                        "team",
                        "shop",
                        EndpointSlice.MANAGED_BY_LABEL,
                        "me",
                        "service.kubernetes.io/headless",
                        "x"))
                .build());
    ObjectMeta metadata =
        slice(labelled.withSpec(labelled.spec().toBuilder().clusterIP("10.96.0.9").build()))
            .metadata();
    assertThat(metadata.name()).isEmpty();
    assertThat(metadata.generateName()).isEqualTo("cart-");
    assertThat(metadata.namespace()).isEqualTo("shop");
    assertThat(metadata.labels())
        .isEqualTo(
            Map.of(
                "team",
                "shop",
                EndpointSlice.MANAGED_BY_LABEL,
                "endpointslice-controller.k8s.io",
                EndpointSlice.SERVICE_NAME_LABEL,
                "cart"));
    assertThat(metadata.ownerReferences())
        .containsExactly(new OwnerReference("v1", "Service", "cart", "uid-service", true, true));
  }

  @ParameterizedTest
  @CsvSource({"None,true", ",true", "'',true", "10.96.0.9,false"})
  void aSliceOfAServiceWithoutAddressIsLabelledHeadless(@Nullable String ip, boolean headless) {
    EndpointSlice slice = plan(withIp(ip), List.of()).creates().get(0);
    assertThat(slice.metadata().labels().containsKey("service.kubernetes.io/headless"))
        .isEqualTo(headless);
  }

  private static Service withIp(@Nullable String ip) {
    return cart(CART.spec().toBuilder().clusterIP(ip));
  }

  @Test
  void anEndpointSaysWhereAPodIs() {
    EndpointSlice slice = slice(CART, pod("cart-1", "10.244.0.1"));
    assertThat(slice.addressType()).isEqualTo(AddressType.IPV4);
    assertThat(slice.ports())
        .containsExactly(new EndpointSlice.Port("http", Protocol.TCP, 8080, null));
    EndpointSlice.Endpoint endpoint = slice.endpoints().get(0);
    assertThat(endpoint.addresses()).containsExactly("10.244.0.1");
    assertThat(endpoint.nodeName()).isEqualTo("node-a");
    assertThat(endpoint.zone()).isEqualTo("a");
    assertThat(endpoint.hostname()).isNull();
    assertThat(endpoint.targetRef()).isEqualTo(ObjectReference.pod("shop", "cart-1", "uid-cart-1"));
  }

  @ParameterizedTest
  @CsvSource({
    // ready condition, terminating, publishNotReadyAddresses -> ready, serving, terminating
    "True,    false, false, true,  true,  false",
    "False,   false, false, false, false, false",
    "Unknown, false, false, false, false, false",
    "True,    true,  false, false, true,  true",
    "False,   true,  false, false, false, true",
    "True,    false, true,  true,  true,  false",
    "False,   false, true,  true,  false, false",
    "True,    true,  true,  true,  true,  true",
    "False,   true,  true,  true,  false, true",
  })
  void conditionsFollowReadinessAndDeletion(
      String condition,
      boolean deleted,
      boolean publish,
      boolean ready,
      boolean serving,
      boolean terminating) {
    Service service = cart(CART.spec().toBuilder().publishNotReadyAddresses(publish));
    Pod pod = withReady(pod("cart-1", "10.244.0.1"), new Condition.Status(condition));
    assertThat(conditions(service, deleted ? terminating(pod) : pod))
        .isEqualTo(new Conditions(ready, serving, terminating));
  }

  @Test
  void aPodWithoutReadyConditionIsNotReady() {
    Pod pod = pod("cart-1", "10.244.0.1");
    Pod silent = pod.withStatus(pod.status().toBuilder().conditions(List.of()).build());
    assertThat(conditions(CART, silent)).isEqualTo(new Conditions(false, false, false));
  }

  @ParameterizedTest
  @CsvSource({"Pending,1", "Running,1", "Unknown,1", "Succeeded,0", "Failed,0"})
  void aPodThatEndedIsNoEndpoint(String phase, int endpoints) {
    Pod pod = pod("cart-1", "10.244.0.1");
    Pod inPhase =
        pod.withStatus(pod.status().toBuilder().phase(new PodStatus.Phase(phase)).build());
    assertThat(slice(CART, inPhase).endpoints()).hasSize(endpoints);
  }

  @Test
  void aPodWithoutAddressOfTheFamilyIsNoEndpoint() {
    assertThat(slice(CART, pod("cart-1")).endpoints()).isEmpty();
    assertThat(slice(CART, pod("cart-1", "fd00::1")).endpoints()).isEmpty();
    assertThat(slice(CART, pod("cart-1", "no address")).endpoints()).isEmpty();
    assertThat(slice(CART, pod("cart-1", "fd00::1", "10.0.0.1", "10.0.0.2")).endpoints())
        .extracting(EndpointSlice.Endpoint::addresses)
        .containsExactly(List.of("10.0.0.1", "10.0.0.2"));
  }

  @Test
  void eachFamilyHasSlicesOfItsOwn() {
    Service dual = cart(CART.spec().toBuilder().ipFamilies(List.of(IpFamily.IPV6, IpFamily.IPV4)));
    SlicePlan plan = plan(dual, List.of(pod("cart-1", "10.0.0.1", "fd00::1")));
    assertThat(plan.creates())
        .extracting(slice -> slice.addressType() + " " + slice.endpoints().get(0).addresses())
        .containsExactly("IPv6 [fd00::1]", "IPv4 [10.0.0.1]");
  }

  @Test
  void withoutFamiliesTheAddressDecides() {
    assertThat(SliceReconciler.addressTypes(withIp("10.96.0.9"))).containsExactly(AddressType.IPV4);
    assertThat(SliceReconciler.addressTypes(withIp("fd00::9"))).containsExactly(AddressType.IPV6);
    assertThat(SliceReconciler.addressTypes(withIp(null))).containsExactly(AddressType.IPV4);
    assertThat(SliceReconciler.addressTypes(withIp("None")))
        .containsExactly(AddressType.IPV4, AddressType.IPV6);
  }

  @ParameterizedTest
  @CsvSource({"cart-0,cart,cart-0", "cart-0,orders,", "cart-0,,", ",cart,", "'',cart,"})
  void aHostNameCountsUnderTheSubdomainOfTheService(
      @Nullable String hostname, @Nullable String subdomain, @Nullable String expected) {
    Pod pod = pod("cart-1", "10.0.0.1");
    Pod named =
        pod.withSpec(pod.spec().toBuilder().hostname(hostname).subdomain(subdomain).build());
    assertThat(slice(CART, named).endpoints().get(0).hostname()).isEqualTo(expected);
  }

  @Test
  void aPodWaitsForItsNodeUnlessReadinessDoesNotMatter() {
    Pod pod = pod("cart-1", "10.0.0.1");
    Pod elsewhere = pod.withSpec(pod.spec().toBuilder().nodeName("node-x").build());
    Pod nowhere = pod.withSpec(pod.spec().toBuilder().nodeName(null).build());
    for (Pod lost : List.of(elsewhere, nowhere)) {
      SlicePlan plan = plan(CART, List.of(lost, pod));
      assertThat(plan.incomplete()).isTrue();
      assertThat(plan.creates().get(0).endpoints()).hasSize(1);

      Service publishing = cart(CART.spec().toBuilder().publishNotReadyAddresses(true));
      SlicePlan published = plan(publishing, List.of(lost));
      assertThat(published.incomplete()).isFalse();
      assertThat(published.creates().get(0).endpoints().get(0).zone()).isNull();

      SlicePlan lenient =
          new SliceReconciler(
                  CART, SliceReconcilerTest::nodes, new SliceSettings(100, true), new AutoHints())
              .plan(List.of(lost), List.of());
      assertThat(lenient.incomplete()).isFalse();
      assertThat(lenient.creates().get(0).endpoints()).hasSize(1);
    }
    assertThat(plan(CART, List.of(pod)).incomplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // targetPort -> the number in a slice; the Service port is 80, the Pod has http 8080
    "9090,9090",
    "http,8080",
    ",80",
    "0,80",
    "'',80",
    "side,7070",
  })
  void aTargetPortIsANumberOrANameInThePod(@Nullable String target, int number) {
    assertThat(slice(withTarget(target, Protocol.TCP), manyPorts()).ports())
        .containsExactly(new EndpointSlice.Port("web", Protocol.TCP, number, "h2c"));
  }

  @ParameterizedTest
  @CsvSource({"nothing,TCP", "http,UDP", "init,TCP"})
  void aPortThatDoesNotResolveIsLeftOutButThePodStays(String target, String protocol) {
    EndpointSlice slice = slice(withTarget(target, new Protocol(protocol)), manyPorts());
    assertThat(slice.ports()).isEmpty();
    assertThat(slice.endpoints()).hasSize(1);
  }

  private static Service withTarget(@Nullable String target, Protocol protocol) {
    IntOrString port =
        target == null
            ? null
            : target.matches("\\d+")
                ? IntOrString.of(Integer.parseInt(target))
                : IntOrString.of(target);
    return cart(
        CART.spec().toBuilder()
            .ports(List.of(new Service.Port("web", protocol, "h2c", 80, port, null))));
  }

  /** A Pod with a port in a container, in a side-car and in a plain init container. */
  private static Pod manyPorts() {
    Pod pod = pod("cart-1", "10.0.0.1");
    PodSpec.Container sidecar =
        new PodSpec.Container(
            "side", null, List.of(PodSpec.ContainerPort.of("side", 7070)), "Always", List.of());
    PodSpec spec =
        pod.spec().toBuilder()
            .containers(
                List.of(
                    container("first", new PodSpec.ContainerPort("http", 1, Protocol.SCTP, 0, "")),
                    container("second", new PodSpec.ContainerPort("http", 8080, null, null, null)),
                    container("third", PodSpec.ContainerPort.of("http", 2))))
            .initContainers(
                List.of(container("init", PodSpec.ContainerPort.of("init", 6060)), sidecar))
            .build();
    return pod.withSpec(spec);
  }

  @Test
  void podsThatResolveAPortDifferentlyAreInDifferentSlices() {
    Pod other = pod("cart-2", "10.0.0.2");
    other =
        other.withSpec(
            other.spec().toBuilder()
                .containers(List.of(container("main", PodSpec.ContainerPort.of("http", 8081))))
                .build());
    SlicePlan plan =
        plan(withTarget("http", Protocol.TCP), List.of(pod("cart-1", "10.0.0.1"), other));
    assertThat(plan.creates())
        .extracting(slice -> slice.ports().get(0).port() + " " + slice.endpoints().size())
        .containsExactlyInAnyOrder("8080 1", "8081 1");
  }

  @Test
  void withoutPodsOneEmptySliceStays() {
    EndpointSlice empty = slice(CART);
    assertThat(empty.ports()).isEmpty();
    assertThat(empty.endpoints()).isEmpty();
    assertThat(plan(CART, List.of(), stored(empty, "cart-x"))).isEqualTo(SlicePlan.NOTHING);

    EndpointSlice full = stored(slice(CART, pod("cart-1", "10.0.0.1")), "cart-a");
    EndpointSlice second = stored(full, "cart-b");
    SlicePlan plan = plan(CART, List.of(), full, second);
    assertThat(plan.creates()).isEmpty();
    assertThat(plan.updates()).containsExactly(full.withEndpoints(List.of()).withPorts(List.of()));
    assertThat(plan.deletes()).containsExactly(second);

    assertThat(plan(CART, List.of(), full, stored(empty, "cart-x")).deletes())
        .as("the empty one stays, if there is one")
        .containsExactly(full);
  }

  @Test
  void nothingIsWrittenIfNothingChanged() {
    Pod pod = pod("cart-1", "10.0.0.1");
    EndpointSlice slice = stored(slice(CART, pod), "cart-a");
    assertThat(plan(CART, List.of(pod), slice)).isEqualTo(SlicePlan.NOTHING);
  }

  @Test
  void aChangedConditionIsCorrectedInPlaceAndHintsGo() {
    Pod pod = pod("cart-1", "10.0.0.1");
    EndpointSlice slice = stored(slice(CART, pod), "cart-a");
    EndpointSlice.Hints hints =
        new EndpointSlice.Hints(List.of(new EndpointSlice.ForZone("a")), List.of());
    EndpointSlice hinted =
        slice.withEndpoints(List.of(slice.endpoints().get(0).toBuilder().hints(hints).build()));
    assertThat(plan(CART, List.of(pod), hinted).updates()).containsExactly(slice);
    SlicePlan plan = plan(CART, List.of(withReady(pod, Condition.Status.FALSE)), hinted);
    assertThat(plan.updates()).hasSize(1);
    EndpointSlice updated = plan.updates().get(0);
    assertThat(updated.metadata()).isEqualTo(slice.metadata());
    assertThat(updated.endpoints().get(0).conditions())
        .isEqualTo(new Conditions(false, false, false));
    assertThat(updated.endpoints().get(0).hints()).isNull();
  }

  @Test
  void changedLabelsAreWrittenToEverySlice() {
    Pod pod = pod("cart-1", "10.0.0.1");
    EndpointSlice slice = stored(slice(CART, pod), "cart-a");
    Service labelled =
        CART.withMetadata(CART.metadata().toBuilder().labels(Map.of("a", "b")).build());
    SlicePlan plan = plan(labelled, List.of(pod), slice);
    assertThat(plan.updates()).hasSize(1);
    assertThat(plan.updates().get(0).metadata().labels()).containsEntry("a", "b");
    assertThat(plan.updates().get(0).endpoints()).isEqualTo(slice.endpoints());
  }

  @Test
  void onlyItsOwnSlicesAreTouched() {
    Pod pod = pod("cart-1", "10.0.0.1");
    EndpointSlice slice = stored(slice(CART, pod), "cart-a");
    EndpointSlice ofUser =
        slice.withMetadata(
            slice.metadata().toBuilder()
                .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, "cart"))
                .build());
    EndpointSlice ending =
        slice.withMetadata(slice.metadata().toBuilder().deletionTimestamp(NOW).build());
    SlicePlan plan = plan(CART, List.of(pod), ofUser, ending);
    assertThat(plan.creates()).hasSize(1);
    assertThat(plan.updates()).isEmpty();
    assertThat(plan.deletes()).isEmpty();
  }

  @Test
  void slicesOfAnotherOwnerOrFamilyAreDeleted() {
    Pod pod = pod("cart-1", "10.0.0.1");
    EndpointSlice slice = stored(slice(CART, pod), "cart-a");
    List<EndpointSlice> strays = new ArrayList<>();
    strays.add(slice.withAddressType(AddressType.IPV6));
    OwnerReference owner = slice.metadata().ownerReferences().get(0);
    Stream.of(
            new OwnerReference("v1", "Service", "cart", "uid-earlier", true, true),
            new OwnerReference("v1", "Endpoints", "cart", owner.uid(), true, true),
            new OwnerReference("v2", "Service", "cart", owner.uid(), true, true))
        .forEach(
            other ->
                strays.add(
                    slice.withMetadata(
                        slice.metadata().toBuilder().ownerReferences(List.of(other)).build())));
    for (EndpointSlice stray : strays) {
      SlicePlan plan = plan(CART, List.of(pod), stray);
      assertThat(plan.deletes()).containsExactly(stray);
      assertThat(plan.updates()).isEmpty();
      assertThat(plan.creates()).hasSize(1);
    }
  }

  @Test
  void aServiceWithoutSelectorOrWithAnExternalNameIsLeftAlone() {
    EndpointSlice slice = stored(slice(CART, pod("cart-1", "10.0.0.1")), "cart-a");
    Service bare = cart(CART.spec().toBuilder().selector(Map.of()));
    Service external = cart(CART.spec().toBuilder().type(ServiceSpec.Type.EXTERNAL_NAME));
    assertThat(plan(bare, List.of(), slice)).isEqualTo(SlicePlan.NOTHING);
    assertThat(plan(external, List.of(), slice)).isEqualTo(SlicePlan.NOTHING);
  }

  @Test
  void aTerminatingServiceGetsNoNewSlices() {
    Service ending = CART.withMetadata(CART.metadata().toBuilder().deletionTimestamp(NOW).build());
    assertThat(plan(ending, List.of(pod("cart-1", "10.0.0.1")))).isEqualTo(SlicePlan.NOTHING);
    EndpointSlice empty = stored(slice(CART), "cart-a");
    SlicePlan plan = plan(ending, List.of(pod("cart-1", "10.0.0.1")), empty);
    assertThat(plan.updates()).as("what is there may still fill").hasSize(1);
  }
}
