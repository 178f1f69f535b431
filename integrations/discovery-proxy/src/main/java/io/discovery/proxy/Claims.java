package io.discovery.proxy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one Service claims on a node (pkg/proxy/serviceport.go); immutable once it is made. */
final class Claims {
  /** Set on a Service that is another proxy's; any value counts. */
  private static final String PROXY_LABEL = "service.kubernetes.io/service-proxy-name";

  final ServiceView view;
  final NodeSite site;
  final boolean internalLocal;
  final boolean externalLocal;
  final Map<Frontend, List<Claim>> byFrontend = new LinkedHashMap<>();
  final Map<Backends.Port, Backends> ports = new LinkedHashMap<>();
  private final Map<AddressType, List<EndpointSet.Known>> known = new LinkedHashMap<>();
  private final Map<AddressType, Integer> healthy = new LinkedHashMap<>();
  private final ServiceSnapshot snapshot;
  private final ServiceSpec spec;

  /**
   * Makes the claims.
   *
   * @param before what the Service claimed last time
   */
  Claims(ServiceView view, ServiceSnapshot snapshot, NodeSite site, @Nullable Claims before) {
    this.view = view;
    this.snapshot = snapshot;
    this.site = site;
    spec = snapshot.service().spec();
    internalLocal = ServiceSpec.TrafficPolicy.LOCAL.equals(spec.internalTrafficPolicy());
    // The policy means nothing to a Service that is not reached from outside.
    externalLocal =
        ServiceSpec.TrafficPolicy.LOCAL.equals(spec.externalTrafficPolicy())
            && (ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())
                || ServiceSpec.Type.NODE_PORT.equals(spec.type())
                || !spec.externalIPs().isEmpty());
    if (!spec.external() && !snapshot.service().metadata().labels().containsKey(PROXY_LABEL)) {
      for (Ip clusterIp : clusterIps()) {
        claim(clusterIp, before);
      }
    }
    known.clear();
  }

  /** Returns whether a Service, leaving out its endpoints, is what it was. */
  static boolean sameService(@Nullable Claims a, @Nullable Claims b) {
    return (a == null || b == null)
        ? a == b
        : a.spec.equals(b.spec)
            && a.snapshot.service().status().equals(b.snapshot.service().status())
            && a.byFrontend.keySet().equals(b.byFrontend.keySet());
  }

  ServiceName name() {
    return snapshot.name();
  }

  /** Returns what the slices have in a family, while the claims are made. */
  List<EndpointSet.Known> known(AddressType family) {
    return known.computeIfAbsent(family, unused -> view.known(family, site.location));
  }

  /** Returns how many addresses on the node are ready, for a Service with a health port. */
  int ready(AddressType family) {
    return healthy.getOrDefault(family, 0);
  }

  private int countReady(AddressType family) {
    Set<Ip> ready = new LinkedHashSet<>();
    for (EndpointSet.Known each : known(family)) {
      if (each.ready() && site.node().equals(each.endpoint().node())) {
        ready.add(each.endpoint().address());
      }
    }
    return ready.size();
  }

  /** Returns all that slices name in a family, in whatever condition. */
  Set<Target> targets(AddressType family) {
    Set<Target> targets = new LinkedHashSet<>();
    for (EndpointSet.Known each : view.known(family, site.location)) {
      targets.add(Target.of(each.endpoint()));
    }
    return targets;
  }

  /** Returns for how long a client stays with its endpoint; 0 if it does not. */
  int affinitySeconds() {
    if (!ServiceSpec.SessionAffinity.CLIENT_IP.equals(spec.sessionAffinity())) {
      return 0;
    }
    ServiceSpec.SessionAffinityConfig config = spec.sessionAffinityConfig();
    ServiceSpec.ClientIP client = config == null ? null : config.clientIP();
    Integer seconds = client == null ? null : client.timeoutSeconds();
    return seconds == null ? ServiceSpec.ClientIP.DEFAULT_SECONDS : seconds;
  }

  private List<Ip> clusterIps() {
    String first = Objects.requireNonNullElse(spec.clusterIP(), "");
    List<String> texts = List.of(first);
    if (!spec.ipFamilies().isEmpty() && Ip.tryParse(first) != null) {
      texts = spec.clusterIPs();
    }
    return addresses(texts, null);
  }

  private void claim(Ip clusterIp, @Nullable Claims before) {
    AddressType family = clusterIp.is4() ? AddressType.IPV4 : AddressType.IPV6;
    List<Ip> external = addresses(spec.externalIPs(), clusterIp);
    List<Ip> virtual = addresses(ingress(), clusterIp);
    List<Cidr> sources = sources(clusterIp, virtual);
    Ip node = site.address(clusterIp);
    for (Service.Port from : spec.ports()) {
      Protocol protocol = Objects.requireNonNullElse(from.protocol(), Protocol.TCP);
      String name = Objects.requireNonNullElse(from.name(), "");
      int nodePort = Objects.requireNonNullElse(from.nodePort(), 0);
      boolean accessible = nodePort != 0 || !external.isEmpty() || !virtual.isEmpty();
      Backends.Port port = new Backends.Port(family, name, protocol);
      Backends was = before == null ? null : before.ports.get(port);
      Backends backends = new Backends(this, port, accessible, was);
      ports.put(port, backends);
      Claim internal = new Claim(this, backends, Claim.INTERNAL, List.of());
      put(Frontend.anyOf(clusterIp), internal);
      put(new Frontend(clusterIp, protocol, from.port()), internal);
      for (Ip ip : external) {
        Claim claim = new Claim(this, backends, Claim.EXTERNAL, List.of());
        put(new Frontend(ip, protocol, from.port()), claim);
      }
      for (Ip ip : virtual) {
        Claim claim = new Claim(this, backends, Claim.EXTERNAL, sources);
        put(new Frontend(ip, protocol, from.port()), claim);
      }
      if (nodePort != 0 && node != null) {
        Claim claim = new Claim(this, backends, Claim.NODE_PORT, List.of());
        put(new Frontend(node, protocol, nodePort), claim);
      }
    }
    claimHealth(clusterIp, family);
  }

  /** A health port is one that a load balancer asks which nodes have endpoints of their own. */
  private void claimHealth(Ip clusterIp, AddressType family) {
    int port = Objects.requireNonNullElse(spec.healthCheckNodePort(), 0);
    if (port != 0
        && ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())
        && externalLocal
        && !ports.isEmpty()) {
      healthy.put(family, countReady(family));
      Backends any = ports.values().iterator().next();
      put(Frontend.health(clusterIp, port), new Claim(this, any, Claim.HEALTH, List.of()));
    }
  }

  private void put(Frontend frontend, Claim claim) {
    byFrontend.computeIfAbsent(frontend, unused -> new ArrayList<>(1)).add(claim);
  }

  private List<String> ingress() {
    List<String> texts = new ArrayList<>();
    Service.LoadBalancerStatus status = snapshot.service().status().loadBalancer();
    if (status != null) {
      for (Service.Ingress ingress : status.ingress()) {
        if (ingress.ip() != null && (ingress.ipMode() == null || ingress.ipMode().equals("VIP"))) {
          texts.add(ingress.ip());
        }
      }
    }
    return texts;
  }

  private static List<Ip> addresses(List<String> texts, @Nullable Ip family) {
    List<Ip> addresses = new ArrayList<>();
    for (String text : texts) {
      Ip ip = Ip.tryParse(text);
      if (ip != null && (family == null || ip.is4() == family.is4())) {
        addresses.add(ip);
      }
    }
    return addresses;
  }

  /** Returns the ranges that may use a load balancer's addresses; none means that all may. */
  private List<Cidr> sources(Ip family, List<Ip> virtual) {
    List<Cidr> sources = new ArrayList<>();
    boolean fromNode = false;
    for (String text : spec.loadBalancerSourceRanges()) {
      String range = text.strip();
      Cidr source = Cidr.problems(range).isEmpty() ? Cidr.parse(range) : null;
      if (source != null && source.base().is4() == family.is4()) {
        sources.add(source);
        Ip node = site.address(family);
        fromNode |= node != null && source.contains(node);
      }
    }
    if (fromNode) {
      // Where the node has such an address itself, its packets come back with that as their source.
      virtual.forEach(ip -> sources.add(new Cidr(ip, ip.is4() ? 32 : 128)));
    }
    return sources;
  }
}
