package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IpFamily;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Draws Services, slices and nodes from a small world in which they meet. */
final class Draws {
  static final List<String> CLIENTS =
      List.of("10.0.9.9", "10.0.0.1", "192.168.0.2", "192.168.0.11", "fd00:1::1", "fd00:2::11");

  private static final List<String> NAMES = List.of("cart", "stock", "till");
  private static final List<String> EXTERNAL =
      List.of("198.51.100.7", "203.0.113.10", "192.168.0.2", "2001:db8::10");
  private static final List<String> WILD =
      List.of("", "None", "10.96.0.300", "::ffff:10.0.0.1", "fe80::1%eth0", "10.96.0.1", "☃", "0");
  private static final List<String> RANGES =
      List.of("192.168.0.8/29", " 192.168.0.0/24 ", "10.0.0.0/16", "0.0.0.0/0", "2001:db8::/32");

  private final Random random;

  Draws(Random random) {
    this.random = random;
  }

  static List<Frontend> frontends() {
    List<String> addresses = new ArrayList<>(EXTERNAL);
    for (int i = 0; i < NAMES.size(); i++) {
      addresses.add("10.96.0." + (20 + i));
      addresses.add("fd00:96::" + (20 + i));
    }
    addresses.addAll(List.of("10.96.9.9", "fd00:2::2", "10.0.0.1"));
    List<Frontend> frontends = new ArrayList<>();
    for (String address : addresses) {
      for (int port : new int[] {80, 81, 30080}) {
        frontends.add(new Frontend(Ip.parse(address), Protocol.TCP, port));
        frontends.add(new Frontend(Ip.parse(address), Protocol.UDP, port));
      }
    }
    return frontends;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean flip() {
    return random.nextBoolean();
  }

  private <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  private <T> List<T> some(int most, Supplier<T> draw) {
    List<T> drawn = new ArrayList<>();
    for (int i = below(most + 1); i > 0; i--) {
      drawn.add(draw.get());
    }
    return drawn;
  }

  String name() {
    return of(NAMES);
  }

  Node node() {
    return flip() ? Hop.here(of(List.of("", "a", "b"))) : Hop.node("a", "InternalIP 192.168.0.2");
  }

  Node wildNode() {
    return Hop.node(of(List.of("", "a", " ")), "InternalIP " + of(WILD), "Hostname x");
  }

  ServiceObjects service(String name) {
    int number = 20 + NAMES.indexOf(name);
    List<IpFamily> families =
        new ArrayList<>(
            of(
                List.of(
                    List.of(IpFamily.IPV4),
                    List.of(IpFamily.IPV6),
                    List.of(IpFamily.IPV4, IpFamily.IPV6),
                    List.of(IpFamily.IPV6, IpFamily.IPV4))));
    List<String> clusterIps =
        families.stream()
            .map(each -> each.equals(IpFamily.IPV4) ? "10.96.0." + number : "fd00:96::" + number)
            .toList();
    ServiceSpec.Builder spec =
        spec().clusterIP(clusterIps.get(0)).clusterIPs(clusterIps).ipFamilies(families);
    spec.type(
        of(
            List.of(
                ServiceSpec.Type.CLUSTER_IP,
                ServiceSpec.Type.NODE_PORT,
                ServiceSpec.Type.LOAD_BALANCER)));
    spec.externalIPs(some(2, () -> of(EXTERNAL)));
    return objects(name, spec.build(), status(EXTERNAL));
  }

  /** Draws what no API server would admit. */
  ServiceObjects wildService(String name) {
    ServiceSpec.Builder spec = spec().clusterIP(flip() ? of(WILD) : null);
    spec.clusterIPs(some(3, () -> of(WILD)));
    spec.ipFamilies(some(3, () -> of(List.of(IpFamily.IPV4, new IpFamily("☃")))));
    spec.externalIPs(some(3, () -> of(WILD)));
    spec.loadBalancerSourceRanges(some(3, () -> of(WILD)));
    spec.ports(some(4, () -> new Service.Port(null, null, null, below(3) - 1, null, below(3) - 1)));
    return objects(name, spec.build(), status(WILD));
  }

  private ServiceSpec.Builder spec() {
    ServiceSpec.Builder spec = ServiceSpec.builder();
    spec.internalTrafficPolicy(of(List.of(TrafficPolicy.LOCAL, TrafficPolicy.CLUSTER)));
    spec.externalTrafficPolicy(of(List.of(TrafficPolicy.LOCAL, TrafficPolicy.CLUSTER)));
    spec.loadBalancerSourceRanges(flip() ? List.of() : some(2, () -> of(RANGES)));
    if (flip()) {
      spec.sessionAffinity(ServiceSpec.SessionAffinity.CLIENT_IP);
    }
    Integer nodePort = flip() ? null : 30080;
    Protocol protocol = of(List.of(Protocol.TCP, Protocol.UDP));
    Service.Port http = new Service.Port("http", protocol, null, 80, null, nodePort);
    Service.Port more = new Service.Port("more", Protocol.TCP, null, 81, null, null);
    return spec.ports(flip() ? List.of(http) : List.of(http, more));
  }

  private Service.Status status(List<String> addresses) {
    return new Service.Status(
        new Service.LoadBalancerStatus(
            some(
                2,
                () ->
                    new Service.Ingress(
                        of(addresses), null, flip() ? null : of(List.of("VIP", "Proxy")), null))),
        List.of());
  }

  private ServiceObjects objects(String name, ServiceSpec spec, Service.Status status) {
    Map<String, String> labels =
        below(10) == 0 ? Map.of("service.kubernetes.io/service-proxy-name", "mesh") : Map.of();
    ObjectMeta metadata = ObjectMeta.builder().namespace("shop").name(name).labels(labels).build();
    return new ServiceObjects(
        "cluster", new Service(metadata, spec, status), slices(name), List.of());
  }

  /** Draws other slices for the same Service, or a Service if there is none. */
  ServiceObjects changed(@Nullable ServiceObjects before, String name) {
    if (before == null) {
      return service(name);
    }
    List<EndpointSlice> slices = new ArrayList<>(before.slices());
    if (!slices.isEmpty() && flip()) {
      slices.remove(below(slices.size()));
    } else {
      slices.add(slice(name, 100 + below(1_000_000), of(TYPES)));
    }
    return new ServiceObjects(before.source(), before.service(), slices, List.of());
  }

  private static final List<AddressType> TYPES =
      List.of(AddressType.IPV4, AddressType.IPV4, AddressType.IPV6, AddressType.FQDN);

  private List<EndpointSlice> slices(String name) {
    List<EndpointSlice> slices = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      slices.add(slice(name, i, of(TYPES)));
    }
    return slices;
  }

  EndpointSlice slice(String service, int number, AddressType type) {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name(service + "-" + number)
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, service))
            .build();
    List<EndpointSlice.Port> ports = new ArrayList<>();
    for (String port : List.of("http", "more")) {
      Protocol protocol = of(List.of(Protocol.TCP, Protocol.TCP, Protocol.UDP));
      ports.add(new EndpointSlice.Port(port, protocol, below(9) == 0 ? null : 8080, null));
    }
    return new EndpointSlice(metadata, type, some(4, () -> endpoint(type)), ports);
  }

  private EndpointSlice.Endpoint endpoint(AddressType type) {
    String prefix = type.equals(AddressType.IPV4) ? "10.0.0." : "fd00:1::";
    EndpointSlice.Hints hints =
        new EndpointSlice.Hints(
            some(2, () -> new EndpointSlice.ForZone(of(List.of("a", "b")))),
            some(2, () -> new EndpointSlice.ForNode(of(List.of(Cart.HERE, "elsewhere")))));
    return EndpointSlice.Endpoint.builder()
        .addresses(List.of(prefix + (1 + below(6))))
        .conditions(new EndpointSlice.Conditions(condition(), condition(), condition()))
        .nodeName(flip() ? Cart.HERE : flip() ? "elsewhere" : null)
        .hints(flip() ? hints : null)
        .build();
  }

  private @Nullable Boolean condition() {
    return flip() ? Boolean.TRUE : flip() ? Boolean.FALSE : null;
  }
}
