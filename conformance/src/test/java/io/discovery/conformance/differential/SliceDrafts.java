package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Draws EndpointSlices that users write. */
final class SliceDrafts {
  static final String ADDRESS =
      "\"10.1.0.1\" | \"10.1.0.2\" | \"fd00::1\" | \"shop.example\" || \"nope\" | \"\" |"
          + " \"127.0.0.1\" | \"169.254.1.1\" | \"0.0.0.0\" | \"224.0.0.1\" | \"224.0.1.1\" |"
          + " \"::1\" | \"::\" | \"fe80::1\" | \"ff02::1\" | \"ff05::1\" | \"10.1.0.01\" |"
          + " \"::ffff:10.1.0.1\" | \"FD00::1\" | \"fd00:0::1\" | \"10.1.0.1/32\" | \"10.1.0\" |"
          + " \"255.255.255.255\" | \"Shop.example\" | \"shop..example\" | \"{a63}.b\" |"
          + " \"{a64}.b\" | \"shop.example.\" | \"fd00::1%eth0\" | \"10.96.0.1\" | \"a_b\"";

  private static final Pool ENDPOINT =
      new Pool(
          "addresses ["
              + ADDRESS.replace(" || ", "] || [").replace(" | ", "] | [")
              + "]\n"
              +
"""
addresses ["10.1.0.1","10.1.0.2"] || [] | null | - | ["10.1.0.1","10.1.0.1"] | ["10.1.0.1",""]
conditions {} | {"ready":true} | {"ready":false,"serving":true,"terminating":true} | - || {"ready":null} | null | {"ready":"x"} | {"unknown":true} | {"serving":null,"terminating":false}
hostname - | "cart-0" | "a" | "{a63}" || "" | "Cart" | "a.b" | "{a64}" | "-a" | "a_b" | "é"
nodeName - | "node-a" | "node.a" || "" | "Node" | "a_b" | "{a254}" | "-a" | "é"
zone - | "a" | "zone A" || "" | "{a300}"
targetRef - | {"kind":"Pod","name":"cart-0","namespace":"shop"} || {} | {"kind":"Pod","uid":"x","fieldPath":"a"} | null | {"kind":1}
hints - | {"forZones":[{"name":"a"}]} | {"forNodes":[{"name":"node-a"}]} | {} || {"forZones":[]} | {"forZones":[{"name":""}]} | {"forZones":[{"name":"a"},{"name":"a"}]} | {"forZones":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"},{"name":"f"},{"name":"g"},{"name":"h"}]} | {"forZones":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"},{"name":"f"},{"name":"g"},{"name":"h"},{"name":"i"}]} | {"forZones":[{"name":"a b"}]} | {"forNodes":[{"name":""}]} | {"forNodes":[{"name":"a"},{"name":"a"}]} | {"forNodes":[{"name":"A b"}]} | {"forNodes":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"},{"name":"f"},{"name":"g"},{"name":"h"},{"name":"i"}]} | {"forZones":[{"name":"{a64}"}]} | {"forZones":[{"name":"-a"}],"forNodes":[{"name":"b"}]} | {"forZones":[{}]} | null
deprecatedTopology - || {"a":"b"} | {"topology.kubernetes.io/zone":"a"} | {"kubernetes.io/hostname":"x"} | {"a b":"x"} | {} | {"a":"b","c":"d"} | {"a":"b c"}""");

  private static final Pool PORT =
      new Pool(
"""
name "http" | - | "" | "a" | "{a63}" || "Http" | "{a64}" | "a.b" | "-a" | "a_b" | null | "é"
protocol "TCP" | "UDP" | "SCTP" | - || "" | "tcp" | "x" | null
port 80 | 1 | 65535 | - || 0 | -1 | 65536 | null | 2147483648
appProtocol - | "http" | "shop.example/grpc" || "" | "a b" | "a/b/c" | "h_2" | "{a64}\"""");

  private static final Pool SLICE =
      new Pool(
"""
addressType "IPv4" | "IPv6" | "FQDN" || "" | - | "ipv4" | "IP" | null
addressType "IPv4" || "IPv6"
metadata.name "cart-1" | "cart" | "ca.rt" || "Cart" | "" | "{a254}" | "-a" | "a_b" | -
metadata.generateName - || "cart-" | "Cart-" | "{a300}"
metadata.labels {"kubernetes.io/service-name":"cart"} | {} | - | {"kubernetes.io/service-name":""} || {"kubernetes.io/service-name":"Cart"} | {"kubernetes.io/service-name":"a.b"} | {"a b":"x"} | {"endpointslice.kubernetes.io/managed-by":"a b"} | {"kubernetes.io/service-name":"{a64}"} | {"service.kubernetes.io/headless":""}
metadata.annotations {"a":"b"} || {"a b":"x"} | {"endpoints.kubernetes.io/last-change-trigger-time":"x"}
metadata.namespace "shop" || "pay" | "nowhere"
metadata.resourceVersion - || "1"
endpoints [] | [{"addresses":["10.1.0.1"]}] || null | - | [{}] | [null] | {}
ports [] | [{"name":"http","port":80}] || null | - | [{}] | [{"port":80},{"port":81}] | [{"name":"a","port":80},{"name":"a","port":81}] | [null] | [{"name":"a","port":80},{"name":"b","port":80}]
apiVersion "discovery.k8s.io/v1" || "discovery.k8s.io/v1beta1" | "v1"
kind "EndpointSlice" || "Endpoints"
unknown - || 1""");

  private final Draws draws;

  SliceDrafts(Draws draws) {
    this.draws = draws;
  }

  ObjectNode next() {
    ObjectNode slice = base();
    int good = draws.oneIn(3) ? 95 : 55;
    if (draws.oneIn(3)) {
      SLICE.edit(slice, 1 + draws.below(2), good, draws);
    }
    if (draws.oneIn(3)) {
      retype(slice);
    }
    if (draws.below(4) > 0 && slice.path("endpoints").isArray()) {
      endpoints(slice, good);
    }
    if (draws.below(2) > 0 && slice.path("ports").isArray()) {
      ports(slice, good);
    }
    if (draws.oneIn(5)) {
      return update(slice);
    }
    ObjectNode request = Cases.request("create", "endpointslices", "shop");
    request.set("body", slice);
    if (draws.oneIn(30)) {
      request.put("fieldValidation", "Strict");
    }
    if (draws.oneIn(30)) {
      request.put("dryRun", true);
    }
    return Cases.draft("slice", request);
  }

  private static ObjectNode base() {
    return (ObjectNode)
        Draws.json(
            """
            {"metadata":{"name":"cart-1","labels":{"kubernetes.io/service-name":"cart"}},
             "addressType":"IPv4","endpoints":[{"addresses":["10.1.0.1"]}],
             "ports":[{"name":"http","port":80}]}""");
  }

  private void retype(ObjectNode slice) {
    boolean six = draws.oneIn(2);
    slice.put("addressType", six ? "IPv6" : "FQDN");
    slice.set(
        "endpoints",
        Draws.json("[{\"addresses\":[\"" + (six ? "fd00::1" : "shop.example") + "\"]}]"));
  }

  private void endpoints(ObjectNode slice, int good) {
    ArrayNode endpoints = (ArrayNode) slice.get("endpoints");
    String valid =
        switch (slice.path("addressType").asText()) {
          case "IPv6" -> "fd00::";
          case "FQDN" -> "shop.example";
          default -> "10.1.0.";
        };
    int count = 1 + draws.below(3);
    endpoints.removeAll();
    for (int i = 1; i <= count; i++) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(valid + (valid.endsWith("e") ? "" : i));
      ENDPOINT.edit(endpoint, draws.below(3), good, draws);
    }
  }

  private void ports(ObjectNode slice, int good) {
    ArrayNode ports = slice.putArray("ports");
    int count = 1 + draws.below(3);
    for (int i = 0; i < count; i++) {
      ObjectNode port = ports.addObject();
      port.put("name", "" + (char) ('a' + i)).put("port", 80 + i);
      PORT.edit(port, draws.below(3), good, draws);
    }
  }

  private ObjectNode update(ObjectNode slice) {
    ObjectNode draft = Cases.object().put("about", "update");
    ObjectNode given = base();
    given.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    ((ObjectNode) given.get("metadata")).put("namespace", "shop");
    if (draws.oneIn(3)) {
      retype(given);
    }
    if (draws.oneIn(4)) {
      ((ObjectNode) given.get("endpoints").get(0)).put("nodeName", "node-a").put("zone", "a");
    }
    draft.putArray("given").add(given);
    ObjectNode request = Cases.request("update", "endpointslices", "shop").put("name", "cart-1");
    switch (draws.below(4)) {
      case 0 -> request.set("body", slice);
      case 1 -> request.put("verb", "patch").put("patchType", "merge").set("patch", slice);
      case 2 -> request.put("verb", "patch").put("patchType", "strategic").set("patch", slice);
      default -> request.set("change", slice);
    }
    return draft.set("do", request);
  }
}
