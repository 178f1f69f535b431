package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IpFamily;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NodeProxyTest {
  private static final String CLIENT = "192.168.0.11 > 10.96.0.20:80";
  private static final String DATAGRAM = "192.168.0.11 5000 > 10.96.0.20:80";

  private final Town direct = new Town(Mode.DIRECT);
  private final Town userspace = new Town(Mode.USERSPACE);

  private static String text(Plan plan) {
    return "+" + texts(plan.open()) + " -" + texts(plan.close());
  }

  private static List<String> texts(List<Frontend> frontends) {
    return frontends.stream()
        .map(each -> each.address() + ":" + each.port() + "/" + each.protocol())
        .toList();
  }

  @Test
  void listensOnlyWhereSomebodyIsNotRefused() {
    assertThat(text(direct.tcp(Town.spec(), ""))).isEqualTo("+[] -[]");
    assertThat(text(direct.tcp(Town.spec(), "1:RS"))).isEqualTo("+[10.96.0.20:80/TCP] -[]");
    assertThat(text(direct.tcp(Town.spec(), "2:RS"))).isEqualTo("+[] -[]");
    assertThat(text(direct.tcp(Town.spec(), "2:"))).isEqualTo("+[] -[10.96.0.20:80/TCP]");
  }

  @Test
  void listensWhereOnlySomeAreKeptOut() {
    ServiceSpec.Builder local = Town.spec().internalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL);
    assertThat(text(direct.tcp(local, "1:RS"))).isEqualTo("+[10.96.0.20:80/TCP] -[]");
    assertThat(direct.reach(CLIENT)).isEqualTo("DROP");
  }

  @Test
  void aNodeThatComesLaterGetsItsNodePorts() {
    direct.proxy.node(null);
    direct.nodePort = 30080;
    ServiceSpec.Builder spec = Town.spec().type(ServiceSpec.Type.NODE_PORT);
    assertThat(text(direct.tcp(spec, "1:RS"))).isEqualTo("+[10.96.0.20:80/TCP] -[]");
    assertThat(text(direct.proxy.node(Hop.here("a")))).isEqualTo("+[192.168.0.2:30080/TCP] -[]");
    assertThat(text(direct.proxy.node(Hop.here("a")))).isEqualTo("+[] -[]");
    assertThat(text(direct.proxy.node(null))).isEqualTo("+[] -[192.168.0.2:30080/TCP]");
  }

  @Test
  void aNodeThatMovesToAnotherZoneKeepsItsClients() {
    direct.tcp(Town.sticky(60), "1:RS 2:RS 3:RS 4:RS 5:RS 6:RS 7:RS 8:RS");
    String before = direct.reach(CLIENT);
    direct.proxy.node(Hop.here("b"));
    for (int i = 0; i < 20; i++) {
      assertThat(direct.reach(CLIENT)).isEqualTo(before);
    }
  }

  @Test
  void whatFailsIsTriedAtTheNextEndpointInUserspace() {
    userspace.tcp(Town.spec(), "1:RS 2:RS 3:RS 4:RS 5:RS");
    Decision decision = userspace.connect(CLIENT);
    List<String> tried = new ArrayList<>(List.of(Town.text(decision)));
    List<Duration> waits = new ArrayList<>(List.of(decision.dialTimeout()));
    for (decision = userspace.proxy.dialFailed(decision);
        decision.outcome() == Decision.Outcome.ENDPOINT;
        decision = userspace.proxy.dialFailed(decision)) {
      tried.add(Town.text(decision));
      waits.add(decision.dialTimeout());
    }
    assertThat(tried).hasSize(4).doesNotHaveDuplicates();
    assertThat(waits).extracting(Duration::toMillis).containsExactly(250L, 500L, 1000L, 2000L);
    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.REJECT);
  }

  @Test
  void aConnectionDoesNotMeetADeadEndpointTwiceHoweverManyConnectAtOnce() {
    userspace.tcp(Town.spec(), "1:RS 2:RS");
    List<Decision> open = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Decision decision = userspace.connect(CLIENT);
      if (Town.text(decision).equals("1")) {
        open.add(decision);
        userspace.connect(CLIENT);
      }
    }
    for (Decision decision : open) {
      assertThat(Town.text(userspace.proxy.dialFailed(decision))).isEqualTo("2");
      userspace.connect(CLIENT);
    }
  }

  @Test
  void nothingIsTriedAgainInDirectMode() {
    direct.tcp(Town.spec(), "1:RS 2:RS");
    Decision refused = direct.proxy.dialFailed(direct.connect(CLIENT));
    assertThat(refused.outcome()).isEqualTo(Decision.Outcome.REJECT);
  }

  @Test
  void affinityPointsToTheEndpointThatWasTriedLast() {
    userspace.tcp(Town.sticky(60), "1:RS 2:RS 3:RS");
    Decision first = userspace.connect(CLIENT);
    Decision next = userspace.proxy.dialFailed(first);
    assertThat(Town.text(next)).isNotEqualTo(Town.text(first));
    assertThat(userspace.reach(CLIENT)).isEqualTo(Town.text(next));
  }

  @Test
  void aRetryGoesByWhatIsKnownByThen() {
    userspace.tcp(Town.spec(), "1:RS 2:RS");
    Decision first = userspace.connect(CLIENT);
    userspace.tcp(Town.spec(), "3:RS");
    assertThat(Town.text(userspace.proxy.dialFailed(first))).isEqualTo("3");
    userspace.tcp(Town.spec(), "");
    assertThat(Town.text(userspace.proxy.dialFailed(first))).isEqualTo("REJECT");
  }

  @Test
  void aDatagramFollowsThoseBeforeIt() {
    direct.udp(Town.spec(), "1:RS 2:RS 3:RS 4:RS 5:RS 6:RS 7:RS 8:RS");
    Decision first = direct.send(DATAGRAM);
    for (int i = 0; i < 20; i++) {
      direct.pass(29);
      assertThat(direct.send(DATAGRAM)).isSameAs(first);
    }
    direct.pass(29);
    direct.proxy.replied(Town.flow(first));
    direct.pass(29);
    assertThat(direct.send(DATAGRAM)).isSameAs(first);
    direct.pass(30);
    assertThat(Town.flow(direct.send(DATAGRAM))).isNotSameAs(Town.flow(first));
  }

  @Test
  void aSocketStaysOpenForFlowsOfAServiceThatIsGone() {
    direct.udp(Town.spec(), "1:RS");
    Flow flow = Town.flow(direct.send(DATAGRAM));
    List<String> told = new ArrayList<>();
    flow.onEnd(() -> told.add("end"));
    assertThat(text(direct.publish("cart", null, Protocol.UDP, "1:RS"))).isEqualTo("+[] -[]");
    assertThat(Town.flow(direct.send(DATAGRAM))).isSameAs(flow);
    assertThat(Town.text(direct.send("192.168.0.12 5000 > 10.96.0.20:80"))).isEqualTo("DROP");
    direct.pass(29.9);
    assertThat(text(direct.proxy.expire())).isEqualTo("+[] -[]");
    assertThat(told).isEmpty();
    direct.pass(0.1);
    assertThat(text(direct.proxy.expire())).isEqualTo("+[] -[10.96.0.20:80/UDP]");
    assertThat(told).containsExactly("end");
    flow.onEnd(() -> told.add("late"));
    assertThat(told).containsExactly("end", "late");
    assertThat(text(direct.proxy.expire())).isEqualTo("+[] -[]");
  }

  @Test
  void whatTheNodeItselfTakesKeepsNoSocketOpen() {
    direct.nodePort = 30080;
    direct.udp(Town.spec().type(ServiceSpec.Type.NODE_PORT), "1:RS");
    direct.send("192.168.0.11 5000 > 192.168.0.2:30080");
    direct.publish("cart", null, Protocol.UDP, "1:RS");
    direct.pass(20);
    String late = "192.168.0.12 5000 > 192.168.0.2:30080";
    assertThat(Town.text(direct.send(late))).isEqualTo("NO_MATCH");
    direct.pass(10);
    assertThat(text(direct.proxy.expire())).isEqualTo("+[] -[192.168.0.2:30080/UDP]");
    // The packet filter has its flow on record all the same, until slices change.
    direct.udp(Town.spec().type(ServiceSpec.Type.NODE_PORT), "1:RS");
    assertThat(Town.text(direct.send(late))).isEqualTo("NO_MATCH");
    direct.udp(Town.spec().type(ServiceSpec.Type.NODE_PORT), "2:RS");
    assertThat(Town.text(direct.send(late))).isEqualTo("2");
  }

  @Test
  void inUserspaceNothingIsOnRecordOfWhatTheNodeTakes() {
    String early = "192.168.0.11 5000 > 192.168.0.2:30080";
    assertThat(Town.text(userspace.send(early))).isEqualTo("NO_MATCH");
    userspace.nodePort = 30080;
    userspace.udp(Town.spec().type(ServiceSpec.Type.NODE_PORT), "");
    userspace.udp(Town.spec().type(ServiceSpec.Type.NODE_PORT), "1:RS");
    assertThat(Town.text(userspace.send(early))).isEqualTo("1");
    assertThat(userspace.proxy.flowCount()).isEqualTo(1);
  }

  @Test
  void aServiceThatComesBackFindsItsSocketOpen() {
    direct.udp(Town.spec(), "1:RS");
    direct.send(DATAGRAM);
    direct.publish("cart", null, Protocol.UDP, "1:RS");
    assertThat(text(direct.udp(Town.spec(), "1:RS"))).isEqualTo("+[] -[]");
    direct.pass(30);
    assertThat(text(direct.proxy.expire())).isEqualTo("+[] -[]");
    assertThat(text(direct.udp(Town.spec(), ""))).isEqualTo("+[] -[10.96.0.20:80/UDP]");
  }

  @Test
  void flowsAndRecordsAreBounded() {
    Town small = new Town(Mode.DIRECT, new Settings.Capacity(10, 20));
    small.put("dns", Protocol.UDP, Town.spec(), "1:RS 2:RS");
    small.put("cart", Protocol.TCP, Town.sticky(60).clusterIP("10.96.0.21"), "1:RS 2:RS");
    List<Flow> ended = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      String client = "10.0.7." + i;
      Flow flow = Town.flow(small.send(client + " 5000 > 10.96.0.20:80"));
      flow.onEnd(() -> ended.add(flow));
      small.send("10.0.7.1 5000 > 10.96.0.20:80");
      small.connect(client + " > 10.96.0.21:80");
    }
    assertThat(small.proxy.flowCount()).isEqualTo(10);
    assertThat(small.proxy.recordCount()).isEqualTo(20);
    assertThat(ended).hasSize(190).doesNotHaveDuplicates();
    assertThat(ended).extracting(Flow::toString).noneMatch(each -> each.contains("10.0.7.1,"));
  }

  @Test
  void aNodeThatIsNotKnownIsNotEligible() {
    assertThat(direct.proxy.health("/healthz").code()).isEqualTo(200);
    direct.proxy.node(null);
    assertThat(direct.proxy.health("/healthz").code()).isEqualTo(503);
    assertThat(direct.proxy.health("/livez").code()).isEqualTo(200);
    assertThat(direct.proxy.health("/livez/").code()).isEqualTo(404);
  }

  @Test
  void aHealthPortIsOpenWhileItsServiceNeedsIt() {
    ServiceSpec.Builder spec =
        Town.spec()
            .type(ServiceSpec.Type.LOAD_BALANCER)
            .externalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL)
            .healthCheckNodePort(30200);
    assertThat(text(direct.tcp(spec, ""))).isEqualTo("+[0.0.0.0:30200/HTTP] -[]");
    Frontend port = Frontend.health(Hop.frontend("192.168.0.2:80").address(), 30200);
    assertThat(direct.proxy.health(port)).isNull();
    direct.proxy.applied(port.family());
    assertThat(code(direct, port)).isEqualTo(503);
    direct.tcp(spec, "1:RSL");
    assertThat(code(direct, port)).isEqualTo(503);
    direct.proxy.applied(port.family());
    assertThat(code(direct, port)).isEqualTo(200);
    assertThat(text(direct.tcp(Town.spec().type(ServiceSpec.Type.LOAD_BALANCER), "1:RSL")))
        .isEqualTo("+[] -[0.0.0.0:30200/HTTP]");
  }

  private static int code(Town town, Frontend port) {
    return Objects.requireNonNull(town.proxy.health(port)).code();
  }

  /** Returns the families that became unhealthy because what was published is not applied. */
  private List<String> late() {
    direct.pass(4);
    String body = direct.proxy.health("/livez").body();
    List<String> late = new ArrayList<>();
    for (AddressType family : List.of(AddressType.IPV4, AddressType.IPV6)) {
      String status = body.substring(body.indexOf("\"" + family + "\":"));
      if (status.substring(0, status.indexOf('}')).endsWith("false")) {
        late.add(family.value());
      }
      direct.proxy.applied(family);
    }
    return late;
  }

  @Test
  void aFamilyWaitsForItsOwnChangesAlone() {
    Service.Port http = new Service.Port("http", Protocol.TCP, null, 80, null, null);
    ServiceSpec.Builder spec = ServiceSpec.builder().clusterIP(Town.IP).ports(List.of(http));
    spec.clusterIPs(List.of(Town.IP, "fd00:96::20"));
    spec.ipFamilies(List.of(IpFamily.IPV4, IpFamily.IPV6));
    Service both = Town.service("cart", spec.build());
    assertThat(late()).containsExactly("IPv4", "IPv6");
    assertThat(late()).isEmpty();
    direct.publish("cart", both, Protocol.TCP, "1:RS");
    assertThat(late()).containsExactly("IPv4", "IPv6");
    direct.publish("cart", both, Protocol.TCP, "1:RS");
    assertThat(late()).isEmpty();
    direct.publish("cart", both, Protocol.TCP, "2:RS");
    assertThat(late()).containsExactly("IPv4");
    EndpointSlice six = Cart.slice(both, AddressType.IPV6, List.of(Cart.ready("fd00:1::1")));
    direct.publish("cart", both, six);
    assertThat(late()).containsExactly("IPv4", "IPv6");
    direct.publish("cart", both, six, Cart.slice(both, AddressType.FQDN, List.of()));
    assertThat(late()).isEmpty();
    Service single = Town.service("cart", spec.clusterIPs(List.of(Town.IP)).build());
    direct.publish("cart", single, six);
    assertThat(late()).containsExactly("IPv4", "IPv6");
    direct.publish("cart", null, six);
    assertThat(late()).containsExactly("IPv4");
    direct.proxy.node(Hop.here("a"));
    assertThat(late()).isEmpty();
    direct.proxy.node(Hop.here("b"));
    assertThat(late()).containsExactly("IPv4", "IPv6");
  }

  @Test
  void affinityHoldsByNodePortWhereTheClusterIpIsForThisNodeAlone() {
    direct.nodePort = 30080;
    ServiceSpec.Builder spec = Town.sticky(60).type(ServiceSpec.Type.NODE_PORT);
    spec.internalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL);
    direct.tcp(spec, "1:RS 2:RS 3:RS 4:RS 5:RS 6:RS 7:RS 8:RS");
    String first = direct.reach("192.168.0.11 > 192.168.0.2:30080");
    for (int i = 0; i < 20; i++) {
      assertThat(direct.reach("192.168.0.11 > 192.168.0.2:30080")).isEqualTo(first);
    }
    assertThat(direct.reach(CLIENT)).isEqualTo("DROP");
  }

  private static EndpointSlice udp(Service service, AddressType family, String... addresses) {
    EndpointSlice slice =
        Cart.slice(service, family, List.of(addresses).stream().map(Cart::ready).toList());
    List<EndpointSlice.Port> ports =
        List.of(new EndpointSlice.Port("http", Protocol.UDP, 8080, null));
    return new EndpointSlice(slice.metadata(), family, slice.endpoints(), ports);
  }

  @Test
  void slicesOfOneFamilyDoNotEndFlowsOfTheOther() {
    ServiceSpec.Builder spec = ServiceSpec.builder().clusterIP(Town.IP);
    spec.clusterIPs(List.of(Town.IP, "fd00:96::20"));
    spec.ipFamilies(List.of(IpFamily.IPV4, IpFamily.IPV6));
    spec.ports(List.of(new Service.Port("http", Protocol.UDP, null, 80, null, null)));
    Service before = Town.service("cart", spec.build());
    spec.ports(List.of(new Service.Port("renamed", Protocol.UDP, null, 80, null, null)));
    Service after = Town.service("cart", spec.build());
    EndpointSlice six = udp(before, AddressType.IPV6, "fd00:1::1");
    direct.publish("cart", before, udp(before, AddressType.IPV4, "10.0.0.1"), six);
    String client = "fd00:2::11 5000 > fd00:96::20:80";
    Flow flow = Town.flow(direct.send(client));
    direct.publish("cart", after, udp(before, AddressType.IPV4, "10.0.0.1"), six);
    direct.publish("cart", after, udp(before, AddressType.IPV4, "10.0.0.2"), six);
    assertThat(direct.send(client).flow()).isSameAs(flow);
    direct.publish("cart", after, udp(before, AddressType.IPV6, "fd00:1::1", "fd00:1::2"));
    assertThat(Town.text(direct.send(client))).isEqualTo("REJECT");
  }

  @Test
  void listensWhereOnlySomeWaitInVain() {
    ServiceSpec.Builder spec = Town.spec().type(ServiceSpec.Type.LOAD_BALANCER);
    spec.loadBalancerSourceRanges(List.of("198.51.100.0/24"));
    spec.ports(List.of(new Service.Port("http", Protocol.TCP, null, 80, null, null)));
    Service.Ingress ingress = new Service.Ingress("203.0.113.10", null, null, null);
    Service.LoadBalancerStatus status = new Service.LoadBalancerStatus(List.of(ingress));
    Service service =
        Town.service("cart", spec.build()).withStatus(new Service.Status(status, List.of()));
    Plan plan = direct.publish("cart", service, Protocol.TCP, "");
    assertThat(text(plan)).isEqualTo("+[203.0.113.10:80/TCP] -[]");
    assertThat(direct.reach("192.168.0.11 > 203.0.113.10:80")).isEqualTo("DROP");
    assertThat(direct.reach("198.51.100.7 > 203.0.113.10:80")).isEqualTo("REJECT");
  }

  @Test
  void aNodeThatIsGoingAwayIsNotEligible() {
    Node here = Hop.here("a");
    Instant soon = Instant.parse("2026-01-01T00:00:00Z");
    direct.proxy.node(
        here.withMetadata(here.metadata().toBuilder().deletionTimestamp(soon).build()));
    assertThat(direct.proxy.health("/healthz").code()).isEqualTo(503);
    direct.proxy.node(tainted(here, "node.kubernetes.io/unschedulable"));
    assertThat(direct.proxy.health("/healthz").code()).isEqualTo(200);
    direct.proxy.node(tainted(here, "ToBeDeletedByClusterAutoscaler"));
    assertThat(direct.proxy.health("/healthz").code()).isEqualTo(503);
    assertThat(direct.proxy.health("/livez").code()).isEqualTo(200);
  }

  private static Node tainted(Node node, String key) {
    List<Node.Taint> taints = List.of(new Node.Taint(key, null, "NoSchedule", null));
    return node.withSpec(new Node.Spec(null, null, List.of(), taints, null));
  }

  @Test
  void slicesOfHeadlessServicesAreNobodysBusiness() {
    Service service =
        Town.service(
            "cart",
            Town.spec()
                .ports(List.of(new Service.Port("http", Protocol.UDP, null, 80, null, null)))
                .build());
    direct.publish("cart", service, udp(service, AddressType.IPV4, "10.0.0.1"));
    late();
    EndpointSlice slice = udp(service, AddressType.IPV4, "10.0.0.2");
    ObjectMeta headless =
        slice.metadata().toBuilder()
            .name("cart-headless")
            .labels(Map.of(Service.HEADLESS_LABEL, ""))
            .build();
    direct.publish(
        "cart",
        service,
        udp(service, AddressType.IPV4, "10.0.0.1"),
        new EndpointSlice(headless, AddressType.IPV4, slice.endpoints(), slice.ports()));
    assertThat(late()).isEmpty();
    assertThat(direct.reach("10.0.9.9 > 10.96.0.20:80/UDP")).isEqualTo("1");
  }
}
