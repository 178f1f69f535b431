package io.discovery.testkit;

import io.discovery.address.Cidr;
import io.discovery.core.ControlPlane;
import io.discovery.model.Condition;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The nodes of the cluster: which one takes a Pod, and the addresses that each gives away. */
final class Nodes {
  static final int MOST = 250;

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Cidr addresses;

  /** Creates the Node objects, ready, spread over the zones in turn. */
  Nodes(ControlPlane plane, Running.Settings settings) {
    addresses = settings.ranges().nodes();
    int count = settings.nodes();
    List<String> zones = settings.zones();
    for (int i = 0; i < count; i++) {
      String name = "node-" + (i + 1);
      String zone = zones.isEmpty() ? null : zones.get(i % zones.size());
      Node created = plane.create(node(name, zone, i));
      plane.updateStatus(created.withStatus(status(name, i)));
      slots.put(name, new Slot(i, count));
    }
  }

  private static Node node(String name, @Nullable String zone, int index) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("kubernetes.io/hostname", name);
    if (zone != null) {
      labels.put(Node.ZONE_LABEL, zone);
    }
    String range = "10.244." + index + ".0/24";
    return new Node(
        ObjectMeta.builder().name(name).labels(labels).build(),
        new Node.Spec(null, range, List.of(range), List.of(), null),
        Node.Status.NONE);
  }

  private Node.Status status(String name, int index) {
    Map<String, String> resources = Map.of("cpu", "4", "memory", "16Gi", "pods", "250");
    return new Node.Status(
        resources,
        resources,
        List.of(Condition.of("Ready", Condition.Status.TRUE)),
        List.of(
            new Node.Address("InternalIP", address(index)), new Node.Address("Hostname", name)));
  }

  private String address(int index) {
    return addresses.at(index + 2).toString();
  }

  boolean has(@Nullable String name) {
    return name != null && slots.containsKey(name);
  }

  String hostAddress(String name) {
    return address(slot(name).index);
  }

  /** Takes a Pod on: where fewest of its siblings are, then where fewest Pods are. */
  String choose(Pod pod) {
    String owner = owner(pod);
    String best = "";
    Slot bestSlot = null;
    for (Map.Entry<String, Slot> entry : slots.entrySet()) {
      Slot slot = entry.getValue();
      if (bestSlot == null || slot.compare(bestSlot, owner) < 0) {
        best = entry.getKey();
        bestSlot = slot;
      }
    }
    return best;
  }

  void bound(String node, Pod pod) {
    slot(node).count(owner(pod), 1);
  }

  void gone(String node, Pod pod) {
    slot(node).count(owner(pod), -1);
  }

  /** Gives an address away, one that was free for the longest time. */
  String takeAddress(String node) {
    return slot(node).takeAddress();
  }

  void giveBack(String node, String address) {
    slot(node).released.add(address);
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("node: " + name + " is none of this cluster");
    }
    return slot;
  }

  private static String owner(Pod pod) {
    ObjectMeta.OwnerReference controller = pod.metadata().controller();
    return controller == null ? "" : controller.uid();
  }

  /** One node. */
  private static final class Slot {
    private static final int HOSTS = 254;

    private final int index;
    private final int nodes;
    private final Map<String, Integer> podsByOwner = new HashMap<>();
    private final Deque<String> released = new ArrayDeque<>();
    private int pods;
    private int fresh;

    Slot(int index, int nodes) {
      this.index = index;
      this.nodes = nodes;
    }

    void count(String owner, int more) {
      pods += more;
      podsByOwner.merge(
          owner, more, (before, added) -> before + added == 0 ? null : before + added);
    }

    int compare(Slot other, String owner) {
      int bySiblings =
          owner.isEmpty()
              ? 0
              : Integer.compare(
                  podsByOwner.getOrDefault(owner, 0), other.podsByOwner.getOrDefault(owner, 0));
      return bySiblings != 0 ? bySiblings : Integer.compare(pods, other.pods);
    }

    /** Each node has every n-th block of 254 addresses of 10.244.0.0/16. */
    String takeAddress() {
      int block = index + nodes * (fresh / HOSTS);
      if (block < 256) {
        int host = fresh % HOSTS + 1;
        fresh++;
        return "10.244." + block + "." + host;
      }
      String oldest = released.poll();
      if (oldest == null) {
        throw new IllegalStateException("node: no address is left (expected: fewer Pods)");
      }
      return oldest;
    }
  }
}
