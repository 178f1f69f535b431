package io.discovery.proxy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.view.ServiceView;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Packets and verdicts as text, on a node that is called {@link Cart#HERE}. */
final class Hop {
  static final List<Cidr> SERVICES =
      List.of(Cidr.parse("10.96.0.0/16"), Cidr.parse("fd00:96::/112"));
  static final List<Cidr> PODS = List.of(Cidr.parse("10.0.0.0/16"), Cidr.parse("fd00:1::/64"));

  private Hop() {}

  /** Returns the node with the addresses 192.168.0.2 and fd00:2::2. */
  static Node here(String zone) {
    return node(zone, "InternalIP 192.168.0.2", "InternalIP fd00:2::2");
  }

  static Node node(String zone, String... addresses) {
    List<Node.Address> all =
        List.of(addresses).stream()
            .map(text -> text.split(" ", -1))
            .map(parts -> new Node.Address(parts[0], parts[1]))
            .toList();
    ObjectMeta.Builder metadata = ObjectMeta.builder().namespace("").name(Cart.HERE);
    return new Node(
        metadata.labels(zone.isEmpty() ? Map.of() : Map.of(Node.ZONE_LABEL, zone)).build(),
        Node.Spec.NONE,
        new Node.Status(Map.of(), Map.of(), List.of(), all));
  }

  static NodeView view(ServiceView... services) {
    NodeView view = NodeView.of(here("a"), SERVICES, PODS);
    for (ServiceView service : services) {
      view = view.with(service);
    }
    return view;
  }

  /** Asks {@code node 192.168.0.2 > 10.96.0.20:80/UDP}; without {@code node} it is another's. */
  static String ask(NodeView view, String packet) {
    String[] parts = packet.split(" > ", -1);
    boolean fromNode = parts[0].startsWith("node ");
    Ip source = Ip.parse(fromNode ? parts[0].substring(5) : parts[0]);
    return text(view.verdict(source, fromNode, frontend(parts[1])));
  }

  static Frontend frontend(String text) {
    int slash = text.indexOf('/');
    String socket = slash < 0 ? text : text.substring(0, slash);
    int colon = socket.lastIndexOf(':');
    return new Frontend(
        Ip.parse(socket.substring(0, colon)),
        slash < 0 ? Protocol.TCP : new Protocol(text.substring(slash + 1)),
        Integer.parseInt(socket.substring(colon + 1)));
  }

  /** Returns {@code 1 2 m} for 10.0.0.1 and 10.0.0.2, masqueraded; {@code h1} for a hairpin. */
  static String text(Verdict verdict) {
    if (verdict == Verdict.REJECT) {
      return "reject";
    }
    if (verdict == Verdict.DROP) {
      return "drop";
    }
    if (verdict == Verdict.NO_MATCH) {
      return "no match";
    }
    String text = verdict.endpoints().stream().map(Hop::last).collect(Collectors.joining(" "));
    text += verdict.masquerade() ? " m" : "";
    text +=
        verdict.hairpins().stream().map(each -> " h" + last(each)).collect(Collectors.joining());
    return verdict.affinitySeconds() == 0 ? text : text + " " + verdict.affinitySeconds() + "s";
  }

  private static String last(Endpoint endpoint) {
    return endpoint.address().toString().replaceAll("^(10\\.0\\.0\\.|fd00:1::)", "")
        + (endpoint.port() == 8080 ? "" : ":" + endpoint.port());
  }
}
