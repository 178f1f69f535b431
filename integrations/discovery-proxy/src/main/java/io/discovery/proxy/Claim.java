package io.discovery.proxy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** A Service port behind a frontend, and what becomes of packets (pkg/proxy/nftables). */
final class Claim implements Comparable<Claim> {
  // Ways to a port, in the order in which nftables looks for them.
  static final int EXTERNAL = 0;
  static final int INTERNAL = 1;
  static final int NODE_PORT = 2;
  static final int HEALTH = 3;

  final Claims service;
  final Backends backends;
  final int way;
  private final List<Cidr> sources;

  /** Claims a way to a port; no sources mean all. */
  Claim(Claims service, Backends backends, int way, List<Cidr> sources) {
    this.service = service;
    this.backends = backends;
    this.way = way;
    this.sources = sources;
  }

  /** Returns whether there is anybody who is not refused at once. */
  boolean admits() {
    return !backends.cluster.endpoints.isEmpty() || !sources.isEmpty();
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
      return amongst(service.internalLocal ? backends.local : backends.cluster, source, masquerade);
    }
    if (!service.externalLocal) {
      return amongst(backends.cluster, source, true);
    }
    // What comes from within is treated as if a load balancer had brought it back.
    if (NodeSite.any(service.site.podRanges, source)) {
      return amongst(backends.cluster, source, masquerade);
    }
    return fromNode
        ? amongst(backends.cluster, source, true)
        : amongst(backends.local, source, masquerade);
  }

  private Verdict amongst(Pool pool, Ip source, boolean masquerade) {
    if (pool.endpoints.isEmpty()) {
      return backends.cluster.endpoints.isEmpty() ? Verdict.REJECT : Verdict.DROP;
    }
    List<Endpoint> hairpins = new ArrayList<>(0);
    for (Endpoint endpoint : pool.endpoints) {
      if (!masquerade
          && endpoint.address().equals(source)
          && service.site.node().equals(endpoint.node())) {
        hairpins.add(endpoint);
      }
    }
    return new Verdict(backends, pool, masquerade, hairpins);
  }

  /** What kube-proxy leaves to chance, between two Services, goes by name. */
  @Override
  public int compareTo(Claim other) {
    return way == other.way ? backends.name.compareTo(other.backends.name) : way - other.way;
  }
}
