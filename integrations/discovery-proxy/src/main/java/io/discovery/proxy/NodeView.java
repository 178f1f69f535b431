package io.discovery.proxy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.view.ServiceView;
import io.discovery.model.Node;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one node does with packets to Services, as kube-proxy decides it (nftables); immutable.
 *
 * <p>A change costs what the Service that it touches costs; a verdict costs two hash look-ups.
 */
public final class NodeView {
  private final NodeSite site;
  private final Trie<ServiceName, Claims> services;
  private final Trie<Frontend, List<Claim>> frontends;

  private NodeView(
      NodeSite site, Trie<ServiceName, Claims> services, Trie<Frontend, List<Claim>> frontends) {
    this.site = site;
    this.services = services;
    this.frontends = frontends;
  }

  /**
   * Returns the view of a node that knows no Service.
   *
   * @param node the node: its name, zone and addresses
   * @param serviceRanges ranges of ClusterIPs
   * @param podRanges ranges of the Pods' addresses
   */
  public static NodeView of(Node node, List<Cidr> serviceRanges, List<Cidr> podRanges) {
    return new NodeView(new NodeSite(node, serviceRanges, podRanges), Trie.empty(), Trie.empty());
  }

  /** Returns the view after a change of the node. */
  public NodeView withNode(Node node) {
    NodeView view = of(node, site.serviceRanges, site.podRanges);
    for (Claims claims : services.values()) {
      view = view.with(claims.view);
    }
    return view;
  }

  /** Returns the view with this state of a Service; one that cannot be used changes nothing. */
  public NodeView with(ServiceView view) {
    ServiceSnapshot snapshot = view.snapshot();
    if (snapshot == null) {
      return this;
    }
    Claims claims = new Claims(view, snapshot, site);
    ServiceName name = snapshot.name();
    return new NodeView(site, services.with(name, claims), claimed(name, claims.byFrontend));
  }

  /** Returns the view without a Service. */
  public NodeView without(ServiceName name) {
    return new NodeView(site, services.without(name), claimed(name, Map.of()));
  }

  /** Returns the index in which a Service has these claims and no others. */
  private Trie<Frontend, List<Claim>> claimed(ServiceName name, Map<Frontend, List<Claim>> claims) {
    Map<Frontend, List<Claim>> changes = new LinkedHashMap<>();
    for (Frontend frontend : frontends(name)) {
      changes.put(frontend, List.of());
    }
    changes.putAll(claims);
    Trie<Frontend, List<Claim>> trie = frontends;
    for (Map.Entry<Frontend, List<Claim>> change : changes.entrySet()) {
      List<Claim> here = new ArrayList<>(change.getValue());
      for (Claim claim : claims(change.getKey())) {
        if (!claim.name.service().equals(name)) {
          here.add(claim);
        }
      }
      here.sort(null);
      trie = here.isEmpty() ? trie.without(change.getKey()) : trie.with(change.getKey(), here);
    }
    return trie;
  }

  private List<Claim> claims(Frontend frontend) {
    return Objects.requireNonNullElse(frontends.get(frontend), List.of());
  }

  /**
   * Returns where a Service is reached on this node; port 0 stands for all others of an address.
   */
  public List<Frontend> frontends(ServiceName name) {
    Claims claims = services.get(name);
    return claims == null ? List.of() : List.copyOf(claims.byFrontend.keySet());
  }

  /**
   * Decides what becomes of the first packet of a connection.
   *
   * @param source address of the client
   * @param fromNode whether the client is a process of the node itself, outside of Pods
   */
  public Verdict verdict(Ip source, boolean fromNode, Frontend destination) {
    List<Claim> claims = claims(destination);
    for (Claim claim : claims) {
      if (claim.bars(source)) {
        return Verdict.DROP;
      }
    }
    Ip address = destination.address();
    boolean clusterIp = frontends.get(Frontend.anyOf(address)) != null;
    // What comes from outside of the cluster has to come back through this node.
    boolean masquerade = clusterIp && site.isOutside(source);
    for (Claim claim : claims) {
      Verdict verdict = claim.verdict(source, fromNode, masquerade);
      if (verdict != Verdict.REJECT) {
        return verdict;
      }
    }
    if (clusterIp || !claims.isEmpty()) {
      return Verdict.REJECT;
    }
    return NodeSite.any(site.serviceRanges, address) ? Verdict.DROP : Verdict.NO_MATCH;
  }

  /** Returns the node and how many Services it knows. */
  @Override
  public String toString() {
    return "NodeView[" + site.location + ", " + services.size() + " Services]";
  }
}
