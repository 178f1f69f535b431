package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Draws Pods, the part that discovery needs. */
final class PodDrafts {
  private static final Pool POD =
      new Pool(
"""
spec.hostname - | "cart-0" | "a" | "0" | "{a63}" || "" | "Cart" | "a.b" | "{a64}" | "-a" | "a_b" | "é"
spec.subdomain - | "cart" | "{a63}" || "" | "Cart" | "a.b" | "{a64}" | "-a" | "a_b"
spec.hostNetwork - | false || true | null
spec.readinessGates - | [] | [{"conditionType":"shop.example/ready"}] || [{"conditionType":""}] | [{"conditionType":"a b"}] | [{}] | [{"conditionType":"a/b/c"}] | [{"conditionType":"A"},{"conditionType":"A"}] | null
metadata.labels {"app":"cart"} | {} || {"a b":"x"} | {"app":"c c"} | {"app":"{a64}"}
metadata.annotations {"a":"b"} || {"a b":"x"} | {"":"x"}
metadata.name "cart-0" | "ca.rt" || "Cart" | "" | "{a254}" | "-a" | "a_b" | -
metadata.generateName - || "cart-" | "Cart-"
metadata.namespace "shop" || "pay" | "nowhere"
spec.nodeName - | "node-a" || "Node" | "a b"
spec.containers [{"name":"cart","image":"shop/cart:1"}] || [] | null | - | [{}] | [{"name":"a"}] | [{"image":"x"}] | [{"name":"a","image":"x"},{"name":"a","image":"x"}] | [{"name":"a","image":" x"}] | [{"name":"a","image":""}]
spec.initContainers - | [] | [{"name":"init","image":"x"}] | [{"name":"init","image":"x","restartPolicy":"Always"}] || [{"name":"cart","image":"x"}] | [{"name":"init","image":"x","restartPolicy":"Sometimes"}] | [{"name":"init"}] | [{"name":"Init","image":"x"}] | [{"name":"init","image":"x","restartPolicy":""}]
spec.initContainers [{"name":"init","image":"x","restartPolicy":"Always","ports":[{"name":"http","containerPort":81}]}] || [{"name":"init","image":"x","ports":[{"containerPort":0}]}]
kind "Pod" || "Service"
unknown - || 1""");

  private static final Pool CONTAINER =
      new Pool(
"""
name "cart" | "a" | "0" | "{a63}" || "" | "Cart" | "a.b" | "{a64}" | "-a" | - | "é"
image "shop/cart:1" | "x" || "" | - | " x" | "x "
ports [] || null | [{}]""");

  private static final Pool PORT =
      new Pool(
"""
name "http" | - | "{a15}" | "a1" || "" | "Http" | "{a16}" | "a--b" | "-a" | "a-" | "80" | "a_b" | "é" | "a.b"
containerPort 80 | 1 | 65535 || 0 | -1 | 65536 | - | null
hostPort - | 8080 | 0 || 65536 | -1
protocol "TCP" | "UDP" | "SCTP" | - || "" | "tcp" | "x" | null
hostIP - | "" || "nope" | "127.0.0.1\"""");

  private final Draws draws;

  PodDrafts(Draws draws) {
    this.draws = draws;
  }

  ObjectNode next() {
    ObjectNode pod = body("cart-0");
    int good = draws.oneIn(3) ? 95 : 55;
    containers(pod, good);
    POD.edit(pod, draws.below(4), good, draws);
    ObjectNode request = Cases.request("create", "pods", "shop");
    request.set("body", pod);
    return Cases.draft("pod", request);
  }

  static ObjectNode body(String name) {
    ObjectNode pod =
        (ObjectNode)
            Draws.json(
                "{\"metadata\":{},"
                    + "\"spec\":{\"containers\":[{\"name\":\"cart\",\"image\":\"shop/cart:1\"}]}}");
    ((ObjectNode) pod.get("metadata")).put("name", name);
    return pod;
  }

  private void containers(ObjectNode pod, int good) {
    ArrayNode containers = ((ObjectNode) pod.get("spec")).putArray("containers");
    int count = draws.oneIn(3) ? 2 : 1;
    for (int i = 0; i < count; i++) {
      ObjectNode container = containers.addObject();
      container.put("name", i == 0 ? "cart" : "log").put("image", "shop/cart:1");
      if (!draws.oneIn(3)) {
        ports(container.putArray("ports"), good);
      }
      if (draws.oneIn(4)) {
        CONTAINER.edit(container, 1, good, draws);
      }
    }
  }

  private void ports(ArrayNode ports, int good) {
    int count = 1 + draws.below(3);
    for (int i = 0; i < count; i++) {
      ObjectNode port = ports.addObject();
      if (draws.oneIn(2)) {
        port.put("name", draws.of("http", "web", "" + (char) ('a' + i)));
      }
      port.put("containerPort", 80 + draws.below(3));
      PORT.edit(port, draws.below(2), good, draws);
    }
  }
}
