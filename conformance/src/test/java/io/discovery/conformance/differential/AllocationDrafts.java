package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Draws short sequences of requests that want the same addresses and node ports. */
final class AllocationDrafts {
  private final Draws draws;
  private final String address;
  private final int port;

  AllocationDrafts(Draws draws, Cases.Cluster cluster) {
    this.draws = draws;
    String range = cluster.ranges().get(0);
    String network = range.substring(0, range.indexOf('/'));
    this.address = network.replaceAll("(?<=[.:])0?$", "");
    this.port = Integer.parseInt(cluster.nodePorts().split("-", -1)[0]);
  }

  ObjectNode next() {
    ObjectNode draft = Cases.object().put("about", "sequence");
    ArrayNode steps = draft.putArray("steps");
    step(steps, create());
    int more = 2 + draws.below(5);
    for (int i = 0; i < more; i++) {
      step(
          steps,
          switch (draws.below(8)) {
            case 0, 1, 2 -> create();
            case 3, 4, 5 -> update();
            case 6 -> named("delete");
            default -> named("get");
          });
    }
    return draft;
  }

  private static void step(ArrayNode steps, ObjectNode request) {
    steps.addObject().set("do", request);
  }

  private ObjectNode named(String verb) {
    return Cases.request(verb, "services", "shop").put("name", name());
  }

  private String name() {
    return draws.of("cart", "cart", "catalog", "ledger");
  }

  private ObjectNode create() {
    ObjectNode request = Cases.request("create", "services", "shop");
    ObjectNode body = Cases.object();
    body.putObject("metadata").put("name", name());
    body.set("spec", spec());
    request.set("body", body);
    // a dry run without an address of its own answers what nobody holds
    if (draws.oneIn(8) && body.at("/spec/clusterIP").isTextual() && literalPorts(body)) {
      request.put("dryRun", true);
    }
    return request;
  }

  private static boolean literalPorts(JsonNode body) {
    return body.at("/spec/type").isMissingNode();
  }

  private ObjectNode update() {
    ObjectNode request = named("update");
    if (draws.oneIn(4)) {
      ObjectNode body = Cases.object();
      body.putObject("metadata").put("name", request.get("name").asText());
      body.set("spec", spec());
      return request.set("body", body);
    }
    ObjectNode change = Cases.object();
    ObjectNode spec = spec();
    if (draws.oneIn(2)) {
      spec.remove("clusterIP");
    }
    if (draws.oneIn(3)) {
      spec.remove("ports");
    }
    change.set("spec", spec);
    if (draws.oneIn(6)) {
      return request.put("verb", "patch").put("patchType", "merge").set("patch", change);
    }
    return request.set("change", change);
  }

  private ObjectNode spec() {
    ObjectNode spec = Cases.object();
    int type = draws.below(6);
    if (type > 1) {
      spec.put("type", type > 4 ? "LoadBalancer" : type > 3 ? "ClusterIP" : "NodePort");
    } else if (draws.oneIn(10)) {
      spec.put("type", "ExternalName").put("externalName", "ledger.pay.example");
    }
    if (!draws.oneIn(3)) {
      spec.put("clusterIP", draws.oneIn(8) ? "None" : address + (5 + draws.below(3)));
    }
    if (draws.oneIn(4)) {
      spec.put("ipFamilyPolicy", draws.of("PreferDualStack", "SingleStack", "RequireDualStack"));
    }
    if (type == 5 && draws.oneIn(2)) {
      spec.put("externalTrafficPolicy", "Local");
      if (draws.oneIn(2)) {
        spec.put("healthCheckNodePort", port + 5 + draws.below(3));
      }
    }
    ArrayNode ports = spec.putArray("ports");
    int count = 1 + draws.below(3);
    for (int i = 0; i < count; i++) {
      ObjectNode one = ports.addObject().put("name", "" + (char) ('a' + i)).put("port", 80 + i);
      if (type > 1 && type != 4 && draws.oneIn(2)) {
        one.put("nodePort", port + 5 + draws.below(3));
      }
      if (draws.oneIn(5)) {
        one.put("protocol", "UDP").put("port", 80);
      }
    }
    return spec;
  }
}
