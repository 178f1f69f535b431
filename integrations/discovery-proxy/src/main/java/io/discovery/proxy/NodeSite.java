package io.discovery.proxy;

import io.discovery.Location;
import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node, and what its proxy has to know of the cluster. */
final class NodeSite {
  /** Set by the autoscaler on a node that it is going to delete. */
  private static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";

  /** The node's name and zone. */
  final Location location;

  /** The node's own address in each family; node ports answer there and nowhere else. */
  final List<Ip> addresses = new ArrayList<>();

  /** Whether load balancers may send to the node. */
  final boolean eligible;

  final List<Cidr> serviceRanges;
  final List<Cidr> podRanges;

  NodeSite(@Nullable Node node, List<Cidr> serviceRanges, List<Cidr> podRanges) {
    this.serviceRanges = List.copyOf(serviceRanges);
    this.podRanges = List.copyOf(podRanges);
    if (node == null) {
      location = Location.ANYWHERE;
      eligible = false;
      return;
    }
    location = new Location(node.metadata().name(), node.zone());
    eligible = node.metadata().deletionTimestamp() == null && !isTainted(node);
    // The primary addresses (pkg/util/node GetNodeHostIPs).
    addPrimary(node, "InternalIP");
    addPrimary(node, "ExternalIP");
  }

  private static boolean isTainted(Node node) {
    boolean tainted = false;
    for (Node.Taint taint : node.spec().taints()) {
      tainted |= taint.key().equals(TO_BE_DELETED);
    }
    return tainted;
  }

  private void addPrimary(Node node, String type) {
    for (Node.Address address : node.status().addresses()) {
      Ip ip = address.type().equals(type) ? Ip.tryParse(address.address()) : null;
      if (ip != null && address(ip) == null) {
        addresses.add(ip);
      }
    }
  }

  /** Returns the node's own address in a family, or null if it has none. */
  @Nullable Ip address(Ip family) {
    for (Ip ip : addresses) {
      if (ip.is4() == family.is4()) {
        return ip;
      }
    }
    return null;
  }

  /** Returns whether packets fare as they do there. */
  boolean sameAs(NodeSite other) {
    return location.equals(other.location) && addresses.equals(other.addresses);
  }

  String node() {
    return Objects.requireNonNullElse(location.node(), "");
  }

  /** Returns whether a client is known to be no Pod. */
  boolean isOutside(Ip source) {
    boolean known = false;
    for (Cidr range : podRanges) {
      known |= range.base().is4() == source.is4();
    }
    return known && !any(podRanges, source);
  }

  static boolean any(List<Cidr> ranges, Ip ip) {
    for (Cidr range : ranges) {
      if (range.contains(ip)) {
        return true;
      }
    }
    return false;
  }
}
