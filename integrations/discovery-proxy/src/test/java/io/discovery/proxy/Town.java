package io.discovery.proxy;

import io.discovery.Location;
import io.discovery.address.Ip;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The proxy of {@link Hop#here}, and Services and endpoints as texts ({@link Cart}). */
final class Town {
  static final String IP = "10.96.0.20";
  static final Settings.Capacity ROOMY = new Settings.Capacity(1000, 1000);

  final Clock clock = new Clock();
  final NodeProxy proxy;
  @Nullable Integer nodePort;

  Town(Mode mode) {
    this(mode, ROOMY);
  }

  Town(Mode mode, Settings.Capacity capacity) {
    Settings settings = new Settings(mode, Hop.SERVICES, Hop.PODS, Duration.ofSeconds(2), capacity);
    proxy = new NodeProxy(settings, clock, Randomness.seeded(7));
    proxy.node(Hop.here("a"));
  }

  /** Returns a Service with one port, 80, at {@link #IP}. */
  static ServiceSpec.Builder spec() {
    return ServiceSpec.builder().clusterIP(IP);
  }

  static ServiceSpec.Builder sticky(int seconds) {
    return spec()
        .sessionAffinity(ServiceSpec.SessionAffinity.CLIENT_IP)
        .sessionAffinityConfig(
            new ServiceSpec.SessionAffinityConfig(new ServiceSpec.ClientIP(seconds)));
  }

  Plan tcp(ServiceSpec.Builder spec, String endpoints) {
    return put("cart", Protocol.TCP, spec, endpoints);
  }

  Plan udp(ServiceSpec.Builder spec, String endpoints) {
    return put("cart", Protocol.UDP, spec, endpoints);
  }

  Plan put(String name, Protocol protocol, ServiceSpec.Builder spec, String endpoints) {
    Service.Port http =
        new Service.Port("http", protocol, null, 80, IntOrString.of(8080), nodePort);
    return publish(name, service(name, spec.ports(List.of(http)).build()), protocol, endpoints);
  }

  static Service service(String name, ServiceSpec spec) {
    return new Service(ObjectMeta.of("shop", name), spec, Service.Status.NONE);
  }

  /** Publishes a Service, or that there is none, and its slice. */
  Plan publish(String name, @Nullable Service service, Protocol protocol, String endpoints) {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name(name + "-x1")
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, name))
            .build();
    List<EndpointSlice.Port> ports = List.of(new EndpointSlice.Port("http", protocol, 8080, null));
    return publish(
        name,
        service,
        new EndpointSlice(metadata, AddressType.IPV4, Cart.endpoints(endpoints), ports));
  }

  Plan publish(String name, @Nullable Service service, EndpointSlice... slices) {
    NamespacedName key = new NamespacedName("shop", name);
    ServiceView view = null;
    if (service != null) {
      ServiceObjects objects = new ServiceObjects("cluster", service, List.of(slices), List.of());
      view = ServiceView.of(objects, Location.ANYWHERE, false, null);
    }
    return proxy.publish(List.of(new ServiceState(key, view, List.of(slices))));
  }

  /** Connects {@code 192.168.0.11 > 10.96.0.20:80}. */
  Decision connect(String packet) {
    String[] parts = packet.split(" > ", -1);
    return proxy.connect(Ip.parse(parts[0]), false, Hop.frontend(parts[1]));
  }

  /** Sends a datagram {@code 192.168.0.11 5000 > 10.96.0.20:80}. */
  Decision send(String packet) {
    String[] parts = packet.split(" > ", -1);
    String[] client = parts[0].split(" ", -1);
    Frontend frontend = Hop.frontend(parts[1] + "/UDP");
    return proxy.datagram(Ip.parse(client[0]), Integer.parseInt(client[1]), false, frontend);
  }

  /** Returns 3 for 10.0.0.3, or what else is done. */
  static String text(Decision decision) {
    return decision.outcome() == Decision.Outcome.ENDPOINT
        ? decision.endpoint().address().toString().replaceAll("^10\\.0\\.0\\.", "")
        : decision.outcome().toString();
  }

  String reach(String packet) {
    return text(connect(packet));
  }

  void pass(double seconds) {
    clock.pass(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  static Flow flow(Decision decision) {
    return Objects.requireNonNull(decision.flow());
  }
}
