package io.discovery.core.controller;

import static io.discovery.core.TestObjects.endpoints;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ControllerEvent;
import io.discovery.core.TestObjects;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Conditions;
import io.discovery.model.Endpoints;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.ObjectReference;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsMirrorTest {
  private static final Service BARE = TestObjects.service("cart", Map.of(), null);
  private static final Endpoints CART = withUid(endpoints("cart", "10.9.0.1", "10.9.0.2"));
  private static final List<Endpoints.Port> HTTP =
      List.of(new Endpoints.Port("http", 8080, null, null));

  private static Endpoints withUid(Endpoints endpoints) {
    return endpoints.withMetadata(endpoints.metadata().toBuilder().uid("uid-cart").build());
  }

  private static SlicePlan plan(
      @Nullable Endpoints endpoints, @Nullable Service service, EndpointSlice... existing) {
    return EndpointsMirror.reconcile(endpoints, service, List.of(existing));
  }

  private static List<EndpointSlice> creates(Endpoints endpoints) {
    SlicePlan plan = plan(endpoints, BARE);
    assertThat(plan.updates()).isEmpty();
    assertThat(plan.deletes()).isEmpty();
    return plan.creates();
  }

  private static EndpointSlice stored(EndpointSlice slice, String name) {
    return slice.withMetadata(
        slice.metadata().toBuilder().name(name).uid("uid-" + name).resourceVersion("7").build());
  }

  private static Endpoints.Address address(String ip) {
    return new Endpoints.Address(ip, null, null, null);
  }

  private static List<Endpoints.Address> addresses(String... ips) {
    return List.of(ips).stream().map(EndpointsMirrorTest::address).toList();
  }

  private static List<String> ready(EndpointSlice slice) {
    return slice.endpoints().stream()
        .map(endpoint -> endpoint.addresses().get(0) + " " + endpoint.conditions().ready())
        .toList();
  }

  @Test
  void aMirroredSliceIsOwnedByTheEndpoints() {
    EndpointSlice slice = creates(CART).get(0);
    assertThat(slice.metadata().generateName()).isEqualTo("cart-");
    assertThat(slice.metadata().namespace()).isEqualTo("shop");
    assertThat(slice.metadata().labels())
        .isEqualTo(
            Map.of(
                EndpointSlice.SERVICE_NAME_LABEL, "cart",
                EndpointSlice.MANAGED_BY_LABEL, "endpointslicemirroring-controller.k8s.io"));
    assertThat(slice.metadata().ownerReferences())
        .containsExactly(new OwnerReference("v1", "Endpoints", "cart", "uid-cart", true, true));
    assertThat(slice.addressType()).isEqualTo(AddressType.IPV4);
    assertThat(slice.ports())
        .containsExactly(new EndpointSlice.Port("http", Protocol.TCP, 8080, null));
    assertThat(ready(slice)).containsExactly("10.9.0.1 true", "10.9.0.2 true");
    assertThat(slice.endpoints().get(0).conditions()).isEqualTo(new Conditions(true, null, null));
  }

  @Test
  void anAddressKeepsHostNodeAndTarget() {
    ObjectReference target = ObjectReference.pod("shop", "cart-1", null);
    Endpoints.Subset subset =
        new Endpoints.Subset(
            List.of(
                new Endpoints.Address("10.9.0.1", "cart-0", "node-a", target),
                new Endpoints.Address("10.9.0.2", "", null, null)),
            List.of(),
            HTTP);
    List<EndpointSlice.Endpoint> found =
        creates(CART.withSubsets(List.of(subset))).get(0).endpoints();
    assertThat(found.get(0).hostname()).isEqualTo("cart-0");
    assertThat(found.get(0).nodeName()).isEqualTo("node-a");
    assertThat(found.get(0).targetRef()).isEqualTo(target);
    assertThat(found.get(1).hostname()).isNull();
  }

  @Test
  void labelsAndMostAnnotationsAreCopied() {
    ObjectMeta metadata =
        CART.metadata().toBuilder()
            .labels(Map.of("team", "shop"))
            .annotations(
                Map.of(
                    "note", "by hand",
                    "endpoints.kubernetes.io/last-change-trigger-time", "x",
                    "kubectl.kubernetes.io/last-applied-configuration", "x"))
            .build();
    EndpointSlice slice = creates(CART.withMetadata(metadata)).get(0);
    assertThat(slice.metadata().labels()).containsEntry("team", "shop").hasSize(3);
    assertThat(slice.metadata().annotations()).isEqualTo(Map.of("note", "by hand"));
  }

  @Test
  void eachFamilyAndPortListHasASliceOverAllSubsets() {
    List<Endpoints.Port> other = List.of(new Endpoints.Port(null, 53, Protocol.UDP, "dns"));
    Endpoints many =
        CART.withSubsets(
            List.of(
                new Endpoints.Subset(addresses("10.9.0.1", "fd00::1"), addresses(), HTTP),
                new Endpoints.Subset(addresses("10.9.0.1"), addresses("10.9.0.3"), other),
                new Endpoints.Subset(addresses(), addresses("10.9.0.2"), HTTP)));
    assertThat(creates(many))
        .extracting(slice -> slice.addressType() + " " + slice.ports().get(0) + ready(slice))
        .containsExactly(
            "IPv4 Port[name=http, protocol=TCP, port=8080, appProtocol=null]"
                + "[10.9.0.1 true, 10.9.0.2 false]",
            "IPv6 Port[name=http, protocol=TCP, port=8080, appProtocol=null][fd00::1 true]",
            "IPv4 Port[name=, protocol=UDP, port=53, appProtocol=dns]"
                + "[10.9.0.1 true, 10.9.0.3 false]");
  }

  @Test
  void anAddressThatIsAlsoNotReadyIsNotReady() {
    Endpoints both =
        CART.withSubsets(
            List.of(new Endpoints.Subset(addresses("10.9.0.1"), addresses("10.9.0.1"), HTTP)));
    assertThat(ready(creates(both).get(0))).containsExactly("10.9.0.1 false");
  }

  @Test
  void aSubsetIsMirroredUpToItsBoundWithoutWhatIsNoAddress() {
    List<Endpoints.Address> addresses = new ArrayList<>(addresses("nowhere", "10.9.0"));
    for (int i = 0; i < 1001; i++) {
      addresses.add(address("10.20." + i / 250 + "." + i % 250));
    }
    Endpoints wide =
        CART.withSubsets(
            List.of(
                new Endpoints.Subset(addresses, addresses("10.9.9.9"), HTTP),
                new Endpoints.Subset(addresses("10.9.0.1"), List.of(), HTTP)));
    SlicePlan plan = plan(wide, BARE);
    assertThat(ready(plan.creates().get(0)))
        .as("in the order of their text")
        .hasSize(1000)
        .contains("10.20.3.249 true")
        .doesNotContain("10.20.4.0 true", "10.9.0.1 true", "10.9.9.9 false");
    assertThat(plan.events())
        .extracting(ControllerEvent::toString)
        .containsExactly(
            "Warning TooManyAddressesToMirror Endpoints shop/cart: A max of 1000 addresses can be"
                + " mirrored to EndpointSlices per Endpoints subset. 5 addresses were skipped");
  }

  @Test
  void slicesOfEarlierEndpointsOfTheNameAreTakenOver() {
    EndpointSlice slice = stored(creates(CART).get(0), "cart-a");
    Endpoints later = CART.withMetadata(CART.metadata().toBuilder().uid("uid-later").build());
    assertThat(plan(later, BARE, slice).updates())
        .extracting(updated -> updated.metadata().ownerReferences().get(0).uid())
        .containsExactly("uid-later");
  }

  @Test
  void whatIsNoAddressIsLeftOutAndTold() {
    Endpoints odd =
        CART.withSubsets(
            List.of(new Endpoints.Subset(addresses("10.9.0.1", "x"), addresses("y"), HTTP)));
    SlicePlan plan = plan(odd, BARE);
    assertThat(ready(plan.creates().get(0))).containsExactly("10.9.0.1 true");
    assertThat(plan.events())
        .extracting(ControllerEvent::message)
        .containsExactly("Skipped 2 invalid IP addresses when mirroring to EndpointSlices");
  }

  @ParameterizedTest
  @CsvSource({"true,0", "True,1", "'',1", "false,1"})
  void theSkipLabelCountsOnlyIfTrue(String value, int slices) {
    ObjectMeta metadata =
        CART.metadata().toBuilder()
            .labels(Map.of("endpointslice.kubernetes.io/skip-mirror", value))
            .build();
    assertThat(plan(CART.withMetadata(metadata), BARE).creates()).hasSize(slices);
  }

  @Test
  void whatIsNotToBeMirroredLosesItsSlices() {
    EndpointSlice slice = stored(creates(CART).get(0), "cart-a");
    ObjectMeta metadata = CART.metadata();
    Endpoints leader =
        CART.withMetadata(
            metadata.toBuilder()
                .annotations(Map.of("control-plane.alpha.kubernetes.io/leader", "x"))
                .build());
    Endpoints ending =
        CART.withMetadata(
            metadata.toBuilder().deletionTimestamp(Instant.parse("2026-01-01T00:00:00Z")).build());
    Service selecting = TestObjects.service("cart");
    List<SlicePlan> plans =
        List.of(
            plan(null, BARE, slice),
            plan(CART, null, slice),
            plan(CART, selecting, slice),
            plan(leader, BARE, slice),
            plan(CART.withSubsets(List.of()), BARE, slice));
    assertThat(plan(ending, BARE, slice))
        .as("its owner takes them along")
        .isEqualTo(SlicePlan.NOTHING);
    assertThat(plan(ending, BARE).creates()).isEmpty();
    assertThat(plans)
        .allSatisfy(
            plan ->
                assertThat(plan)
                    .isEqualTo(
                        new SlicePlan(List.of(), List.of(), List.of(slice), false, List.of())));
  }

  @Test
  void nothingIsWrittenIfNothingChangedAndSlicesOfOthersAreLeftAlone() {
    EndpointSlice slice = stored(creates(CART).get(0), "cart-a");
    EndpointSlice other =
        slice.withMetadata(
            slice.metadata().toBuilder()
                .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, "cart"))
                .build());
    assertThat(plan(CART, BARE, slice, other)).isEqualTo(SlicePlan.NOTHING);
  }

  @Test
  void aSliceOfTheSamePortsIsKeptAndAnotherOneReused() {
    List<Endpoints.Port> dns = List.of(new Endpoints.Port("dns", 53, Protocol.UDP, null));
    List<Endpoints.Port> web = List.of(new Endpoints.Port("web", 80, null, null));
    Endpoints before =
        CART.withSubsets(
            List.of(
                new Endpoints.Subset(addresses("10.9.0.1"), addresses(), HTTP),
                new Endpoints.Subset(addresses("10.9.0.2"), addresses(), dns)));
    EndpointSlice http = stored(creates(before).get(0), "cart-http");
    EndpointSlice other = stored(creates(before).get(1), "cart-dns");
    EndpointSlice ipv6 = stored(other, "cart-6").withAddressType(AddressType.IPV6);
    Endpoints after =
        CART.withSubsets(
            List.of(
                new Endpoints.Subset(addresses("10.9.0.1"), addresses(), web),
                new Endpoints.Subset(addresses("10.9.0.9"), addresses(), dns)));
    SlicePlan plan = plan(after, BARE, http, ipv6, other);
    assertThat(plan.creates()).isEmpty();
    assertThat(plan.deletes()).containsExactly(ipv6);
    assertThat(plan.updates())
        .extracting(slice -> slice.metadata().name() + ready(slice) + slice.ports().get(0).name())
        .containsExactly("cart-dns[10.9.0.9 true]dns", "cart-http[10.9.0.1 true]web");
    assertThat(plan.updates().get(0).metadata()).isEqualTo(other.metadata());
  }
}
