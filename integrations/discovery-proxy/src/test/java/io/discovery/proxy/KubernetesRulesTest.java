package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.IntOrString;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Kubernetes' end-to-end tests of Services ask, as far as one node decides it. */
class KubernetesRulesTest {
  private static final String POD = "10.0.9.9 > 10.96.0.20:80";
  private static final String OUTSIDE = "192.168.0.11 > 192.168.0.2:30080";

  private final Town town = new Town(Mode.DIRECT);

  /** Returns where fifty connections end. */
  private Set<String> reached(String packet) {
    Set<String> reached = new LinkedHashSet<>();
    for (int i = 0; i < 50; i++) {
      reached.add(town.reach(packet));
    }
    return reached;
  }

  private static ServiceSpec.Builder internal(TrafficPolicy policy) {
    return Town.spec().internalTrafficPolicy(policy);
  }

  private ServiceSpec.Builder external(TrafficPolicy policy) {
    town.nodePort = 30080;
    return Town.spec().type(ServiceSpec.Type.NODE_PORT).externalTrafficPolicy(policy);
  }

  @Test
  void e3WhatIsPublishedUnreadyIsReachedUnreadyAndTerminating() {
    // The controller calls such endpoints ready.
    town.tcp(Town.spec(), "1:R");
    assertThat(reached(POD)).containsExactly("1");
    town.tcp(Town.spec(), "1:RT");
    assertThat(reached(POD)).containsExactly("1");
  }

  @Test
  void e4WhatIsUnreadyOrTerminatingIsRefused() {
    town.tcp(Town.spec(), "1:RS");
    town.tcp(Town.spec(), "1:");
    assertThat(reached(POD)).containsExactly("REJECT");
    town.tcp(Town.spec(), "1:T");
    assertThat(reached(POD)).containsExactly("REJECT");
  }

  @Test
  void e5InternalTrafficFallsBackToWhatTerminates() {
    town.tcp(internal(TrafficPolicy.CLUSTER), "1:ST 2:STL 3:T");
    assertThat(reached(POD)).containsExactlyInAnyOrder("1", "2");
    town.tcp(internal(TrafficPolicy.CLUSTER), "1:ST 2:STL 3:RS");
    assertThat(reached(POD)).containsExactly("3");
  }

  @Test
  void e6LocalTrafficFallsBackToWhatTerminatesHere() {
    town.tcp(internal(TrafficPolicy.LOCAL), "1:STL 2:RS");
    assertThat(reached(POD)).containsExactly("1");
    town.tcp(internal(TrafficPolicy.LOCAL), "1:TL 2:RS");
    assertThat(reached(POD)).containsExactly("DROP");
  }

  @Test
  void e7ExternalTrafficFallsBackToWhatTerminates() {
    town.tcp(external(TrafficPolicy.CLUSTER), "1:ST 2:STL 3:T");
    assertThat(reached(OUTSIDE)).containsExactlyInAnyOrder("1", "2");
    town.tcp(external(TrafficPolicy.CLUSTER), "1:ST 2:STL 3:RS");
    assertThat(reached(OUTSIDE)).containsExactly("3");
  }

  @Test
  void e8ExternalLocalTrafficFallsBackToWhatTerminatesHere() {
    town.tcp(external(TrafficPolicy.LOCAL), "1:STL 2:RS");
    assertThat(reached(OUTSIDE)).containsExactly("1");
    town.tcp(external(TrafficPolicy.LOCAL), "2:RS");
    assertThat(reached(OUTSIDE)).containsExactly("DROP");
  }

  @Test
  void e9TheHealthPortFailsWhileWhatTerminatesStillServes() {
    ServiceSpec.Builder spec = external(TrafficPolicy.LOCAL).type(ServiceSpec.Type.LOAD_BALANCER);
    town.tcp(spec.healthCheckNodePort(30200), "1:STL");
    Frontend port = Frontend.health(Hop.frontend("192.168.0.2:80").address(), 30200);
    town.proxy.applied(port.family());
    Answer answer = Objects.requireNonNull(town.proxy.health(port));
    assertThat(answer.code()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("X-Load-Balancing-Endpoint-Weight", "0");
    assertThat(reached(OUTSIDE)).containsExactly("1");
  }

  @Test
  void e10AClientStaysUntilTheTimeOutAndThenMayMove() {
    town.tcp(Town.sticky(10), "1:RS 2:RS 3:RS 4:RS");
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < 50; i++) {
      String first = town.reach(POD);
      town.pass(9.9);
      assertThat(town.reach(POD)).isEqualTo(first);
      seen.add(first);
      town.pass(10);
    }
    assertThat(seen).hasSizeGreaterThan(1);
  }

  @Test
  void e11WithoutEndpointsItIsRefusedAndNobodyListens() {
    Plan plan = town.tcp(external(TrafficPolicy.CLUSTER), "");
    assertThat(plan.open()).isEmpty();
    assertThat(reached(POD)).containsExactly("REJECT");
    assertThat(reached(OUTSIDE)).containsExactly("REJECT");
  }

  @Test
  void e12InternalLocalTrafficStaysOnItsNode() {
    town.tcp(internal(TrafficPolicy.LOCAL), "1:RSL 2:RS 3:RSL");
    assertThat(reached(POD)).containsExactlyInAnyOrder("1", "3");
    assertThat(reached("192.168.0.2 > 10.96.0.20:80")).containsExactlyInAnyOrder("1", "3");
    town.tcp(internal(TrafficPolicy.LOCAL), "2:RS");
    assertThat(reached(POD)).containsExactly("DROP");
  }

  @Test
  void e13AServiceOfAnotherProxyIsLeftAloneAndTakenBack() {
    Plan opened = town.tcp(Town.spec(), "1:RS");
    Service.Port http =
        new Service.Port("http", Protocol.TCP, null, 80, IntOrString.of(8080), null);
    ObjectMeta labelled =
        ObjectMeta.of("shop", "cart").toBuilder()
            .labels(Map.of("service.kubernetes.io/service-proxy-name", ""))
            .build();
    Service service =
        new Service(labelled, Town.spec().ports(List.of(http)).build(), Service.Status.NONE);
    Plan closed = town.publish("cart", service, Protocol.TCP, "1:RS");
    assertThat(closed.close()).isEqualTo(opened.open());
    assertThat(reached(POD)).containsExactly("DROP");
    assertThat(town.tcp(Town.spec(), "1:RS")).isEqualTo(opened);
    assertThat(reached(POD)).containsExactly("1");
  }

  @Test
  void e14AServiceThatComesAgainHasItsNewAddressAlone() {
    town.put("stock", Protocol.TCP, Town.spec().clusterIP("10.96.0.30"), "7:RS");
    town.tcp(Town.spec(), "1:RS");
    town.publish("cart", null, Protocol.TCP, "1:RS");
    assertThat(reached(POD)).containsExactly("DROP");
    town.tcp(Town.spec().clusterIP("10.96.0.21"), "1:RS");
    assertThat(reached(POD)).containsExactly("DROP");
    assertThat(reached("10.0.9.9 > 10.96.0.21:80")).containsExactly("1");
    assertThat(reached("10.0.9.9 > 10.96.0.30:80")).containsExactly("7");
  }

  @Test
  void e15AProxyThatStartsAnewDecidesTheSame() {
    Plan before = town.tcp(internal(TrafficPolicy.CLUSTER), "1:RS 2:RS 3:ST");
    Town again = new Town(Mode.DIRECT);
    assertThat(again.tcp(internal(TrafficPolicy.CLUSTER), "1:RS 2:RS 3:ST")).isEqualTo(before);
    Frontend frontend = Hop.frontend("10.96.0.20:80");
    assertThat(again.connect(POD).destination()).isEqualTo(frontend);
    assertThat(Town.text(again.connect(POD))).isIn(reached(POD));
    assertThat(reached(POD)).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void e16EndpointsFollowPortsThatComeAndGo() {
    town.tcp(Town.spec(), "1:RS");
    Service.Port http = new Service.Port("http", Protocol.TCP, null, 80, null, null);
    Service.Port more = new Service.Port("http2", Protocol.TCP, null, 81, null, null);
    Service both = Town.service("cart", Town.spec().ports(List.of(http, more)).build());
    town.publish("cart", both, Protocol.TCP, "1:RS");
    assertThat(reached("10.0.9.9 > 10.96.0.20:81")).containsExactly("REJECT");
    assertThat(reached(POD)).containsExactly("1");
    Service.Port moved = new Service.Port("http", Protocol.TCP, null, 82, null, null);
    Service other = Town.service("cart", Town.spec().ports(List.of(moved)).build());
    Plan plan = town.publish("cart", other, Protocol.TCP, "1:RS");
    assertThat(plan.open()).containsExactly(Hop.frontend("10.96.0.20:82"));
    assertThat(plan.close()).containsExactly(Hop.frontend("10.96.0.20:80"));
    assertThat(reached(POD)).containsExactly("REJECT");
    assertThat(reached("10.0.9.9 > 10.96.0.20:82")).containsExactly("1");
  }

  @Test
  void e17APodReachesItself() {
    town.tcp(Town.spec(), "1:RSL");
    assertThat(reached("10.0.0.1 > 10.96.0.20:80")).containsExactly("1");
    Frontend frontend = Hop.frontend("10.96.0.20:80");
    Verdict verdict = town.proxy.verdict(Hop.frontend("10.0.0.1:1").address(), false, frontend);
    assertThat(Hop.text(verdict)).isEqualTo("1 h1");
  }
}
