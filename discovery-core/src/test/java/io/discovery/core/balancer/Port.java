package io.discovery.core.balancer;

import io.discovery.DiscoveryObserver;
import io.discovery.address.Ip;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Policy;
import io.discovery.core.VirtualLoop;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.ClientIP;
import io.discovery.model.ServiceSpec.SessionAffinity;
import io.discovery.model.ServiceSpec.SessionAffinityConfig;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import io.discovery.snapshot.ServicePortName;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;

/** The port shop/cart:http, its balancer, and the time that it lives in. */
final class Port {
  static final ServicePortName NAME = ServicePortName.parse("shop/cart:http");

  final VirtualLoop time = new VirtualLoop();
  final PortBalancer balancer;
  Service service = service(0);
  PortPicker picker;

  private Port(Policy policy, DiscoveryObserver observer, Randomness randomness) {
    balancer = new PortBalancer(NAME, policy, new PickContext(time, randomness, observer));
    picker = balancer.rebuild(service, EndpointSet.empty(NAME));
  }

  static Port with(Policy policy) {
    return with(policy, DiscoveryObserver.NONE);
  }

  static Port with(Policy policy, DiscoveryObserver observer) {
    return new Port(policy, observer, Randomness.seeded(7));
  }

  static Port withThreadsOwnRandomness(Policy policy) {
    return new Port(policy, DiscoveryObserver.NONE, Randomness.threadLocal());
  }

  /** Rebuilds for ready endpoints. */
  Port has(Endpoint... endpoints) {
    return has(set(endpoints));
  }

  Port has(EndpointSet set) {
    picker = balancer.rebuild(service, set);
    return this;
  }

  /** Switches ClientIP affinity on. */
  Port sticky(int seconds) {
    service = service(seconds);
    picker = balancer.rebuild(service, picker.endpoints());
    return this;
  }

  Endpoint next() {
    return picker.endpoint(PickRequest.ANY);
  }

  Endpoint next(PickRequest request) {
    return picker.endpoint(request);
  }

  /** Returns a Service with ClientIP affinity, or without it for zero seconds. */
  static Service service(int affinitySeconds) {
    return service(affinitySeconds, "uid-1");
  }

  static Service service(int affinitySeconds, String uid) {
    ServiceSpec.Builder spec = ServiceSpec.builder();
    if (affinitySeconds > 0) {
      spec.sessionAffinity(SessionAffinity.CLIENT_IP)
          .sessionAffinityConfig(new SessionAffinityConfig(new ClientIP(affinitySeconds)));
    }
    ObjectMeta metadata = ObjectMeta.builder().namespace("shop").name("cart").uid(uid).build();
    return new Service(metadata, spec.build(), Service.Status.NONE);
  }

  static Endpoint endpoint(int number) {
    return endpoint(number, "a");
  }

  static Endpoint endpoint(int number, String zone) {
    Ip address = Ip.parse("10.244." + number / 256 + "." + number % 256);
    String pod = "cart-" + number;
    return Endpoint.builder(address, 8080).pod(pod, "uid-" + pod).zone(zone).build();
  }

  static Endpoint[] endpoints(int count) {
    Endpoint[] endpoints = new Endpoint[count];
    for (int i = 0; i < count; i++) {
      endpoints[i] = endpoint(i + 1);
    }
    return endpoints;
  }

  static EndpointSet set(Endpoint... ready) {
    List<Known> known = new ArrayList<>();
    for (Endpoint endpoint : ready) {
      known.add(known(endpoint, Rule.READY));
    }
    return new EndpointSet(NAME, known);
  }

  static EndpointSet setOf(Known... known) {
    return new EndpointSet(NAME, List.of(known));
  }

  static Known known(Endpoint endpoint, Rule rule) {
    boolean ready = rule == Rule.READY || rule == Rule.OTHER_NODE || rule == Rule.OTHER_HINT;
    boolean terminating = rule == Rule.TERMINATING || rule == Rule.FALLBACK;
    return new Known(endpoint, ready, ready || rule == Rule.FALLBACK, terminating, rule);
  }
}
