package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Draws Services that are created. */
final class ServiceDrafts {
  static final Pool METADATA =
      new Pool(
"""
metadata.name "cart" | "a" | "0cart" | "cart-1" | "{a63}" || "Cart" | "" | - | "-cart" | "cart-" | "ca.rt" | "ca_rt" | "{a64}" | "ca rt" | "cärt" | "{a254}" | "." | "/" | "a/b" | "a%b" | "kubernetes"
metadata.generateName - || "cart-" | "Cart-" | "{a58}" | "{a59}" | "cart_" | "{a300}" | ""
metadata.namespace - | "shop" || "pay" | "nowhere" | "" | "Shop"
metadata.labels {} | {"app":"cart"} | {"shop.example/app":"Cart_1.x"} | {"a":""} | null || {"app":"c c"} | {"":"x"} | {"a/b/c":"x"} | {"Shop.example/a":"x"} | {"app":"{a64}"} | {"{a64}":"x"} | {"/a":"x"} | {"a/":"x"} | {"-a":"x"} | {"app":"-x"} | {"é":"x"} | {"app":"é"} | {"{a254}/a":"x"} | {"service.kubernetes.io/headless":""} | {"a":"b","b":"c"}
metadata.annotations {} | {"a":"b"} | {"shop.example/A":"any thing\\n é"} | {"Shop.Example/a":"x"} || {"":"x"} | {"a b":"x"} | {"a/b/c":"x"} | {"{a64}":"x"} | {"/a":"x"} | {"-a":"x"} | {"service.kubernetes.io/topology-mode":"Auto"} | {"service.kubernetes.io/topology-mode":"auto"} | {"service.kubernetes.io/topology-aware-hints":"auto"} | {"service.beta.kubernetes.io/load-balancer-source-ranges":"10.0.0.0/8"} | {"service.beta.kubernetes.io/load-balancer-source-ranges":"10.0.0.0/8, nope"} | {"service.beta.kubernetes.io/load-balancer-source-ranges":""} | {"service.beta.kubernetes.io/load-balancer-source-ranges":"10.0.0.1/8"} | {"service.beta.kubernetes.io/load-balancer-source-ranges":"010.0.0.0/8,fd00::/8"}
metadata.finalizers [] | ["shop.example/hold"] | ["service.kubernetes.io/load-balancer-cleanup"] || ["hold"] | ["a b"] | [""] | ["a/b/c"] | ["orphan"] | ["orphan","foregroundDeletion"] | ["foregroundDeletion"]
metadata.ownerReferences [] | [{"apiVersion":"apps/v1","kind":"Deployment","name":"cart","uid":"a-b"}] || [{"apiVersion":"v1","kind":"Pod","name":"","uid":""}] | [{"apiVersion":"apps/v1","kind":"D","name":"a","uid":"1","controller":true},{"apiVersion":"apps/v1","kind":"D","name":"b","uid":"2","controller":true}] | [{"kind":"Pod","name":"a","uid":"1"}] | [{}] | [{"apiVersion":"v1","kind":"Event","name":"a","uid":"1"}]
metadata.resourceVersion - || "1" | "x" | "0"
metadata.uid - || "u-1"
metadata.generation - || 5 | -1
kind - | "Service" || "Pod" | "" | "service"
apiVersion - | "v1" || "v2" | "" | "apps/v1" | 1""");

  static final Pool SPEC =
      new Pool(
"""
spec.type "ClusterIP" | "NodePort" | "LoadBalancer" || "ExternalName" | "clusterip" | "" | "None" | "Node Port" | null
spec.type "ClusterIP" | "NodePort" | "LoadBalancer" || "ExternalName"
spec.selector {"app":"cart"} | {} | - | null | {"app":"cart","tier":"x"} || {"app":"c c"} | {"":"x"} | {"a b":"x"} | {"app":"{a64}"} | {"a/b/c":"x"} | {"app":""}
spec.clusterIP "10.96.0.21" | "fd00:10:96::21" | "None" | "" | - || "10.96.0.1" | "10.95.0.1" | "10.96.255.255" | "10.96.0.0" | "none" | "010.96.0.21" | "::ffff:10.96.0.21" | "FD00:10:96::21" | "fd00:10:96:0::21" | "fd00:10:96::" | "fd00:10:96::ffff" | "10.96.0.21 " | "nope" | "127.0.0.1" | "fd00:10:95::1" | "10.96.0.21/32" | "fe80::1" | "0.0.0.0"
spec.clusterIPs ["10.96.0.21"] | ["fd00:10:96::21"] | ["10.96.0.21","fd00:10:96::21"] | ["fd00:10:96::21","10.96.0.21"] | ["None"] | - || [] | [""] | ["None","None"] | ["10.96.0.21","None"] | ["None","10.96.0.21"] | ["10.96.0.21","10.96.0.22"] | ["10.96.0.21","10.96.0.21"] | ["10.96.0.21","fd00:10:96::21","10.96.0.22"] | ["10.96.0.21","nope"] | ["nope"] | ["10.95.0.1"] | ["10.96.0.1"] | ["","10.96.0.21"] | ["10.96.0.21",""] | ["fd00:10:96:0::21"] | ["::ffff:10.96.0.21"]
spec.ipFamilies ["IPv4"] | ["IPv6"] | ["IPv4","IPv6"] | ["IPv6","IPv4"] | - || [] | ["IPv5"] | ["IPv4","IPv4"] | [""] | ["IPv4","IPv6","IPv4"] | ["ipv4"] | ["IPv6","IPv6"] | ["IPv4",""]
spec.ipFamilyPolicy "SingleStack" | "PreferDualStack" | "RequireDualStack" | - || "" | "DualStack" | "preferdualstack"
spec.externalIPs ["192.0.2.1"] | ["2001:db8::1"] | [] || ["127.0.0.1"] | ["nope"] | [""] | ["169.254.0.1"] | ["0.0.0.0"] | ["224.0.0.1"] | ["::"] | ["::1"] | ["fe80::1"] | ["192.0.2.01"] | ["::ffff:1.2.3.4"] | ["192.0.2.1","192.0.2.1"] | ["ff02::1"] | ["224.0.1.1"] | ["192.0.2.1","nope","127.0.0.1"] | ["2001:DB8::1"] | ["255.255.255.255"]
spec.sessionAffinity "None" | "ClientIP" | - || "" | "clientip" | "Cookie"
spec.sessionAffinityConfig - | {"clientIP":{"timeoutSeconds":60}} || {} | {"clientIP":null} | {"clientIP":{}} | {"clientIP":{"timeoutSeconds":0}} | {"clientIP":{"timeoutSeconds":86400}} | {"clientIP":{"timeoutSeconds":86401}} | {"clientIP":{"timeoutSeconds":-1}} | {"clientIP":{"timeoutSeconds":null}} | null
spec.sessionAffinity "ClientIP" || "ClientIP" | ""
spec.loadBalancerIP "192.0.2.1" | "" || "nope" | "127.0.0.1" | "010.0.0.1" | "2001:DB8::1"
spec.loadBalancerSourceRanges ["10.0.0.0/8"] | [] | ["fd00::/8","10.0.0.0/8"] || ["nope"] | ["10.0.0.1"] | [" 10.0.0.0/8 "] | ["10.0.0.1/8"] | ["010.0.0.0/8"] | [""] | ["10.0.0.0/33"] | ["::ffff:10.0.0.0/104"] | ["fd00::1/8","x"] | ["10.0.0.0/08"]
spec.loadBalancerClass - | "shop.example/lb" || "lb" | "" | "Shop" | "a/b/c" | "a b" | "{a64}" | "-a"
spec.allocateLoadBalancerNodePorts - | true || false | null
spec.externalName - || "ledger.pay.example" | "" | "ledger.pay.example." | "Ledger" | "-a" | "{a63}.b" | "{a64}.b" | "192.0.2.1" | "a..b" | "a_b" | "{a254}" | "*.a"
spec.externalTrafficPolicy - | "Cluster" | "Local" || "" | "local" | "Node"
spec.internalTrafficPolicy - | "Cluster" | "Local" || "" | "local" | "Node"
spec.trafficDistribution - | "PreferClose" | "PreferSameZone" | "PreferSameNode" || "" | "preferclose" | "Any" | "PreferSameRegion" | "a/b"
spec.healthCheckNodePort - | 0 || 31500 | 29999 | 32768 | -1 | 70000 | 30000
spec.publishNotReadyAddresses true | false | - || true
status - || {"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}} | {} | {"conditions":[{"type":"x"}]} | null
unknown - || 1
spec.unknown - || 1
spec.ports [{"port":80}] || [] | null | -""");

  static final Pool PORT =
      new Pool(
"""
name "http" | - | "a" | "{a63}" | "http-1" || "" | "Http" | "{a64}" | "a.b" | "a_b" | "-a" | "a-" | "1" | "é" | "a b"
protocol "TCP" | "UDP" | "SCTP" | - || "" | "tcp" | "ICMP" | null
port 80 | 1 | 65535 | 443 | 53 || 0 | -1 | 65536 | - | 2147483648 | null
targetPort 8080 | "http" | - | 0 | "{a15}" || 65536 | -1 | "" | "{a16}" | "HTTP" | "80" | "a--b" | "-a" | "a-" | "a_b" | "1" | "80a" | "é" | 2147483648 | null
nodePort - | 30010 | 30011 || 29999 | 32768 | 0 | -1 | 80 | 65536 | 1
appProtocol - | "http" | "shop.example/grpc" | "kubernetes.io/h2c" || "" | "h_2" | "a/b/c" | "a b" | "{a64}" | "/a" | "-" | "Http\"""");

  private final Draws draws;

  ServiceDrafts(Draws draws) {
    this.draws = draws;
  }

  ObjectNode next() {
    ObjectNode body = body();
    String about;
    switch (draws.below(10)) {
      case 0, 1 -> {
        about = "families";
        families((ObjectNode) body.get("spec"));
        SPEC.edit(body, draws.below(2), 80, draws);
      }
      case 2, 3 -> {
        about = "ports";
        type(body);
        ports((ObjectNode) body.get("spec"), draws.of(List.of(20, 80, 100)));
        SPEC.edit(body, draws.below(2), 80, draws);
      }
      case 4 -> {
        about = "metadata";
        METADATA.edit(body, 1 + draws.below(3), 30, draws);
        SPEC.edit(body, draws.below(3), 60, draws);
      }
      case 5, 6 -> {
        about = "good";
        SPEC.edit(body, 2 + draws.below(4), 95, draws);
      }
      default -> {
        about = "fields";
        type(body);
        SPEC.edit(body, 1 + draws.below(4), 35, draws);
      }
    }
    ObjectNode request = Cases.request("create", "services", "shop");
    request.set("body", body);
    if (draws.oneIn(25)) {
      request.put("fieldValidation", draws.of("Strict", "Warn", "Ignore", "strict"));
    }
    return Cases.draft(about, request);
  }

  /** Returns a Service that is valid. */
  static ObjectNode body() {
    return (ObjectNode)
        Draws.json(
            """
            {"metadata":{"name":"cart"},"spec":{"selector":{"app":"cart"},"ports":[{"port":80}]}}""");
  }

  private void type(ObjectNode body) {
    if (!draws.oneIn(3)) {
      Pool.set(
          body, "spec.type", draws.value("\"NodePort\" | \"LoadBalancer\" | \"ExternalName\""));
      if (body.at("/spec/type").asText().equals("ExternalName") && !draws.oneIn(4)) {
        Pool.set(body, "spec.externalName", Draws.json("\"ledger.pay.example\""));
      }
    }
  }

  /** Draws everything that has to do with address families. */
  void families(ObjectNode spec) {
    set(spec, "type", "- | - | - | \"NodePort\" | \"LoadBalancer\" | \"ExternalName\"");
    set(
        spec,
        "ipFamilies",
        "- | [\"IPv4\"] | [\"IPv6\"] | [\"IPv4\",\"IPv6\"] | [\"IPv6\",\"IPv4\"]");
    set(spec, "ipFamilyPolicy", "- | \"SingleStack\" | \"PreferDualStack\" | \"RequireDualStack\"");
    set(spec, "clusterIP", "- | - | \"None\" | \"10.96.0.21\" | \"fd00:10:96::21\" | \"\"");
    set(
        spec,
        "clusterIPs",
        "- | - | [\"None\"] | [\"10.96.0.21\"] | [\"fd00:10:96::21\"]"
            + " | [\"10.96.0.21\",\"fd00:10:96::21\"] | [\"fd00:10:96::21\",\"10.96.0.21\"]");
    if (spec.has("clusterIPs") && draws.oneIn(2)) {
      spec.set("clusterIP", spec.get("clusterIPs").get(0));
    }
    set(spec, "selector", "{\"app\":\"cart\"} | {\"app\":\"cart\"} | -");
    if (spec.path("type").asText().equals("ExternalName")) {
      spec.put("externalName", "ledger.pay.example");
    }
  }

  private void set(ObjectNode spec, String field, String values) {
    Pool.set(spec, field, draws.value(values));
  }

  /** Draws one to four ports. */
  void ports(ObjectNode spec, int goodPercent) {
    ArrayNode ports = spec.putArray("ports");
    int count = 1 + draws.below(4);
    for (int i = 0; i < count; i++) {
      ObjectNode port = ports.addObject();
      if (count > 1 && !draws.oneIn(12)) {
        port.put("name", "" + (char) ('a' + i));
      }
      port.put("port", draws.oneIn(3) ? 80 : 80 + i);
      PORT.edit(port, draws.below(3), goodPercent, draws);
    }
  }
}
