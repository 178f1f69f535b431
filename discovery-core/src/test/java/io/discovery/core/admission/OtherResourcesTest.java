package io.discovery.core.admission;

import static io.discovery.core.admission.Requests.RANGES;
import static io.discovery.core.admission.Requests.causes;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.IPAddress;
import io.discovery.model.Namespace;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.Protocol;
import io.discovery.model.ServiceCIDR;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherResourcesTest {
  private static final ObjectMeta CART = ObjectMeta.of("shop", "cart");

  private final Admission admission = new Admission(RANGES, Randomness.seeded(1));

  @Test
  void slicePortsGetDefaults() {
    EndpointSlice.Port bare = new EndpointSlice.Port(null, null, 80, null);
    EndpointSlice slice =
        new EndpointSlice(CART, AddressType.IPV4, List.of(endpoint("10.1.0.1")), List.of(bare));
    EndpointSlice.Port port = admission.create(slice, false).object().ports().get(0);
    assertThat(port.name()).isEmpty();
    assertThat(port.protocol()).isEqualTo(Protocol.TCP);
  }

  @Test
  void sliceSaysAllThatIsWrong() {
    EndpointSlice slice =
        new EndpointSlice(
            CART,
            AddressType.IPV4,
            List.of(endpoint("fd00::1"), endpoint("127.0.0.1"), endpoint()),
            List.of());
    assertThat(causes(() -> admission.create(slice, false)))
        .containsExactly(
            "endpoints[0].addresses: Invalid value: \"fd00::1\": must be an IPv4 address",
            "endpoints[1].addresses[0]: Invalid value: \"127.0.0.1\": may not be in the loopback"
                + " range (127.0.0.0/8, ::1/128)",
            "endpoints[2].addresses: Required value");
  }

  @Test
  void outgrownTopologyIsDropped() {
    EndpointSlice.Endpoint old =
        endpoint("10.1.0.1").toBuilder().deprecatedTopology(Map.of("zone", "a")).build();
    EndpointSlice slice = new EndpointSlice(CART, AddressType.IPV4, List.of(old), List.of());
    assertThat(admission.create(slice, false).object().endpoints())
        .containsExactly(endpoint("10.1.0.1"));
  }

  @Test
  void addressTypeOfASliceStays() {
    EndpointSlice before =
        new EndpointSlice(CART, AddressType.IPV4, List.of(endpoint("10.1.0.1")), List.of());
    EndpointSlice after = before.withAddressType(AddressType.IPV6);
    assertThat(causes(() -> admission.update(before, after, false)))
        .containsExactly("addressType: Invalid value: null: field is immutable");
  }

  @Test
  void endpointsSayAllThatIsWrong() {
    Endpoints.Address bad = new Endpoints.Address("none", "A", null, null);
    Endpoints.Port port = new Endpoints.Port(null, 0, null, null);
    Endpoints endpoints =
        new Endpoints(
            CART,
            List.of(
                new Endpoints.Subset(List.of(bad), List.of(), List.of(port)),
                new Endpoints.Subset(List.of(), List.of(), List.of())));
    assertThat(causes(() -> admission.create(endpoints, false)))
        .hasSize(5)
        .contains(
            "subsets[0].addresses[0].ip: Invalid value: \"none\": must be a valid IP address",
            "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
            "subsets[1]: Required value: must specify `addresses` or `notReadyAddresses`");
  }

  @Test
  void podStartsPendingWithDefaults() {
    PodSpec.ContainerPort port = new PodSpec.ContainerPort("http", 8080, null, null, null);
    Pod pod = admission.create(pod(container("main", port)), false).object();
    assertThat(pod.status().phase()).isEqualTo(PodStatus.Phase.PENDING);
    assertThat(pod.spec().terminationGracePeriodSeconds()).isEqualTo(30);
    assertThat(pod.spec().containers().get(0).ports().get(0).protocol()).isEqualTo(Protocol.TCP);
  }

  @Test
  void podSaysAllThatIsWrong() {
    PodSpec.ContainerPort port = new PodSpec.ContainerPort("80", 0, null, null, null);
    assertThat(causes(() -> admission.create(pod(container("", port)), false)))
        .containsExactly(
            "spec.containers[0].name: Required value",
            "spec.containers[0].ports[0].name: Invalid value: \"80\": must contain at least one"
                + " letter (a-z)",
            "spec.containers[0].ports[0].containerPort: Required value");
    assertThat(causes(() -> admission.create(pod(), false)))
        .containsExactly("spec.containers: Required value");
  }

  @Test
  void probeOfAStoredPodStays() {
    Pod before = admission.create(pod(container("main")), false).object();
    PodSpec.Container probed =
        new PodSpec.Container("main", "cart:2", List.of(), null, List.of(), new PodSpec.Probe(5));
    assertThat(causes(() -> admission.update(before, pod(probed), false)).get(0))
        .startsWith("spec: Forbidden: pod updates may not change fields other than");
    assertThat(admission.update(before, pod(container("main")), false).object()).isNotNull();
  }

  @Test
  void statusOfAPodKeepsItsSpec() {
    Pod before = admission.create(pod(container("main")), false).object();
    PodStatus running = PodStatus.builder().phase(PodStatus.Phase.RUNNING).build();
    Pod after = admission.updateStatus(before, pod().withStatus(running));
    assertThat(after.spec()).isEqualTo(before.spec());
    assertThat(after.status()).isEqualTo(running);
  }

  @Test
  void namespaceCarriesItsName() {
    Namespace created =
        admission.create(new Namespace(ObjectMeta.of("", "shop"), null, null), false).object();
    assertThat(created.metadata().labels())
        .isEqualTo(Map.of("kubernetes.io/metadata.name", "shop"));
    Namespace.Status status = created.status();
    assertThat(status).isEqualTo(new Namespace.Status("Active", List.of()));
  }

  @Test
  void serviceRangesAreCheckedAndStay() {
    assertThat(causes(() -> admission.create(range("10.95.0.1/28"), false)))
        .containsExactly(
            "spec.cidrs[0]: Invalid value: \"10.95.0.1/28\": must not have bits set beyond the"
                + " prefix length");
    ServiceCIDR before = range("10.95.0.0/28");
    assertThat(causes(() -> admission.update(before, range("10.94.0.0/28"), false)))
        .containsExactly("spec.cidrs[0]: Invalid value: \"10.94.0.0/28\": field is immutable");
    assertThat(
            admission
                .update(before, range("10.95.0.0/28", "fd01::/112"), false)
                .object()
                .spec()
                .cidrs())
        .hasSize(2);
  }

  @Test
  void nameOfANamespaceIsNoLabelYetWhereItIsDrawnAndWrong() {
    ObjectMeta drawn = ObjectMeta.builder().name("AB-x").generateName("AB-").build();
    assertThat(causes(() -> admission.create(new Namespace(drawn, null, null), false)))
        .extracting(cause -> cause.substring(0, cause.indexOf(':')))
        .containsExactly("metadata.generateName", "metadata.name");
  }

  @Test
  void addressObjectsNameTheirParent() {
    IPAddress orphan = new IPAddress(ObjectMeta.of("", "FD00::1"), new IPAddress.Spec(null));
    assertThat(causes(() -> admission.create(orphan, false)))
        .containsExactly(
            "metadata.name: Invalid value: \"FD00::1\": must be in canonical form (\"fd00::1\")",
            "spec.parentRef: Required value");
  }

  private static ServiceCIDR range(String... cidrs) {
    return new ServiceCIDR(
        ObjectMeta.of("", "more"),
        new ServiceCIDR.Spec(List.of(cidrs)),
        new ServiceCIDR.Status(List.of()));
  }

  private static Pod pod(PodSpec.Container... containers) {
    PodSpec spec = PodSpec.builder().containers(List.of(containers)).build();
    return new Pod(CART, spec, PodStatus.NONE);
  }

  private static PodSpec.Container container(String name, PodSpec.ContainerPort... ports) {
    return new PodSpec.Container(name, "cart:1", List.of(ports), null, List.of());
  }

  private static EndpointSlice.Endpoint endpoint(String... addresses) {
    return EndpointSlice.Endpoint.builder().addresses(List.of(addresses)).build();
  }
}
