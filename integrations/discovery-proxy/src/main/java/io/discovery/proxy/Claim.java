package io.discovery.proxy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.model.AddressType;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.ServicePortName;
import java.util.ArrayList;
import java.util.List;

/** A Service port behind a frontend, and what becomes of packets (pkg/proxy/nftables). */
final class Claim implements Comparable<Claim> {
  // Ways to a port, in the order in which nftables looks for them.
  static final int EXTERNAL = 0;
  static final int INTERNAL = 1;
  static final int NODE_PORT = 2;

  final ServicePortName name;
  final Claims service;
  private final int way;
  private final List<Endpoint> cluster;
  private final List<Endpoint> local;
  private final List<Cidr> sources;

  /** Returns the claim of a port on its ClusterIP. */
  Claim(Claims service, ServicePortName name, AddressType family, Protocol protocol) {
    this.service = service;
    this.name = name;
    way = INTERNAL;
    sources = List.of();
    cluster = usable(family, protocol, false);
    local =
        service.internalLocal || service.externalLocal ? usable(family, protocol, true) : List.of();
  }

  /** Returns the claim of the same port by another way; no sources mean all. */
  Claim(Claim port, int way, List<Cidr> sources) {
    service = port.service;
    name = port.name;
    cluster = port.cluster;
    local = port.local;
    this.way = way;
    this.sources = sources;
  }

  private List<Endpoint> usable(AddressType family, Protocol protocol, boolean local) {
    return service.view.usable(family, name.port(), protocol, local, service.site.location);
  }

  boolean bars(Ip source) {
    return !sources.isEmpty() && !NodeSite.any(sources, source);
  }

  /**
   * Decides as the chains of a Service port do (pkg/proxy/nftables).
   *
   * @param masquerade whether the endpoint sees the node's address whatever the policy says
   */
  Verdict verdict(Ip source, boolean fromNode, boolean masquerade) {
    if (way == INTERNAL) {
      return amongst(service.internalLocal ? local : cluster, source, masquerade);
    }
    if (!service.externalLocal) {
      return amongst(cluster, source, true);
    }
    // What comes from within is treated as if a load balancer had brought it back.
    if (NodeSite.any(service.site.podRanges, source)) {
      return amongst(cluster, source, masquerade);
    }
    return fromNode ? amongst(cluster, source, true) : amongst(local, source, masquerade);
  }

  private Verdict amongst(List<Endpoint> endpoints, Ip source, boolean masquerade) {
    if (endpoints.isEmpty()) {
      return cluster.isEmpty() ? Verdict.REJECT : Verdict.DROP;
    }
    List<Endpoint> hairpins = new ArrayList<>(0);
    for (Endpoint endpoint : endpoints) {
      if (!masquerade
          && endpoint.address().equals(source)
          && service.site.node().equals(endpoint.node())) {
        hairpins.add(endpoint);
      }
    }
    return new Verdict(this, endpoints, masquerade, hairpins);
  }

  /** What kube-proxy leaves to chance, between two Services, goes by name. */
  @Override
  public int compareTo(Claim other) {
    return way == other.way ? name.compareTo(other.name) : way - other.way;
  }
}
