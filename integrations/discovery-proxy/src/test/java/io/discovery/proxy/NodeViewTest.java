package io.discovery.proxy;

import static io.discovery.proxy.Hop.ask;
import static io.discovery.proxy.Hop.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IpFamily;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import io.discovery.snapshot.ServiceName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kube-proxy does with packets, in nftables mode. */
class NodeViewTest {
  private static final String POD = "10.0.9.9 > ";
  private static final String NODE = "node 192.168.0.2 > ";
  private static final String OUTSIDE = "192.168.0.11 > ";

  private static ServiceSpec.Builder spec() {
    return ServiceSpec.builder()
        .clusterIP("10.96.0.20")
        .clusterIPs(List.of("10.96.0.20"))
        .ipFamilies(List.of(IpFamily.IPV4));
  }

  /** A Service that is reached by each kind of address. */
  private static Service open(String internal, String external, ServiceSpec.Builder spec) {
    Service service =
        Cart.service(
            spec.type(ServiceSpec.Type.LOAD_BALANCER)
                .internalTrafficPolicy(new TrafficPolicy(internal))
                .externalTrafficPolicy(new TrafficPolicy(external))
                .externalIPs(List.of("198.51.100.7")));
    Service.Port port = service.spec().ports().get(0).toBuilder().nodePort(30080).build();
    return balanced(
        service.withSpec(service.spec().toBuilder().ports(List.of(port)).build()),
        new Service.Ingress("203.0.113.10", null, null, List.of()));
  }

  private static Service balanced(Service service, Service.Ingress... ingress) {
    return service.withStatus(
        new Service.Status(new Service.LoadBalancerStatus(List.of(ingress)), List.of()));
  }

  private static ServiceView seen(Service service, String endpoints) {
    return Cart.look(service, Cart.slice(service, AddressType.IPV4, Cart.endpoints(endpoints)));
  }

  @ParameterizedTest(name = "{0} / {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Cluster; Cluster; 1:LRS 2:RS; 1 2; 1 2 m; 1 2 m; 1 2 m; 1 2 m; 1 2 m
          Cluster; Local;   1:LRS 2:RS; 1 2; 1 2 m; 1 2 m; 1 2;   1 2 m; 1
          Local;   Cluster; 1:LRS 2:RS; 1;   1 m;   1 m;   1 2 m; 1 2 m; 1 2 m
          Local;   Local;   1:LRS 2:RS; 1;   1 m;   1 m;   1 2;   1 2 m; 1
          Cluster; Cluster; 1:RS;       1;   1 m;   1 m;   1 m;   1 m;   1 m
          Cluster; Local;   1:RS;       1;   1 m;   1 m;   1;     1 m;   drop
          Local;   Cluster; 1:RS;       drop; drop; drop;  1 m;   1 m;   1 m
          Local;   Local;   1:RS;       drop; drop; drop;  1;     1 m;   drop
          Local;   Local;   1:S 2:LS;   reject; reject; reject; reject; reject; reject
          Cluster; Cluster; 1:S;        reject; reject; reject; reject; reject; reject
          Local;   Local;   1:LST 2:RS; 1;   1 m;   1 m;   2;     2 m;   1
          Cluster; Local;   1:ST 2:LT;  1;   1 m;   1 m;   1;     1 m;   drop
          Cluster; Cluster; 1:LRS{b} 2:RS{a}; 2; 2 m; 2 m; 2 m;   2 m;   2 m
          Local;   Local;   1:LRS{b} 2:RS{a}; 1; 1 m; 1 m; 2;     2 m;   1
          """)
  void policies(
      String internal,
      String external,
      String endpoints,
      String podIn,
      String nodeIn,
      String outsideIn,
      String podOut,
      String nodeOut,
      String outsideOut) {
    NodeView view = view(seen(open(internal, external, spec()), endpoints));
    assertThat(ask(view, POD + "10.96.0.20:80")).isEqualTo(podIn);
    assertThat(ask(view, NODE + "10.96.0.20:80")).isEqualTo(nodeIn);
    assertThat(ask(view, OUTSIDE + "10.96.0.20:80")).isEqualTo(outsideIn);
    for (String frontend : List.of("198.51.100.7:80", "203.0.113.10:80", "192.168.0.2:30080")) {
      assertThat(ask(view, POD + frontend)).as(frontend).isEqualTo(podOut);
      assertThat(ask(view, NODE + frontend)).as(frontend).isEqualTo(nodeOut);
      assertThat(ask(view, OUTSIDE + frontend)).as(frontend).isEqualTo(outsideOut);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "10.96.0.20:81, reject",
    "10.96.0.20:80/UDP, reject",
    "10.96.0.20:30080, reject",
    "10.96.0.21:80, drop",
    "10.97.0.1:80, no match",
    "fd00:96::1:80, drop",
    "203.0.113.10:81, no match",
    "203.0.113.10:80/SCTP, no match",
    "198.51.100.7:81, no match",
    "192.168.0.2:80, no match",
    "192.168.0.2:30080/UDP, no match",
    "192.168.0.3:30080, no match",
    "127.0.0.1:30080, no match",
    "10.0.0.1:8080, no match"
  })
  void onlyWhatIsAskedForIsServed(String destination, String verdict) {
    NodeView view = view(seen(open("Cluster", "Cluster", spec()), "1:LRS"));
    assertThat(ask(view, POD + destination)).isEqualTo(verdict);
    assertThat(ask(view, NODE + destination)).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          192.168.0.8/29;                 drop; drop; 1 m; drop
          192.168.0.8/29,2001:db8::/32;   drop; drop; 1 m; drop
          2001:db8::/32;                  1 m;  1 m;  1 m; 1 m
          192.168.0.8/29,0.0.0.0/0;       1 m;  1 m;  1 m; 1 m
          ' 192.168.0.8/29 ';             drop; drop; 1 m; drop
          192.168.0.0/24;                 drop; 1 m;  1 m; 1 m
          10.0.0.0/16;                    1 m;  drop; drop; drop
          nonsense;                       1 m;  1 m;  1 m; 1 m
          """)
  void sourceRanges(String ranges, String pod, String node, String outside, String itself) {
    ServiceSpec.Builder spec =
        spec().loadBalancerSourceRanges(Arrays.asList(ranges.replace("'", "").split(",", -1)));
    NodeView view = view(seen(open("Cluster", "Cluster", spec), "1:LRS"));
    assertThat(ask(view, POD + "203.0.113.10:80")).isEqualTo(pod);
    assertThat(ask(view, NODE + "203.0.113.10:80")).isEqualTo(node);
    assertThat(ask(view, OUTSIDE + "203.0.113.10:80")).isEqualTo(outside);
    assertThat(ask(view, "node 203.0.113.10 > 203.0.113.10:80")).isEqualTo(itself);
    assertThat(ask(view, POD + "198.51.100.7:80")).isEqualTo("1 m");
    assertThat(ask(view, POD + "192.168.0.2:30080")).isEqualTo("1 m");
  }

  @Test
  void sourceRangesBarBeforeAnythingIsRefused() {
    ServiceSpec.Builder spec = spec().loadBalancerSourceRanges(List.of("192.168.0.8/29"));
    NodeView view = view(seen(open("Cluster", "Cluster", spec), ""));
    assertThat(ask(view, POD + "203.0.113.10:80")).isEqualTo("drop");
    assertThat(ask(view, OUTSIDE + "203.0.113.10:80")).isEqualTo("reject");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"VIP, 1 m", "Proxy, no match", ", 1 m"})
  void anAddressThatABalancerServesItselfIsNotTheNodes(String mode, String verdict) {
    Service service = open("Cluster", "Cluster", spec());
    Service.Ingress ingress = new Service.Ingress("203.0.113.10", null, mode, List.of());
    Service.Ingress named = new Service.Ingress(null, "lb.example.com", null, List.of());
    NodeView view = view(seen(balanced(service, named, ingress), "1:LRS"));
    assertThat(ask(view, POD + "203.0.113.10:80")).isEqualTo(verdict);
  }

  @Test
  void aClientThatIsTheEndpointSeesItsNode() {
    ServiceView seen = seen(open("Cluster", "Local", spec()), "1:LRS 2:RS");
    assertThat(ask(view(seen), "10.0.0.1 > 10.96.0.20:80")).isEqualTo("1 2 h1");
    assertThat(ask(view(seen), "10.0.0.1 > 203.0.113.10:80")).isEqualTo("1 2 h1");
    assertThat(ask(view(seen), "10.0.0.2 > 10.96.0.20:80")).isEqualTo("1 2");
    ServiceView masqueraded = seen(open("Cluster", "Cluster", spec()), "1:LRS 2:RS");
    assertThat(ask(view(masqueraded), "10.0.0.1 > 203.0.113.10:80")).isEqualTo("1 2 m");
  }

  @Test
  void withoutPodRangesNobodyIsKnownToBeOutside() {
    NodeView view = NodeView.of(Hop.here("a"), Hop.SERVICES, List.of());
    ServiceView seen = seen(open("Cluster", "Local", spec()), "1:LRS 2:RS");
    assertThat(ask(view.with(seen), OUTSIDE + "10.96.0.20:80")).isEqualTo("1 2");
    assertThat(ask(view.with(seen), POD + "203.0.113.10:80")).isEqualTo("1");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"ClientIP, , 10800", "ClientIP, 30, 30", "None, 30, 0"})
  void affinity(String affinity, Integer seconds, int expected) {
    ServiceSpec.Builder spec =
        spec()
            .sessionAffinity(new ServiceSpec.SessionAffinity(affinity))
            .sessionAffinityConfig(
                new ServiceSpec.SessionAffinityConfig(new ServiceSpec.ClientIP(seconds)));
    NodeView view = view(seen(open("Cluster", "Cluster", spec), "1:LRS"));
    assertThat(ask(view, POD + "10.96.0.20:80"))
        .isEqualTo(expected == 0 ? "1" : "1 " + expected + "s");
  }

  @Test
  void servicesOfAnotherProxyAreNotServed() {
    Service service = open("Cluster", "Cluster", spec());
    Service labelled =
        service.withMetadata(
            service.metadata().toBuilder()
                .labels(Map.of("service.kubernetes.io/service-proxy-name", ""))
                .build());
    NodeView view = view(seen(labelled, "1:LRS"));
    assertThat(ask(view, POD + "10.96.0.20:80")).isEqualTo("drop");
    assertThat(ask(view, POD + "192.168.0.2:30080")).isEqualTo("no match");
  }

  @Test
  void servicesWithoutAddressAreNotServed() {
    ServiceSpec.Builder headless = spec().clusterIP("None").clusterIPs(List.of("None"));
    NodeView view = view(seen(open("Cluster", "Cluster", headless), "1:LRS"));
    assertThat(ask(view, POD + "198.51.100.7:80")).isEqualTo("no match");
    Service named = open("Cluster", "Cluster", spec());
    ServiceSpec external =
        named.spec().toBuilder()
            .type(ServiceSpec.Type.EXTERNAL_NAME)
            .externalName("example.com")
            .build();
    view = view(seen(named.withSpec(external), "1:LRS"));
    assertThat(ask(view, POD + "198.51.100.7:80")).isEqualTo("no match");
  }

  @Test
  void theExternalPolicyMeansNothingToAServiceOfTheInside() {
    ServiceSpec.Builder spec = spec().externalTrafficPolicy(TrafficPolicy.LOCAL);
    Service service =
        balanced(Cart.service(spec), new Service.Ingress("203.0.113.10", null, null, List.of()));
    assertThat(ask(view(seen(service, "1:RS")), OUTSIDE + "203.0.113.10:80")).isEqualTo("1 m");
  }

  @Test
  void eachFamilyHasItsOwnAddressesAndEndpoints() {
    ServiceSpec.Builder dual =
        spec()
            .clusterIPs(List.of("10.96.0.20", "fd00:96::20"))
            .ipFamilies(List.of(IpFamily.IPV4, IpFamily.IPV6))
            .loadBalancerSourceRanges(List.of("192.168.0.8/29"));
    Service service =
        balanced(
            open("Cluster", "Cluster", dual),
            new Service.Ingress("203.0.113.10", null, null, List.of()),
            new Service.Ingress("2001:db8::10", null, null, List.of()));
    EndpointSlice four = Cart.slice(service, AddressType.IPV4, List.of(Cart.ready("10.0.0.4")));
    EndpointSlice six = Cart.slice(service, AddressType.IPV6, List.of(Cart.ready("fd00:1::6")));
    NodeView view = view(Cart.look(service, four, six));
    assertThat(ask(view, POD + "10.96.0.20:80")).isEqualTo("4");
    assertThat(ask(view, "fd00:1::9 > fd00:96::20:80")).isEqualTo("6");
    assertThat(ask(view, POD + "203.0.113.10:80")).isEqualTo("drop");
    assertThat(ask(view, "fd00:1::9 > 2001:db8::10:80")).isEqualTo("6 m");
    assertThat(ask(view, "fd00:1::9 > fd00:2::2:30080")).isEqualTo("6 m");
    assertThat(ask(view, "fd00:2::11 > fd00:96::20:80")).isEqualTo("6 m");
  }

  @Test
  void nodePortsAnswerOnTheFirstAddressOfAFamily() {
    ServiceView seen = seen(open("Cluster", "Cluster", spec()), "1:LRS");
    NodeView view =
        view(seen)
            .withNode(
                Hop.node(
                    "",
                    "ExternalIP 192.0.2.9",
                    "Hostname here",
                    "InternalIP nonsense",
                    "InternalIP 192.168.0.5",
                    "InternalIP 192.168.0.6"));
    assertThat(ask(view, POD + "192.168.0.5:30080")).isEqualTo("1 m");
    assertThat(ask(view, POD + "192.168.0.6:30080")).isEqualTo("no match");
    assertThat(ask(view, POD + "192.0.2.9:30080")).isEqualTo("no match");
    assertThat(ask(view, POD + "192.168.0.2:30080")).isEqualTo("no match");
  }

  @Test
  void theNodesZoneDecidesAboutHints() {
    NodeView view = view(seen(open("Cluster", "Cluster", spec()), "1:RS{a} 2:RS{b}"));
    assertThat(ask(view, POD + "10.96.0.20:80")).isEqualTo("1");
    assertThat(ask(view.withNode(Hop.here("b")), POD + "10.96.0.20:80")).isEqualTo("2");
    assertThat(ask(view.withNode(Hop.here("")), POD + "10.96.0.20:80")).isEqualTo("1 2");
  }

  @Test
  void twoServicesOnOneAddressThatOfTheFirstName() {
    Service cart = open("Cluster", "Cluster", spec());
    ServiceSpec other =
        cart.spec().toBuilder().clusterIP("10.96.0.9").clusterIPs(List.of("10.96.0.9")).build();
    Service basket = cart.withMetadata(cart.metadata().toBuilder().name("basket").build());
    ServiceView first = seen(basket.withSpec(other), "2:LRS");
    NodeView view = view(seen(cart, "1:LRS"), first);
    assertThat(ask(view, POD + "198.51.100.7:80")).isEqualTo("2 m");
    assertThat(ask(view.with(seen(basket.withSpec(other), "")), POD + "198.51.100.7:80"))
        .isEqualTo("1 m");
    assertThat(ask(view.without(ServiceName.parse("shop/basket")), POD + "198.51.100.7:80"))
        .isEqualTo("1 m");
  }

  @Test
  void whatIsReachedThroughAClusterIpOfAnotherIsMasqueraded() {
    Service cart = open("Cluster", "Local", spec().externalIPs(List.of()));
    ServiceSpec other =
        cart.spec().toBuilder()
            .clusterIP("10.96.0.9")
            .clusterIPs(List.of("10.96.0.9"))
            .externalIPs(List.of("10.96.0.20"))
            .ports(List.of(Service.Port.of("http", 81)))
            .build();
    Service basket = cart.withMetadata(cart.metadata().toBuilder().name("basket").build());
    NodeView view = view(seen(cart, "1:LRS"), seen(basket.withSpec(other), "2:LRS"));
    assertThat(ask(view, OUTSIDE + "10.96.0.20:81")).isEqualTo("2 m");
    assertThat(ask(view, OUTSIDE + "203.0.113.10:81")).isEqualTo("2");
  }

  @Test
  void aDatagramPortIsAnotherPort() {
    Service service = open("Cluster", "Cluster", spec());
    Service.Port dns =
        Service.Port.builder().name("dns").protocol(Protocol.UDP).port(80).nodePort(30080).build();
    Service both =
        service.withSpec(
            service.spec().toBuilder().ports(List.of(service.spec().ports().get(0), dns)).build());
    NodeView view = view(seen(both, "1:LRS"));
    assertThat(ask(view, POD + "10.96.0.20:80/UDP")).isEqualTo("reject");
    assertThat(ask(view, POD + "192.168.0.2:30080/UDP")).isEqualTo("reject");
    assertThat(ask(view, POD + "192.168.0.2:30080")).isEqualTo("1 m");
  }

  @Test
  void aServiceThatIsGoneLeavesNothing() {
    NodeView view = view(seen(open("Cluster", "Cluster", spec()), "1:LRS"));
    ServiceName name = ServiceName.parse("shop/cart");
    assertThat(view.frontends(name))
        .containsExactlyInAnyOrder(
            Frontend.anyOf(Hop.frontend("10.96.0.20:0").address()),
            Hop.frontend("10.96.0.20:80"),
            Hop.frontend("198.51.100.7:80"),
            Hop.frontend("203.0.113.10:80"),
            Hop.frontend("192.168.0.2:30080"));
    NodeView rest = view.without(name);
    assertThat(rest.frontends(name)).isEmpty();
    assertThat(ask(rest, POD + "10.96.0.20:81")).isEqualTo("drop");
    assertThat(ask(rest, POD + "192.168.0.2:30080")).isEqualTo("no match");
    assertThat(ask(view, POD + "192.168.0.2:30080")).isEqualTo("1 m");
  }
}
