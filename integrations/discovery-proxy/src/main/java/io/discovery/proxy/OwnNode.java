package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The node that a proxy stands for.
 *
 * @param name its name
 * @param zone its zone; null if the cluster knows
 * @param addresses where its node ports listen; where the cluster says if there is none
 */
record OwnNode(String name, @Nullable String zone, List<Ip> addresses) {
  OwnNode {
    addresses = List.copyOf(addresses);
  }

  /** Returns the node with the addresses that it has here. */
  Node with(@Nullable Node known) {
    Node.Status status = known == null ? Node.Status.NONE : known.status();
    List<Node.Address> here = new ArrayList<>();
    addresses.forEach(ip -> here.add(new Node.Address("InternalIP", ip.toString())));
    List<Node.Address> all = here.isEmpty() ? status.addresses() : here;
    Node.Status local =
        new Node.Status(status.capacity(), status.allocatable(), status.conditions(), all);
    Node.Spec spec = known == null ? Node.Spec.NONE : known.spec();
    return new Node(metadata(known), spec, local);
  }

  private ObjectMeta metadata(@Nullable Node known) {
    ObjectMeta metadata =
        known == null ? ObjectMeta.builder().namespace("").name(name).build() : known.metadata();
    Map<String, String> labels = new TreeMap<>(metadata.labels());
    if (zone != null) {
      labels.put(Node.ZONE_LABEL, zone);
    }
    return metadata.toBuilder().labels(labels).build();
  }
}
