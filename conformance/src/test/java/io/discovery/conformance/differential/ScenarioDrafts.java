package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Draws Pods, Services and Endpoints, and what becomes of them, for the controllers to follow. */
final class ScenarioDrafts {
  private static final Pool POD =
      new Pool(
"""
metadata.labels {"app":"cart"} | {"app":"cart","tier":"x"} || {"app":"catalog"} | {}
spec.nodeName "node-a" | "node-b" | "node-c" | "node-d" || "node-x" | -
spec.hostname "cart-0" | "db-1" || - | -
spec.subdomain "cart" | "catalog" || - | "other"
status.phase "Running" || "Pending" | "Succeeded" | "Failed" | "Unknown"
status.conditions [{"type":"Ready","status":"True"}] | [{"type":"Ready","status":"False"}] || [{"type":"Ready","status":"Unknown"}] | [] | [{"type":"ContainersReady","status":"True"}]
metadata.finalizers ["shop.example/hold"] || ["shop.example/hold"]
spec.containers.0.ports [{"name":"http","containerPort":8080}] | [{"name":"http","containerPort":8081},{"name":"dns","containerPort":53,"protocol":"UDP"}] || [{"name":"http","containerPort":8080,"protocol":"UDP"}] | [{"name":"dns","containerPort":53},{"name":"dns2","containerPort":54,"protocol":"UDP"}] | [{"containerPort":9000}]""",
          0);

  private static final Pool SERVICE =
      new Pool(
"""
metadata.labels {"stage":"x"} | {"app":"y","a":""} || {"service.kubernetes.io/headless":""} | {"kubernetes.io/service-name":"other"} | {"endpointslice.kubernetes.io/managed-by":"me"} | {"service.kubernetes.io/service-proxy-name":"p"} | {"endpoints.kubernetes.io/managed-by":"me"}
metadata.annotations {"a":"b"} || {"endpoints.kubernetes.io/last-change-trigger-time":"x"}
spec.selector {"app":"cart"} | {"app":"cart","tier":"x"} || {"app":"catalog"} | -
spec.clusterIP - | "None" || "None"
spec.ipFamilyPolicy - | "PreferDualStack" || "RequireDualStack"
spec.ipFamilies - | ["IPv4"] | ["IPv6"] || ["IPv6"]
spec.publishNotReadyAddresses true | false || true
spec.trafficDistribution "PreferClose" | "PreferSameNode" | "PreferSameZone" || -
spec.type "NodePort" | "ClusterIP" || "LoadBalancer"
spec.ports [{"name":"http","port":80,"targetPort":8080}] | [{"name":"http","port":80,"targetPort":"http"}] | [{"port":80}] | [{"name":"http","port":80,"targetPort":"http"},{"name":"dns","port":53,"targetPort":"dns","protocol":"UDP"}] || [{"name":"http","port":80,"targetPort":"nowhere"}] | [{"name":"a","port":80,"targetPort":"http"},{"name":"b","port":81,"targetPort":"http"}] | [{"name":"a","port":80,"targetPort":8080,"appProtocol":"kubernetes.io/h2c"},{"name":"b","port":81,"targetPort":"nowhere"}] | [{"name":"x","port":53,"protocol":"UDP"},{"name":"y","port":53},{"name":"z","port":53,"protocol":"SCTP"}]""",
          0);

  private static final Pool SERVICE_CHANGE =
      new Pool(
"""
metadata.labels {"stage":"z"} | {"stage":null} || {"service.kubernetes.io/headless":""}
spec.selector {"app":"catalog"} | {"tier":"x"} | {"app":"cart","tier":null} || null
spec.publishNotReadyAddresses true | false || null
spec.trafficDistribution "PreferClose" | "PreferSameNode" || null
spec.ports [{"name":"http","port":80,"targetPort":"http"}] | [{"name":"http","port":80,"targetPort":9090}] | [{"name":"web","port":80,"targetPort":8080}] || [{"name":"http","port":80,"targetPort":8080},{"name":"more","port":81,"targetPort":"dns"}] | [{"name":"http","port":80,"targetPort":8080,"protocol":"UDP"}]""",
          0);

  private static final Pool ENDPOINTS =
      new Pool(
"""
subsets [{"addresses":[{"ip":"10.9.0.1"}],"ports":[{"name":"http","port":8080}]}] | [{"addresses":[{"ip":"10.9.0.1"},{"ip":"10.9.0.2"}],"notReadyAddresses":[{"ip":"10.9.0.3"}],"ports":[{"port":8080}]}] | [{"addresses":[{"ip":"fd00:9::1"},{"ip":"10.9.0.2"}],"ports":[{"name":"a","port":1},{"name":"b","port":2,"protocol":"UDP"}]}] | [{"addresses":[{"ip":"10.9.0.1","nodeName":"node-a","hostname":"h"}],"ports":[{"name":"http","port":8080}]},{"addresses":[{"ip":"10.9.0.1"}],"ports":[{"name":"http","port":8081}]}] || [] | [{"notReadyAddresses":[{"ip":"10.9.0.1"}],"ports":[{"port":80,"appProtocol":"http"}]}] | [{"addresses":[{"ip":"10.9.0.1"}]}] | [{"addresses":[{"ip":"10.9.0.1","targetRef":{"kind":"Pod","name":"p","namespace":"shop"}}],"ports":[{"name":"http","port":8080}]}]
metadata.labels {"a":"b"} | {"endpointslice.kubernetes.io/skip-mirror":"false"} || {"endpointslice.kubernetes.io/skip-mirror":"true"} | {"endpointslice.kubernetes.io/managed-by":"x"} | {"service.kubernetes.io/headless":""} | {"endpoints.kubernetes.io/managed-by":"endpoint-controller"}
metadata.annotations {"a":"b"} || {"control-plane.alpha.kubernetes.io/leader":"x"} | {"endpoints.kubernetes.io/last-change-trigger-time":"2026-01-01T00:00:00Z"} | {"kubectl.kubernetes.io/last-applied-configuration":"x"}""",
          0);

  private final Draws draws;
  private int pods;

  ScenarioDrafts(Draws draws) {
    this.draws = draws;
  }

  /** Draws a scenario of Pods and Services. */
  ObjectNode selected() {
    ObjectNode scenario = Cases.object();
    ArrayNode given = nodes(scenario);
    pods = 0;
    int count = draws.below(6);
    for (int i = 0; i < count; i++) {
      given.add(pod());
    }
    given.add(service("cart"));
    if (draws.oneIn(5)) {
      given.add(service("catalog"));
    }
    ArrayNode steps = steps(scenario);
    int more = 1 + draws.below(3);
    for (int i = 0; i < more; i++) {
      steps.addObject().set("do", change());
    }
    return scenario;
  }

  /** Draws a scenario of Endpoints that a user wrote. */
  ObjectNode mirrored() {
    ObjectNode scenario = Cases.object();
    ArrayNode given = nodes(scenario);
    ObjectNode endpoints = object("v1", "Endpoints", "cart");
    ENDPOINTS.edit(endpoints, 1 + draws.below(2), 75, draws);
    if (!endpoints.has("subsets")) {
      endpoints.set(
          "subsets",
          Draws.json("[{\"addresses\":[{\"ip\":\"10.9.0.1\"}],\"ports\":[{\"port\":80}]}]"));
    }
    given.add(endpoints);
    ObjectNode service = object("v1", "Service", "cart");
    service.set(
        "spec", Draws.json("{\"ports\":[{\"name\":\"http\",\"port\":80,\"targetPort\":8080}]}"));
    if (draws.oneIn(4)) {
      Pool.set(service, "spec.clusterIP", Draws.json("\"None\""));
    }
    if (!draws.oneIn(10)) {
      given.add(service);
    }
    ArrayNode steps = steps(scenario);
    int more = 1 + draws.below(2);
    for (int i = 0; i < more; i++) {
      ObjectNode body = Cases.object();
      ENDPOINTS.edit(body, 1, 75, draws);
      steps.addObject().set("do", patch("endpoints", "cart", body));
    }
    return scenario;
  }

  private static ArrayNode nodes(ObjectNode scenario) {
    ArrayNode given = scenario.putArray("given");
    for (String name : new String[] {"a", "b", "c", "d"}) {
      ObjectNode node = Cases.object().put("apiVersion", "v1").put("kind", "Node");
      ObjectNode metadata = node.putObject("metadata").put("name", "node-" + name);
      if (!name.equals("d")) {
        metadata.putObject("labels").put("topology.kubernetes.io/zone", name);
      }
      given.add(node);
    }
    return given;
  }

  private static ArrayNode steps(ObjectNode scenario) {
    ArrayNode steps = scenario.putArray("steps");
    steps.addObject().set("do", Cases.object().put("verb", "settle"));
    return steps;
  }

  static ObjectNode object(String apiVersion, String kind, String name) {
    ObjectNode object = Cases.object().put("apiVersion", apiVersion).put("kind", kind);
    object.putObject("metadata").put("name", name).put("namespace", "shop");
    return object;
  }

  private ObjectNode pod() {
    pods++;
    ObjectNode pod = object("v1", "Pod", "cart-" + pods);
    pod.setAll(
        (ObjectNode)
            Draws.json(
                """
                {"spec":{"nodeName":"node-a","containers":[{"name":"main","image":"main:1",
                 "ports":[{"name":"http","containerPort":8080}]}]},
                 "status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}"""));
    Pool.set(pod, "metadata.labels", Draws.json("{\"app\":\"cart\"}"));
    ips(pod);
    POD.edit(pod, draws.below(4), 70, draws);
    return pod;
  }

  private void ips(ObjectNode pod) {
    String four = "\"10.1.0." + pods + "\"";
    String six = "\"fd00:1::" + pods + "\"";
    int form = draws.below(8);
    if (form == 0) {
      return;
    }
    String first = form == 1 || form == 2 ? six : four;
    String second = form == 2 ? four : form == 3 || form == 4 ? six : "";
    String more = second.isEmpty() ? "" : ",{\"ip\":" + second + "}";
    Pool.set(pod, "status.podIP", Draws.json(first));
    Pool.set(pod, "status.podIPs", Draws.json("[{\"ip\":" + first + "}" + more + "]"));
  }

  private ObjectNode service(String name) {
    ObjectNode service = object("v1", "Service", name);
    service.set(
        "spec",
        Draws.json(
            """
            {"selector":{"app":"cart"},
             "ports":[{"name":"http","port":80,"targetPort":8080}]}"""));
    SERVICE.edit(service, draws.below(5), 70, draws);
    return service;
  }

  private ObjectNode change() {
    String pod = "cart-" + (1 + draws.below(Math.max(1, pods)));
    if (pods == 0) {
      return create(pod());
    }
    return switch (draws.below(10)) {
      case 0, 1 -> status(pod, draws.of("True", "False", "Unknown"));
      case 2 -> patch("pods", pod, labels());
      case 3, 4 -> {
        ObjectNode request = Cases.request("delete", "pods", "shop").put("name", pod);
        yield request.set("body", Draws.json("{\"gracePeriodSeconds\":0}"));
      }
      case 5 -> create(pod());
      case 6 -> {
        ObjectNode body = (ObjectNode) Draws.json("{\"status\":{}}");
        Pool.set(body, "status.phase", draws.value("\"Succeeded\" | \"Failed\" | \"Pending\""));
        yield patch("pods", pod, body).put("subresource", "status");
      }
      default -> {
        ObjectNode body = Cases.object();
        SERVICE_CHANGE.edit(body, 1 + draws.below(2), 75, draws);
        yield patch("services", "cart", body);
      }
    };
  }

  private JsonNode labels() {
    return draws.value(
        "{\"metadata\":{\"labels\":{\"app\":\"catalog\"}}}"
            + " | {\"metadata\":{\"labels\":{\"tier\":\"x\",\"app\":\"cart\"}}}"
            + " | {\"metadata\":{\"labels\":null}}");
  }

  private static ObjectNode create(ObjectNode pod) {
    return Cases.request("create", "pods", "shop").set("body", pod);
  }

  private static ObjectNode patch(String resource, String name, JsonNode body) {
    return Cases.request("patch", resource, "shop").put("name", name).set("body", body);
  }

  private static ObjectNode status(String pod, String ready) {
    ObjectNode body =
        (ObjectNode) Draws.json("{\"status\":{\"conditions\":[{\"type\":\"Ready\"}]}}");
    ((ObjectNode) body.at("/status/conditions/0")).put("status", ready);
    return patch("pods", pod, body).put("subresource", "status");
  }
}
