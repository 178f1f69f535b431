package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Draws Endpoints that users write. */
final class EndpointsDrafts {
  private static final Pool ADDRESS =
      new Pool(
          "ip "
              + SliceDrafts.ADDRESS
              + "\n"
              +
"""
hostname - | "cart-0" | "a" || "" | "Cart" | "a.b" | "{a64}" | "-a" | "é"
nodeName - | "node-a" || "" | "Node" | "a_b" | "{a254}" | "-a"
targetRef - | {"kind":"Pod","name":"cart-0","namespace":"shop","uid":"a"} || {} | null | {"kind":1}
ip "10.1.0.1" | "fd00::1" || - | null""");

  private static final Pool PORT =
      new Pool(
"""
name "http" | - | "a" | "{a63}" || "" | "Http" | "{a64}" | "a.b" | "-a" | "a_b" | null | "é"
protocol "TCP" | "UDP" | "SCTP" | - || "" | "tcp" | "x" | null
port 80 | 1 | 65535 || 0 | -1 | 65536 | null | - | 2147483648
appProtocol - | "http" | "shop.example/grpc" || "" | "a b" | "a/b/c" | "h_2\"""");

  private static final Pool ENDPOINTS =
      new Pool(
"""
metadata.name "cart" | "ca.rt" || "Cart" | "" | "{a254}" | "-a" | -
metadata.generateName - || "cart-" | "Cart-"
metadata.labels {"app":"cart"} | {} || {"a b":"x"} | {"app":"c c"} | {"endpoints.kubernetes.io/managed-by":"x"}
metadata.annotations {"a":"b"} || {"a b":"x"} | {"endpoints.kubernetes.io/over-capacity":"x"} | {"endpoints.kubernetes.io/last-change-trigger-time":"x"}
metadata.namespace "shop" || "pay" | "nowhere"
subsets [] | - || null | [{}] | [null] | {} | [{"ports":[{"port":80}]}] | [{"addresses":[{"ip":"10.1.0.1"}]}] | [{"addresses":[],"ports":[]}] | [{"addresses":[{"ip":"10.1.0.1"}],"notReadyAddresses":[{"ip":"10.1.0.1"}],"ports":[{"port":80}]}]
unknown - || 1
kind "Endpoints" || "Service\"""");

  private final Draws draws;

  EndpointsDrafts(Draws draws) {
    this.draws = draws;
  }

  ObjectNode next() {
    ObjectNode endpoints = base();
    int good = draws.oneIn(3) ? 95 : 50;
    if (!draws.oneIn(8)) {
      subsets(endpoints, good);
    }
    if (draws.oneIn(3)) {
      ENDPOINTS.edit(endpoints, 1 + draws.below(2), good, draws);
    }
    if (draws.oneIn(5)) {
      return update(endpoints);
    }
    ObjectNode request = Cases.request("create", "endpoints", "shop");
    request.set("body", endpoints);
    return Cases.draft("endpoints", request);
  }

  private static ObjectNode base() {
    return (ObjectNode)
        Draws.json(
            """
            {"metadata":{"name":"cart"},
             "subsets":[{"addresses":[{"ip":"10.1.0.1"}],"ports":[{"port":80}]}]}""");
  }

  private void subsets(ObjectNode endpoints, int good) {
    ArrayNode subsets = endpoints.putArray("subsets");
    int count = 1 + draws.below(2);
    for (int i = 0; i < count; i++) {
      ObjectNode subset = subsets.addObject();
      if (!draws.oneIn(8)) {
        addresses(subset.putArray("addresses"), 10 * i + 1, good);
      }
      if (draws.oneIn(3)) {
        addresses(subset.putArray("notReadyAddresses"), 10 * i + 5, good);
      }
      if (!draws.oneIn(8)) {
        ports(subset.putArray("ports"), good);
      }
    }
  }

  private void addresses(ArrayNode addresses, int first, int good) {
    int count = 1 + draws.below(3);
    int start = draws.oneIn(8) ? 1 : first;
    for (int i = 0; i < count; i++) {
      ObjectNode address = addresses.addObject().put("ip", "10.1.0." + (start + i));
      ADDRESS.edit(address, draws.below(2), good, draws);
    }
  }

  private void ports(ArrayNode ports, int good) {
    int count = 1 + draws.below(3);
    for (int i = 0; i < count; i++) {
      ObjectNode port = ports.addObject().put("port", 80 + i);
      if (count > 1 && !draws.oneIn(8)) {
        port.put("name", "" + (char) ('c' - i));
      }
      PORT.edit(port, draws.below(3), good, draws);
    }
  }

  private ObjectNode update(ObjectNode endpoints) {
    ObjectNode draft = Cases.object().put("about", "update");
    ObjectNode given = base();
    given.put("apiVersion", "v1").put("kind", "Endpoints");
    ((ObjectNode) given.get("metadata")).put("namespace", "shop");
    draft.putArray("given").add(given);
    ObjectNode request = Cases.request("update", "endpoints", "shop").put("name", "cart");
    switch (draws.below(4)) {
      case 0 -> request.set("body", endpoints);
      case 1 -> request.put("verb", "patch").put("patchType", "merge").set("patch", endpoints);
      case 2 -> request.put("verb", "patch").put("patchType", "strategic").set("patch", endpoints);
      default -> request.set("change", endpoints);
    }
    return draft.set("do", request);
  }
}
