package io.discovery.core.admission;

import static io.discovery.core.admission.Requests.RANGES;
import static io.discovery.core.admission.Requests.causes;
import static io.discovery.core.admission.Requests.service;
import static io.discovery.core.admission.Requests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.admission.Admission.Admitted;
import io.discovery.model.IpFamily;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.IpFamilyPolicy;
import io.discovery.model.ServiceSpec.SessionAffinity;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission(RANGES, Randomness.seeded(1));

  @Test
  void newServiceGetsDefaultsAndAnAddress() {
    ServiceSpec spec = create(spec()).spec();
    assertThat(spec.type()).isEqualTo(ServiceSpec.Type.CLUSTER_IP);
    assertThat(spec.sessionAffinity()).isEqualTo(SessionAffinity.NONE);
    assertThat(spec.internalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
    assertThat(spec.externalTrafficPolicy()).isNull();
    assertThat(spec.ipFamilies()).containsExactly(IpFamily.IPV4);
    assertThat(spec.ipFamilyPolicy()).isEqualTo(IpFamilyPolicy.SINGLE_STACK);
    assertThat(spec.clusterIPs()).containsExactly(spec.clusterIP());
    assertThat(spec.clusterIP()).startsWith("10.99.0.");
    Service.Port port = spec.ports().get(0);
    assertThat(port.protocol()).isEqualTo(Protocol.TCP);
    assertThat(port.targetPort()).hasToString("80");
    assertThat(port.nodePort()).isNull();
  }

  @Test
  void affinityByClientGetsThreeHours() {
    ServiceSpec spec = create(spec().sessionAffinity(SessionAffinity.CLIENT_IP)).spec();
    assertThat(spec.sessionAffinityConfig())
        .isEqualTo(new ServiceSpec.SessionAffinityConfig(new ServiceSpec.ClientIP(10800)));
  }

  @Test
  void dualStackServiceGetsAnAddressOfEachFamily() {
    ServiceSpec spec = create(spec().ipFamilyPolicy(IpFamilyPolicy.PREFER_DUAL_STACK)).spec();
    assertThat(spec.ipFamilies()).containsExactly(IpFamily.IPV4, IpFamily.IPV6);
    assertThat(spec.clusterIPs()).hasSize(2);
    assertThat(spec.clusterIPs().get(1)).startsWith("fd00:");
  }

  @Test
  void refusedServiceKeepsNoAddress() {
    ServiceSpec.Builder bad =
        spec().clusterIP("10.99.0.5").sessionAffinity(new SessionAffinity("Cookie"));
    assertThat(causes(() -> admission.create(service(bad), false))).hasSize(1);
    assertThat(create(spec().clusterIP("10.99.0.5")).spec().clusterIP()).isEqualTo("10.99.0.5");
  }

  @Test
  void refusedNodePortGivesTheAddressBack() {
    create(nodePort(30010));
    ServiceSpec.Builder bad = nodePort(30010).clusterIP("10.99.0.5");
    assertThat(causes(() -> admission.create(service(bad), false)))
        .containsExactly(
            "spec.ports[0].nodePort: Invalid value: 30010: provided port is already allocated");
    create(spec().clusterIP("10.99.0.5"));
  }

  @Test
  void failureInOneFamilyGivesTheOtherBack() {
    create(spec().clusterIP("fd00::5"));
    ServiceSpec.Builder bad =
        spec()
            .clusterIP("10.99.0.5")
            .clusterIPs(List.of("10.99.0.5", "fd00::5"))
            .ipFamilyPolicy(IpFamilyPolicy.REQUIRE_DUAL_STACK);
    assertThat(causes(() -> admission.create(service(bad), false)))
        .containsExactly(
            "spec.clusterIPs: Invalid value: [\"10.99.0.5\",\"fd00::5\"]: failed to allocate IP"
                + " fd00::5: provided IP is already allocated");
    create(spec().clusterIP("10.99.0.5"));
  }

  @Test
  void uncommittedServiceKeepsNothing() {
    try (Admitted<Service> admitted =
        admission.create(service(nodePort(30010).clusterIP("10.99.0.5")), false)) {
      assertThat(admitted.object().spec().clusterIP()).isEqualTo("10.99.0.5");
    }
    create(nodePort(30010).clusterIP("10.99.0.5"));
  }

  @Test
  void deletedServiceFreesItsPorts() {
    ServiceSpec.Builder wanted =
        nodePort(30010)
            .type(ServiceSpec.Type.LOAD_BALANCER)
            .externalTrafficPolicy(TrafficPolicy.LOCAL)
            .healthCheckNodePort(30020);
    admission.deleted(create(wanted));
    create(wanted);
  }

  @Test
  void clusterIpStaysOnUpdate() {
    Service before = create(spec());
    Service after = update(before, spec().selector(Map.of("app", "other")));
    assertThat(after.spec().clusterIP()).isEqualTo(before.spec().clusterIP());
    assertThat(after.spec().clusterIPs()).isEqualTo(before.spec().clusterIPs());
  }

  @Test
  void clusterIpMustNotChange() {
    Service before = create(spec().clusterIP("10.99.0.5"));
    Service after = service(spec().clusterIP("10.99.0.6"));
    assertThat(causes(() -> admission.update(before, after, false)))
        .containsExactly(
            "spec.clusterIPs[0]: Invalid value: [\"10.99.0.6\"]: may not change once set");
    assertThat(causes(() -> admission.create(service(spec().clusterIP("10.99.0.5")), false)))
        .hasSize(1);
    create(spec().clusterIP("10.99.0.6"));
  }

  @Test
  void nodePortStaysByName() {
    Service before = create(nodePort(30010));
    Service.Port changed = Service.Port.builder().name("http").port(81).build();
    Service after = update(before, spec().type(ServiceSpec.Type.NODE_PORT).ports(List.of(changed)));
    assertThat(after.spec().ports().get(0).nodePort()).isEqualTo(30010);
    Service.Port renamed = changed.toBuilder().name("web").build();
    Service again = update(after, spec().type(ServiceSpec.Type.NODE_PORT).ports(List.of(renamed)));
    assertThat(again.spec().ports().get(0).nodePort()).isNotEqualTo(30010);
    create(nodePort(30010));
  }

  @Test
  void nodePortsStayWhenABalancerNeedsThemNoMore() {
    ServiceSpec.Builder balanced = nodePort(30010).type(ServiceSpec.Type.LOAD_BALANCER);
    Service before = create(balanced);
    Service after = update(before, balanced.allocateLoadBalancerNodePorts(false));
    assertThat(after.spec().ports().get(0).nodePort()).isEqualTo(30010);
  }

  @Test
  void namesAreNotCheckedInUpdates() {
    Service before = create(spec());
    ObjectMeta odd = before.metadata().toBuilder().generateName("Cart-").build();
    assertThat(commit(admission.update(before, before.withMetadata(odd), false)).metadata())
        .isEqualTo(odd);
  }

  @Test
  void changeToClusterIpFreesNodePorts() {
    Service before = create(nodePort(30010));
    ServiceSpec changed = before.spec().toBuilder().type(ServiceSpec.Type.CLUSTER_IP).build();
    Service after = commit(admission.update(before, before.withSpec(changed), false));
    assertThat(after.spec().ports().get(0).nodePort()).isNull();
    assertThat(after.spec().externalTrafficPolicy()).isNull();
    create(nodePort(30010));
  }

  @Test
  void refusedUpdateLosesNothing() {
    Service before = create(nodePort(30010));
    ServiceSpec bad =
        before.spec().toBuilder()
            .type(ServiceSpec.Type.CLUSTER_IP)
            .sessionAffinity(new SessionAffinity("Cookie"))
            .build();
    assertThat(causes(() -> admission.update(before, before.withSpec(bad), false))).hasSize(1);
    assertThat(causes(() -> admission.create(service(nodePort(30010)), false))).hasSize(1);
  }

  @Test
  void changeToExternalNameDropsTheAddress() {
    Service before = create(spec().clusterIP("10.99.0.5"));
    ServiceSpec external =
        before.spec().toBuilder()
            .type(ServiceSpec.Type.EXTERNAL_NAME)
            .externalName("cart.example")
            .build();
    Service after = commit(admission.update(before, before.withSpec(external), false));
    assertThat(after.spec().clusterIP()).isNull();
    assertThat(after.spec().clusterIPs()).isEmpty();
    assertThat(after.spec().ipFamilies()).isEmpty();
    assertThat(after.spec().internalTrafficPolicy()).isNull();
  }

  @Test
  void secondFamilyCanBeAddedAndReleased() {
    Service single = create(spec());
    Service dual = update(single, spec().ipFamilyPolicy(IpFamilyPolicy.REQUIRE_DUAL_STACK));
    assertThat(dual.spec().clusterIPs()).hasSize(2).startsWith(single.spec().clusterIP());
    ServiceSpec one = dual.spec().toBuilder().ipFamilyPolicy(IpFamilyPolicy.SINGLE_STACK).build();
    Service released = commit(admission.update(dual, dual.withSpec(one), false));
    assertThat(released.spec().clusterIPs()).containsExactly(single.spec().clusterIP());
  }

  @Test
  void portsOfTwoProtocolsShareANodePort() {
    Service.Port tcp = Service.Port.builder().name("dns").port(53).build();
    Service.Port udp =
        Service.Port.builder().name("dns-udp").port(53).protocol(Protocol.UDP).build();
    ServiceSpec.Builder wanted = spec().type(ServiceSpec.Type.NODE_PORT).ports(List.of(tcp, udp));
    Service created = create(wanted);
    List<Service.Port> ports = created.spec().ports();
    assertThat(ports.get(1).nodePort()).isNotNull().isEqualTo(ports.get(0).nodePort());
    assertThat(update(created, wanted).spec().ports()).isEqualTo(ports);
  }

  @Test
  void fullRangeIsAnInternalError() {
    Admission tiny = new Admission(Requests.ranges("10.99.0.0/30"), Randomness.seeded(1));
    commit(tiny.create(service(spec()), false));
    commit(tiny.create(service(spec()), false));
    assertThat(causes(() -> tiny.create(service(spec()), false)))
        .containsExactly(": failed to allocate a serviceIP for Service \"cart\": range is full");
  }

  @Test
  void headlessServiceGetsNoAddress() {
    ServiceSpec spec = create(spec().clusterIP("None")).spec();
    assertThat(spec.clusterIPs()).containsExactly("None");
    assertThat(spec.ipFamilies()).containsExactly(IpFamily.IPV4);
    ServiceSpec bare = create(spec().clusterIP("None").selector(Map.of())).spec();
    assertThat(bare.ipFamilyPolicy()).isEqualTo(IpFamilyPolicy.REQUIRE_DUAL_STACK);
    assertThat(bare.ipFamilies()).containsExactly(IpFamily.IPV4, IpFamily.IPV6);
  }

  @Test
  void dryRunTakesNothing() {
    Service dry = commit(admission.create(service(nodePort(30010).clusterIP("10.99.0.5")), true));
    assertThat(dry.spec().clusterIP()).isEqualTo("10.99.0.5");
    Service drawn =
        commit(admission.create(service(spec().type(ServiceSpec.Type.NODE_PORT)), true));
    assertThat(drawn.spec().clusterIP()).isEqualTo("10.99.0.0");
    assertThat(drawn.spec().ports().get(0).nodePort()).isEqualTo(32769);
    Service real = create(nodePort(30010).clusterIP("10.99.0.5"));
    assertThat(causes(() -> admission.create(service(nodePort(30010)), true)))
        .containsExactly(
            "spec.ports[0].nodePort: Invalid value: 30010: provided port is already allocated");
    admission.deleted(real);
  }

  private static ServiceSpec.Builder nodePort(int nodePort) {
    Service.Port port = Service.Port.builder().name("http").port(80).nodePort(nodePort).build();
    return spec().type(ServiceSpec.Type.NODE_PORT).ports(List.of(port));
  }

  private Service create(ServiceSpec.Builder spec) {
    return commit(admission.create(service(spec), false));
  }

  private Service update(Service before, ServiceSpec.Builder spec) {
    return commit(admission.update(before, service(spec), false));
  }

  private static Service commit(Admitted<Service> admitted) {
    admitted.commit();
    admitted.close();
    return admitted.object();
  }
}
