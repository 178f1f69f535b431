package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Draws Services that are there, and what is done to them. */
final class UpdateDrafts {
  private static final List<String> GIVEN =
      List.of(
          "{\"clusterIP\":\"10.96.0.20\"}",
          "{\"clusterIP\":\"fd00:10:96::20\"}",
          "{}",
          "{\"clusterIP\":\"None\"}",
          "{\"clusterIP\":\"None\",\"ipFamilyPolicy\":\"PreferDualStack\"}",
          "{\"type\":\"NodePort\",\"clusterIP\":\"10.96.0.20\",\"ports\":"
              + "[{\"name\":\"http\",\"port\":80,\"nodePort\":30010},"
              + "{\"name\":\"admin\",\"port\":81,\"nodePort\":30011}]}",
          "{\"type\":\"NodePort\"}",
          "{\"type\":\"NodePort\",\"externalTrafficPolicy\":\"Local\"}",
          "{\"type\":\"LoadBalancer\",\"clusterIP\":\"10.96.0.20\",\"ports\":"
              + "[{\"name\":\"http\",\"port\":80,\"nodePort\":30010}]}",
          "{\"type\":\"LoadBalancer\",\"externalTrafficPolicy\":\"Local\","
              + "\"healthCheckNodePort\":31500,\"clusterIP\":\"10.96.0.20\"}",
          "{\"type\":\"LoadBalancer\",\"externalTrafficPolicy\":\"Local\"}",
          "{\"type\":\"LoadBalancer\",\"allocateLoadBalancerNodePorts\":false}",
          "{\"type\":\"LoadBalancer\",\"loadBalancerClass\":\"shop.example/lb\","
              + "\"loadBalancerSourceRanges\":[\"10.0.0.0/8\"]}",
          "{\"type\":\"ExternalName\",\"externalName\":\"ledger.pay.example\"}",
          "{\"type\":\"ExternalName\",\"externalName\":\"ledger.pay.example\",\"ports\":[]}",
          "{\"ipFamilyPolicy\":\"RequireDualStack\","
              + "\"clusterIPs\":[\"10.96.0.20\",\"fd00:10:96::20\"],\"clusterIP\":\"10.96.0.20\"}",
          "{\"ipFamilyPolicy\":\"PreferDualStack\",\"ipFamilies\":[\"IPv6\",\"IPv4\"]}",
          "{\"ipFamilyPolicy\":\"PreferDualStack\",\"type\":\"NodePort\"}",
          "{\"ports\":[{\"name\":\"dns\",\"port\":53,\"nodePort\":30010},"
              + "{\"name\":\"dns-udp\",\"port\":53,\"protocol\":\"UDP\",\"nodePort\":30010}],"
              + "\"type\":\"NodePort\"}",
          "{\"sessionAffinity\":\"ClientIP\",\"externalIPs\":[\"192.0.2.1\"]}",
          "{\"trafficDistribution\":\"PreferClose\",\"internalTrafficPolicy\":\"Local\"}",
          "{\"selector\":null,\"publishNotReadyAddresses\":true}");

  private static final Pool CHANGE =
      new Pool(
"""
spec.type "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName" || "x" | "" | null
spec.type "ClusterIP" | "NodePort" | "LoadBalancer" || "ExternalName"
spec.externalName "ledger.pay.example" | null || "" | "a b" | "other.example"
spec.clusterIP "10.96.0.20" | null | "" || "10.96.0.21" | "None" | "fd00:10:96::20" | "nope" | "10.96.0.1"
spec.clusterIPs null | ["10.96.0.20"] || [] | ["10.96.0.21"] | ["None"] | ["10.96.0.20","fd00:10:96::20"] | ["fd00:10:96::20"] | ["fd00:10:96::20","10.96.0.20"] | [""] | ["10.96.0.20","fd00:10:96::21"] | ["nope"]
spec.ipFamilies null | ["IPv4"] | ["IPv4","IPv6"] || ["IPv6"] | ["IPv6","IPv4"] | [] | ["x"]
spec.ipFamilyPolicy null | "SingleStack" | "PreferDualStack" | "RequireDualStack" || "" | "x"
spec.ipFamilyPolicy "SingleStack" | "PreferDualStack" || "RequireDualStack"
spec.ports [{"name":"http","port":80}] | [{"name":"http","port":80,"nodePort":30010}] | [{"name":"http","port":80},{"name":"admin","port":81}] | [{"name":"http","port":8080}] | [{"name":"http","port":80,"nodePort":30012}] | [{"name":"web","port":80}] | [{"name":"http","port":80,"protocol":"UDP"}] || null | [] | [{"name":"http","port":80,"nodePort":30010},{"name":"admin","port":81,"nodePort":30010}] | [{"name":"http","port":0}] | [{"port":80},{"port":81}] | [{"name":"http","port":80},{"name":"http","port":81}] | [{"name":"http","port":80,"nodePort":29000}] | [{"name":"http","port":80,"targetPort":""}]
spec.selector null | {"tier":"x"} | {"app":null} || {"a b":"x"} | {"app":"b c"}
spec.externalTrafficPolicy null | "Cluster" | "Local" || "" | "x"
spec.externalTrafficPolicy "Local" || "Cluster"
spec.internalTrafficPolicy null | "Cluster" | "Local" || "" | "x"
spec.healthCheckNodePort null | 31500 || 31501 | 0 | -1 | 30010
spec.allocateLoadBalancerNodePorts null | true | false || true
spec.loadBalancerClass null | "shop.example/lb" || "shop.example/other" | "" | "a b"
spec.loadBalancerIP "192.0.2.1" | null || "nope"
spec.loadBalancerSourceRanges null | ["10.0.0.0/8"] || ["nope"] | [""]
spec.externalIPs null | ["192.0.2.1"] || ["nope"] | ["127.0.0.1"]
spec.sessionAffinity "None" | "ClientIP" || "" | null
spec.sessionAffinityConfig null | {"clientIP":{"timeoutSeconds":60}} || {"clientIP":{"timeoutSeconds":0}} | {"clientIP":{"timeoutSeconds":90000}}
spec.trafficDistribution null | "PreferClose" | "PreferSameNode" || "x" | ""
spec.publishNotReadyAddresses true | false | null || true
metadata.labels {"app":"x"} | null || {"a b":"x"} | {"app":"b c"}
metadata.annotations {"a":"b"} | null || {"a b":"x"} | {"service.kubernetes.io/topology-mode":"Auto"}
metadata.finalizers ["shop.example/hold"] || ["hold"] | [""]
metadata.resourceVersion null | "" || "1" | "x" | "0" | "999999999"
metadata.uid null || "u-1" | ""
metadata.name "cart" || "catalog" | "" | null
metadata.namespace "shop" || "pay" | "" | null
metadata.generateName null || "cart-"
metadata.deletionGracePeriodSeconds null || 5
status {"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}} || null""");

  private static final Pool STATUS =
      new Pool(
"""
status.loadBalancer.ingress [{"ip":"192.0.2.1"}] | [{"hostname":"lb.example"}] | [{"ip":"2001:db8::1","ipMode":"Proxy"}] | [{"ip":"192.0.2.1"},{"ip":"192.0.2.1"}] | [] || [{"ip":"nope"}] | [{"hostname":"192.0.2.1"}] | [{"hostname":"a b"}] | [{"hostname":"Lb"}] | [{}] | [{"ip":"192.0.2.1","ipMode":"x"}] | [{"ip":"192.0.2.1","ipMode":""}] | [{"hostname":"a","ipMode":"VIP"}] | [{"ip":"127.0.0.1"}] | [{"ip":"010.0.0.1"}] | [{"ip":"192.0.2.1","hostname":"a b"}] | [{"ip":"::ffff:1.2.3.4"}] | [{"ip":""}]
status.loadBalancer.ingress [{"ip":"192.0.2.1","ports":[{"port":80,"protocol":"TCP"}]}] || [{"ip":"192.0.2.1","ports":[{"port":0,"protocol":"TCP"}]}] | [{"ip":"192.0.2.1","ports":[{"port":80,"protocol":"x"}]}] | [{"ip":"192.0.2.1","ports":[{"port":80,"protocol":"TCP","error":"a b"}]}] | [{"ip":"192.0.2.1","ports":[{"port":80}]}]
status.conditions [{"type":"Ready","status":"True","reason":"Yes","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}] || [{"type":"","status":"True","reason":"Yes","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}] | [{"type":"A b","status":"x","reason":"a b","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}] | [{"type":"A","status":"True","reason":"","message":"","lastTransitionTime":null}]
spec.type "NodePort" || "x"
metadata.labels {"app":"x"} || {"a b":"x"}
metadata.resourceVersion null || "1"
status null || null""");

  private static final Pool JSON_PATCH =
      new Pool(
"""
at.0 {"op":"replace","path":"/spec/type","value":"NodePort"} | {"op":"replace","path":"/spec/ports/0/port","value":8080} | {"op":"add","path":"/spec/ports/-","value":{"name":"x","port":90}} | {"op":"add","path":"/metadata/labels","value":{"a":"b"}} | {"op":"remove","path":"/spec/selector"} | {"op":"test","path":"/spec/ports/0/port","value":80} | {"op":"copy","from":"/metadata/name","path":"/spec/externalName"} | {"op":"move","from":"/spec/selector","path":"/metadata/labels"} || {"op":"test","path":"/spec/type","value":"x"} | {"op":"remove","path":"/spec/nothing"} | {"op":"replace","path":"/spec/nothing/a","value":1} | {"op":"x","path":"/spec"} | {"op":"add","path":"spec","value":1} | {"op":"remove","path":"/spec/ports/7"} | {"op":"replace","path":"/spec/ports/0/port","value":"x"} | {"op":"add","path":"/spec/ports/9","value":{}} | {"path":"/spec"} | {"op":"replace","path":"/spec/type"} | {"op":"add","path":"/spec/a~1b","value":1}
at.1 {"op":"add","path":"/spec/ports/0","value":{"name":"y","port":91}} | {"op":"replace","path":"/spec/sessionAffinity","value":"ClientIP"} || {"op":"remove","path":"/spec/ports/0"} | {"op":"replace","path":"","value":{}}""");

  private static final Pool STRATEGIC =
      new Pool(
"""
spec.ports [{"port":80,"name":"web"}] | [{"port":81,"name":"admin"}] | [{"port":80,"targetPort":8080}] || [{"$patch":"delete","port":80}] | [{"$patch":"replace"}] | [{"name":"x"}] | [{"port":80,"$patch":"x"}] | [{"$patch":"replace"},{"name":"q","port":99}]
spec.selector {"app":"x"} | {"app":null} || {"$patch":"replace","tier":"y"} | {"$patch":"delete"} | {"$retainKeys":["app"]}
spec.$setElementOrder/ports [{"port":80},{"port":81}] || [{"port":81}]
metadata.labels {"a":"b"} || {"a b":"c"}
metadata.finalizers ["shop.example/hold"] || ["x"]
metadata.$deleteFromPrimitiveList/finalizers ["shop.example/hold"] || ["x"]
spec.clusterIPs ["10.96.0.20"] || ["10.96.0.21"]
spec.externalIPs ["192.0.2.1"] | ["192.0.2.2"] || ["x"]
spec.type "NodePort" | "ClusterIP" | "LoadBalancer" || "x\"""");

  private final Draws draws;
  private final ServiceDrafts services;

  UpdateDrafts(Draws draws, ServiceDrafts services) {
    this.draws = draws;
    this.services = services;
  }

  ObjectNode next() {
    ObjectNode request = Cases.request("update", "services", "shop").put("name", "cart");
    ObjectNode service = given();
    String about;
    switch (draws.below(12)) {
      case 0 -> {
        about = "status";
        request.put("subresource", "status").set("change", edited(STATUS, 2, 55));
        if (draws.oneIn(2) && !service.get("spec").path("type").asText().equals("LoadBalancer")) {
          service = lb(service);
        }
      }
      case 1, 2 -> {
        about = "put";
        request.set("body", put(service.deepCopy()));
      }
      case 3 -> {
        about = "put other";
        ObjectNode body = ServiceDrafts.body();
        if (draws.oneIn(2)) {
          services.families((ObjectNode) body.get("spec"));
        } else {
          ServiceDrafts.SPEC.edit(body, 1 + draws.below(3), 70, draws);
          services.ports((ObjectNode) body.get("spec"), 80);
        }
        request.set("body", body);
      }
      case 4, 5 -> {
        about = "patch";
        request.put("verb", "patch");
        patch(request);
      }
      case 6, 7, 8, 9 -> {
        about = "change";
        request.set("change", edited(CHANGE, 3, 85));
      }
      default -> {
        about = "faults";
        request.set("change", edited(CHANGE, 4, 40));
      }
    }
    ObjectNode draft = Cases.object().put("about", about);
    draft.putArray("given").add(service);
    return draft.set("do", request);
  }

  private ObjectNode given() {
    ObjectNode service =
        (ObjectNode)
            Draws.json(
                """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"cart","namespace":"shop"},
                 "spec":{"selector":{"app":"cart"},"ports":[{"name":"http","port":80}]}}""");
    JsonNode special = Draws.json(draws.of(GIVEN));
    service.set("spec", Shapes.merged(service.get("spec"), special));
    if (draws.oneIn(12)) {
      service = lb(service);
      service.set(
          "status", Draws.json("{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.9\"}]}}"));
    }
    return service;
  }

  private static ObjectNode lb(ObjectNode service) {
    Pool.set(service, "spec.type", Draws.json("\"LoadBalancer\""));
    if (service.at("/spec/clusterIP").asText().equals("None")) {
      Pool.set(service, "spec.clusterIP", Draws.json("-"));
    }
    return service;
  }

  private ObjectNode put(ObjectNode service) {
    service.remove("status");
    if (draws.oneIn(2)) {
      Pool.set(service, "spec.clusterIP", Draws.json("-"));
      Pool.set(service, "spec.clusterIPs", Draws.json("-"));
    }
    CHANGE.edit(service, draws.below(4), 75, draws);
    if (draws.oneIn(6)) {
      ServiceDrafts.METADATA.edit(service, 1, 50, draws);
    }
    return service;
  }

  private ObjectNode edited(Pool pool, int most, int goodPercent) {
    ObjectNode change = Cases.object();
    pool.edit(change, 1 + draws.below(most), goodPercent, draws);
    return change;
  }

  private void patch(ObjectNode request) {
    switch (draws.below(3)) {
      case 0 -> request.put("patchType", "merge").set("patch", edited(CHANGE, 3, 80));
      case 1 -> request.put("patchType", "strategic").set("patch", edited(STRATEGIC, 2, 65));
      default -> {
        JsonNode operations = edited(JSON_PATCH, 2, 65).path("at");
        request.put("patchType", "json").set("patch", operations);
      }
    }
  }
}
