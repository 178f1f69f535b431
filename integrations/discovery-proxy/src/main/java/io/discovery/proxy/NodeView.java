package io.discovery.proxy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.view.ServiceView;
import io.discovery.model.Node;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one node does with packets to Services, as kube-proxy decides it (nftables); immutable.
 *
 * <p>A change costs what the Service that it touches costs; a verdict costs two look-ups.
 */
final class NodeView {
  private final NodeSite site;
  private final Tree<ServiceName, Claims> services;
  private final Tree<Frontend, List<Claim>> frontends;

  private NodeView(
      NodeSite site, Tree<ServiceName, Claims> services, Tree<Frontend, List<Claim>> frontends) {
    this.site = site;
    this.services = services;
    this.frontends = frontends;
  }

  /**
   * Returns the view of a node that knows no Service.
   *
   * @param node the node: its name, zone and addresses; null if it is not known
   * @param serviceRanges ranges of ClusterIPs
   * @param podRanges ranges of the Pods' addresses
   */
  static NodeView of(@Nullable Node node, List<Cidr> serviceRanges, List<Cidr> podRanges) {
    return new NodeView(new NodeSite(node, serviceRanges, podRanges), Tree.empty(), Tree.empty());
  }

  /** Returns the view after a change of the node. */
  NodeView withNode(@Nullable Node node) {
    NodeView view = of(node, site.serviceRanges, site.podRanges);
    if (view.site.sameAs(site)) {
      return new NodeView(view.site, services, frontends);
    }
    for (Claims claims : services.values()) {
      view = view.with(claims.view, claims);
    }
    return view;
  }

  /** Returns the view with this state of a Service; one that cannot be used changes nothing. */
  NodeView with(ServiceView view) {
    ServiceSnapshot snapshot = view.snapshot();
    return snapshot == null ? this : with(view, services.get(snapshot.name()));
  }

  private NodeView with(ServiceView view, @Nullable Claims before) {
    ServiceSnapshot snapshot = view.snapshot();
    if (snapshot == null) {
      return this;
    }
    Claims claims = new Claims(view, snapshot, site, before);
    ServiceName name = snapshot.name();
    return new NodeView(site, services.with(name, claims), claimed(name, claims.byFrontend));
  }

  /** Returns the view without a Service. */
  NodeView without(ServiceName name) {
    return new NodeView(site, services.without(name), claimed(name, Map.of()));
  }

  /** Returns the index in which a Service has these claims and no others. */
  private Tree<Frontend, List<Claim>> claimed(ServiceName name, Map<Frontend, List<Claim>> claims) {
    Map<Frontend, List<Claim>> changes = new LinkedHashMap<>();
    for (Frontend frontend : frontends(name)) {
      changes.put(frontend, List.of());
    }
    changes.putAll(claims);
    Tree<Frontend, List<Claim>> tree = frontends;
    for (Map.Entry<Frontend, List<Claim>> change : changes.entrySet()) {
      List<Claim> here = new ArrayList<>(change.getValue());
      for (Claim claim : claims(change.getKey())) {
        if (!claim.service.name().equals(name)) {
          here.add(claim);
        }
      }
      here.sort(null);
      tree = here.isEmpty() ? tree.without(change.getKey()) : tree.with(change.getKey(), here);
    }
    return tree;
  }

  private List<Claim> claims(Frontend frontend) {
    return Objects.requireNonNullElse(frontends.get(frontend), List.of());
  }

  /**
   * Returns where a Service is reached on this node; port 0 stands for all others of an address.
   */
  List<Frontend> frontends(ServiceName name) {
    Claims claims = services.get(name);
    return claims == null ? List.of() : List.copyOf(claims.byFrontend.keySet());
  }

  /**
   * Decides what becomes of the first packet of a connection.
   *
   * @param source address of the client
   * @param fromNode whether the client is a process of the node itself, outside of Pods
   */
  Verdict verdict(Ip source, boolean fromNode, Frontend destination) {
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

  NodeSite site() {
    return site;
  }

  @Nullable Claims service(ServiceName name) {
    return services.get(name);
  }

  List<ServiceName> names() {
    List<ServiceName> names = new ArrayList<>();
    services.values().forEach(claims -> names.add(claims.name()));
    return names;
  }

  /** Returns whether somebody who comes here is not refused at once. */
  boolean isOpen(Frontend frontend) {
    boolean open = false;
    for (Claim claim : frontend.isOpen() ? claims(frontend) : List.<Claim>of()) {
      open |= frontend.isHealth() || claim.admits();
    }
    return open;
  }

  /** Returns the Service whose health is told here, or null if there is none. */
  @Nullable Claims health(Frontend frontend) {
    List<Claim> claims = frontend.isHealth() ? claims(frontend) : List.of();
    return claims.isEmpty() ? null : claims.get(0).service;
  }

  /**
   * Returns whether a UDP flow goes on when flows are looked through (pkg/proxy/conntrack): as long
   * as its endpoint serves, or what it was sent to is no Service's.
   */
  boolean keeps(Frontend destination, Target target) {
    boolean claimed = false;
    boolean served = false;
    for (Claim claim : claims(destination)) {
      if (claim.way != Claim.NODE_PORT) {
        claimed = true;
        served |= claim.backends.serving.contains(target);
      }
    }
    return (!claimed || served) && keepsNodePort(destination, target);
  }

  /** The port alone says which, and a node port without endpoints keeps its flows. */
  private boolean keepsNodePort(Frontend destination, Target target) {
    Ip node = site.address(destination.address());
    boolean kept = true;
    if (node != null) {
      for (Claim claim : claims(new Frontend(node, destination.protocol(), destination.port()))) {
        kept &=
            claim.way != Claim.NODE_PORT
                || claim.backends.serving.isEmpty()
                || claim.backends.serving.contains(target);
      }
    }
    return kept;
  }

  /** Returns the Service port that is reached at a frontend; null if none is. */
  @Nullable ServicePortName port(Frontend frontend) {
    List<Claim> claims = claims(frontend);
    return claims.isEmpty() ? null : claims.get(0).backends.name;
  }

  /** Returns the node and how many Services it knows. */
  @Override
  public String toString() {
    return "NodeView[" + site.location + ", " + services.size() + " Services]";
  }
}
