package io.discovery.proxy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.ServicePortName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final ServiceSnapshot snapshot;
  private final ServiceSpec spec;

  Claims(ServiceView view, ServiceSnapshot snapshot, NodeSite site) {
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
        claim(clusterIp);
      }
    }
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

  private void claim(Ip clusterIp) {
    List<Ip> external = addresses(spec.externalIPs(), clusterIp);
    List<Ip> virtual = addresses(ingress(), clusterIp);
    List<Cidr> sources = sources(clusterIp, virtual);
    for (Service.Port from : spec.ports()) {
      Protocol protocol = Objects.requireNonNullElse(from.protocol(), Protocol.TCP);
      String text = Objects.requireNonNullElse(from.name(), "");
      AddressType family = clusterIp.is4() ? AddressType.IPV4 : AddressType.IPV6;
      Claim port = new Claim(this, new ServicePortName(snapshot.name(), text), family, protocol);
      put(Frontend.anyOf(clusterIp), port);
      put(new Frontend(clusterIp, protocol, from.port()), port);
      for (Ip ip : external) {
        put(new Frontend(ip, protocol, from.port()), new Claim(port, Claim.EXTERNAL, List.of()));
      }
      for (Ip ip : virtual) {
        put(new Frontend(ip, protocol, from.port()), new Claim(port, Claim.EXTERNAL, sources));
      }
      Integer nodePort = from.nodePort();
      Ip node = site.address(clusterIp);
      if (nodePort != null && nodePort != 0 && node != null) {
        put(new Frontend(node, protocol, nodePort), new Claim(port, Claim.NODE_PORT, List.of()));
      }
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
