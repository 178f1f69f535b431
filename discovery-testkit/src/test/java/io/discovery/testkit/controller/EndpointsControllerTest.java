package io.discovery.testkit.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.ControlPlane;
import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.Endpoints.Address;
import io.discovery.model.Endpoints.Subset;
import io.discovery.model.IntOrString;
import io.discovery.model.IpFamily;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.testkit.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointsControllerTest {
  private static final NamespacedName CART = NamespacedName.parse("default/cart");
  private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

  private final Cluster cluster = Cluster.builder().seed(1).build();
  private final ControlPlane plane = cluster.controlPlane();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static ServiceSpec.Builder spec() {
    return ServiceSpec.builder()
        .selector(Map.of("app", "cart"))
        .ports(List.of(Service.Port.of("http", 80, IntOrString.of("http"))));
  }

  private void service(ServiceSpec.Builder spec) {
    ObjectMeta metadata =
        ObjectMeta.builder().namespace("default").name("cart").labels(Map.of("team", "x")).build();
    plane.create(new Service(metadata, spec.build(), Service.Status.NONE));
  }

  private void change(ServiceSpec.Builder spec) {
    Service service = Objects.requireNonNull(plane.get(Service.class, CART));
    plane.update(
        service.withSpec(
            spec.clusterIP(service.spec().clusterIP())
                .clusterIPs(service.spec().clusterIPs())
                .build()));
  }

  /** Creates a Pod on node-1 with the port http. */
  private void pod(String name, int port, boolean ready, String... ips) {
    PodSpec.Container container =
        new PodSpec.Container(
            "main", "main:1", List.of(PodSpec.ContainerPort.of("http", port)), null, List.of());
    Pod pod =
        plane.create(
            new Pod(
                ObjectMeta.builder()
                    .namespace("default")
                    .name(name)
                    .labels(Map.of("app", "cart"))
                    .build(),
                PodSpec.builder().nodeName("elsewhere").containers(List.of(container)).build(),
                PodStatus.NONE));
    Condition.Status status = ready ? Condition.Status.TRUE : Condition.Status.FALSE;
    plane.updateStatus(
        pod.withStatus(
            PodStatus.builder()
                .phase(PodStatus.Phase.RUNNING)
                .conditions(List.of(Condition.of("Ready", status)))
                .podIP(ips[0])
                .podIPs(List.of(ips).stream().map(PodStatus.PodIP::new).toList())
                .build()));
  }

  private List<String> found() {
    cluster.runUntilIdle();
    Endpoints endpoints = plane.get(Endpoints.class, CART);
    return endpoints == null
        ? List.of("none")
        : endpoints.subsets().stream().map(EndpointsControllerTest::text).toList();
  }

  private static String text(Subset subset) {
    return ips(subset.addresses())
        + "!"
        + ips(subset.notReadyAddresses())
        + subset.ports().stream().map(port -> port.name() + "=" + port.port()).toList();
  }

  private static List<String> ips(List<Address> addresses) {
    return addresses.stream().map(Address::ip).toList();
  }

  @Test
  void podsAreReadyOrNotByPort() {
    service(spec());
    pod("a", 8080, true, "10.1.0.1");
    pod("b", 8080, false, "10.1.0.2");
    pod("c", 9090, true, "10.1.0.3");
    assertThat(found())
        .containsExactly("[10.1.0.1]![10.1.0.2][http=8080]", "[10.1.0.3]![][http=9090]");
    assertThat(Objects.requireNonNull(plane.get(Endpoints.class, CART)).metadata().labels())
        .isEqualTo(
            Map.of("team", "x", "endpoints.kubernetes.io/managed-by", "endpoint-controller"));
    plane.delete(ResourceKind.POD, NamespacedName.parse("default/a"));
    assertThat(found()).as("terminating").contains("[]![10.1.0.2][http=8080]");
    change(spec().publishNotReadyAddresses(true));
    assertThat(found())
        .containsExactly("[10.1.0.1, 10.1.0.2]![][http=8080]", "[10.1.0.3]![][http=9090]");
  }

  @Test
  void headlessWithoutPortsStillHasAddressesAndItsLabel() {
    service(spec().ports(List.of()).clusterIP(ServiceSpec.HEADLESS));
    pod("a", 8080, true, "10.1.0.1");
    assertThat(found()).containsExactly("[10.1.0.1]![][]");
    assertThat(Objects.requireNonNull(plane.get(Endpoints.class, CART)).metadata().labels())
        .containsEntry("service.kubernetes.io/headless", "");
  }

  @Test
  void onlyTheFirstFamilyCounts() {
    service(spec().ipFamilies(List.of(IpFamily.IPV4)));
    pod("a", 8080, true, "fd00::1", "10.1.0.1");
    pod("b", 8080, true, "fd00::2");
    assertThat(found()).containsExactly("[10.1.0.1]![][http=8080]");
  }

  @Test
  void editsStayUntilTheNextChangeAndDeletionDoesNot() {
    service(spec());
    pod("a", 8080, true, "10.1.0.1");
    found();
    Endpoints endpoints = Objects.requireNonNull(plane.get(Endpoints.class, CART));
    plane.update(endpoints.withSubsets(List.of()));
    assertThat(found()).isEmpty();
    pod("b", 8080, true, "10.1.0.2");
    assertThat(found()).containsExactly("[10.1.0.1, 10.1.0.2]![][http=8080]");
    plane.delete(ResourceKind.ENDPOINTS, CART);
    assertThat(found()).containsExactly("[10.1.0.1, 10.1.0.2]![][http=8080]");
    plane.delete(ResourceKind.SERVICE, CART);
    assertThat(found()).containsExactly("none");
  }

  @Test
  void whatIsLeftWithoutSelectorIsMirrored() {
    service(spec());
    pod("a", 8080, true, "10.1.0.1");
    found();
    change(spec().selector(Map.of()));
    assertThat(found()).containsExactly("[10.1.0.1]![][http=8080]");
    assertThat(plane.list(EndpointSlice.class, "default"))
        .extracting(slice -> slice.metadata().labels().get(EndpointSlice.MANAGED_BY_LABEL))
        .containsExactlyInAnyOrder(
            "endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io");
  }

  @Test
  void aThousandAddressesAreTheMost() {
    service(spec());
    for (int i = 0; i < 1200; i++) {
      pod("p" + i, i < 900 ? 8080 : 9090, i != 0, "10.2." + i / 250 + "." + i % 250);
    }
    cluster.runUntilIdle();
    Endpoints full = Objects.requireNonNull(plane.get(Endpoints.class, CART));
    assertThat(full.metadata().annotations()).containsEntry(OVER_CAPACITY, "truncated");
    assertThat(full.subsets().stream().mapToInt(subset -> subset.addresses().size()).sum())
        .isEqualTo(1000);
    assertThat(full.subsets()).allMatch(subset -> subset.notReadyAddresses().isEmpty());
    for (int i = 0; i < 200; i++) {
      plane.delete(ResourceKind.POD, NamespacedName.parse("default/p" + i), 0);
    }
    cluster.runUntilIdle();
    Endpoints fits = Objects.requireNonNull(plane.get(Endpoints.class, CART));
    assertThat(fits.metadata().annotations()).doesNotContainKey(OVER_CAPACITY);
    assertThat(fits.subsets().stream().map(subset -> subset.addresses().size()).toList())
        .containsExactlyInAnyOrder(700, 300);
  }
}
