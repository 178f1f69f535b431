package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Draws selectors in words: a grammar, and words of it that were damaged. */
final class SelectorDrafts {
  private static final String[] KEYS = {
    "app",
    "tier",
    "env",
    "version",
    "track",
    "TIER",
    "in",
    "notin",
    "exists",
    "app.kubernetes.io/name",
    "x",
    "version",
    "app"
  };
  private static final String[] VALUES = {
    "cart",
    "catalog",
    "ledger",
    "front",
    "back",
    "1",
    "2",
    "10",
    "007",
    "0x10",
    "v2",
    "",
    "in",
    "notin",
    "Cart",
    "stable",
    "canary",
    "-1",
    "a.b",
    "9223372036854775808",
    "+2"
  };
  private static final String DAMAGE = "=!,()<> \t\n\"'/-._aZ0\\|&é\u0001*";
  private static final String[] RESOURCES = {
    "pods",
    "pods",
    "pods",
    "services",
    "nodes",
    "namespaces",
    "endpointslices",
    "replicasets",
    "deployments"
  };
  private static final String[] FIELDS = {
    "metadata.name",
    "metadata.namespace",
    "spec.nodeName",
    "status.phase",
    "spec.clusterIP",
    "spec.type",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "status.podIP",
    "status.podIPs",
    "status.nominatedNodeName",
    "spec.hostNetwork",
    "spec.unschedulable",
    "metadata.labels",
    "name",
    "spec.replicas",
    "status.replicas",
    "x",
    ""
  };
  private static final Map<String, String[]> KNOWN =
      Map.of(
          "pods",
          new String[] {
            "spec.nodeName",
            "status.phase",
            "status.podIP",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.nominatedNodeName"
          },
          "services",
          new String[] {"spec.clusterIP", "spec.type"},
          "nodes",
          new String[] {"spec.unschedulable"},
          "namespaces",
          new String[] {"status.phase", "name"},
          "replicasets",
          new String[] {"status.replicas"});
  private static final String[] FIELD_VALUES = {
    "cart",
    "cart-1",
    "ledger",
    "shop",
    "pay",
    "web",
    "n1",
    "n2",
    "Running",
    "Pending",
    "Succeeded",
    "",
    "None",
    "ClusterIP",
    "ExternalName",
    "Always",
    "true",
    "false",
    "default",
    "default-scheduler",
    "x",
    "kubernetes",
    "Active",
    "Failed",
    "10.1.0.1",
    "a\\,b",
    "a\\=b",
    "a\\b"
  };
  private final Draws draws;

  SelectorDrafts(Draws draws) {
    this.draws = draws;
  }

  ObjectNode labels() {
    StringBuilder selector = new StringBuilder();
    int count = 1 + draws.below(3);
    for (int i = 0; i < count; i++) {
      selector.append(i == 0 ? "" : draws.oneIn(12) ? " , " : ",").append(requirement());
    }
    int damage = draws.oneIn(2) ? 0 : 1 + draws.below(2);
    for (int i = 0; i < damage; i++) {
      damage(selector);
    }
    ObjectNode request = Cases.request("list", "pods", "shop");
    request.put("labelSelector", selector.toString());
    return draft(request);
  }

  private String requirement() {
    String key = draws.of(KEYS);
    String gap = draws.oneIn(5) ? draws.of(" ", "  ", "\t", "\n") : "";
    return switch (draws.below(9)) {
      case 0 -> key;
      case 1 -> "!" + gap + key;
      case 2, 3 -> key + gap + draws.of("=", "==", "!=") + gap + draws.of(VALUES);
      case 4 -> key + gap + draws.of(">", "<") + gap + draws.of(VALUES);
      default -> key + " " + gap + draws.of("in", "notin") + gap + draws.of("", " ") + set();
    };
  }

  private String set() {
    StringBuilder set = new StringBuilder("(");
    int count = draws.below(4);
    for (int i = 0; i < count; i++) {
      set.append(i == 0 ? "" : draws.oneIn(6) ? " , " : ",").append(draws.of(VALUES));
    }
    return set.append(")").toString();
  }

  private void damage(StringBuilder selector) {
    int at = draws.below(selector.length() + 1);
    char letter = DAMAGE.charAt(draws.below(DAMAGE.length()));
    switch (draws.below(4)) {
      case 0 -> selector.insert(at, letter);
      case 1 -> {
        if (at < selector.length()) {
          selector.deleteCharAt(at);
        }
      }
      case 2 -> {
        if (at < selector.length()) {
          selector.setCharAt(at, letter);
        }
      }
      default -> selector.setLength(at);
    }
  }

  ObjectNode fields() {
    String resource = draws.of(RESOURCES);
    StringBuilder selector = new StringBuilder();
    int count = draws.oneIn(3) ? 2 : 1;
    for (int i = 0; i < count; i++) {
      String gap = draws.oneIn(12) ? " " : "";
      selector.append(i == 0 ? "" : ",").append(field(resource)).append(gap);
      selector.append(draws.of("=", "=", "==", "!=")).append(gap).append(draws.of(FIELD_VALUES));
    }
    if (draws.oneIn(8)) {
      damage(selector);
    }
    boolean cluster = resource.equals("nodes") || resource.equals("namespaces");
    String namespace = cluster || draws.oneIn(2) ? "" : draws.of("shop", "pay", "web");
    ObjectNode request = Cases.request("list", resource, namespace);
    request.put("fieldSelector", selector.toString());
    return draft(request);
  }

  private String field(String resource) {
    if (draws.oneIn(4)) {
      return draws.of(FIELDS);
    }
    String[] known = KNOWN.get(resource);
    return known == null || draws.oneIn(3)
        ? draws.of("metadata.name", "metadata.namespace")
        : draws.of(known);
  }

  private static ObjectNode draft(ObjectNode request) {
    return Cases.object().put("given", "selector").set("do", request);
  }
}
