package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Draws selector objects within workloads. */
final class SelectorObjectDrafts {
  private static final String LABELS =
      "{\"app\":\"cart\"} | {\"app\":\"cart\",\"tier\":\"front\"} | {} | - | {\"app\":\"catalog\"}"
          + " | {\"tier\":\"front\"} | {\"app\":\"\"} | {\"a b\":\"x\"} | {\"app\":\"c c\"}"
          + " | {\"app\":\"{a64}\"} | {\"a/b/c\":\"x\"} | null";
  private static final Pool REQUIREMENT =
      new Pool(
"""
key "app" | "tier" || "" | "a b" | "x" | - | "a/b/c" | "{a64}" | 1
operator "In" | "NotIn" | "Exists" | "DoesNotExist" || "" | "in" | "Gt" | - | null | "Lt"
values ["cart"] | ["cart","catalog"] | - || [] | [""] | ["a b"] | null | ["cart","cart"] | "cart" | [1] | ["z","a","cart"]""");

  private final Draws draws;

  SelectorObjectDrafts(Draws draws) {
    this.draws = draws;
  }

  ObjectNode next() {
    String kind = draws.of("Deployment", "Deployment", "ReplicaSet", "ReplicaSet", "StatefulSet");
    String resource = Route.resource(kind);
    ObjectNode create = Cases.request("create", resource, "shop");
    create.set("body", body(kind, draws.oneIn(4) ? null : selector()));
    if (!draws.oneIn(6)) {
      return Cases.object().set("do", create);
    }
    ObjectNode draft = Cases.object();
    ArrayNode steps = draft.putArray("steps");
    ObjectNode valid = (ObjectNode) Draws.json("{\"matchLabels\":{\"app\":\"cart\"}}");
    create.set("body", body(kind, valid));
    steps.addObject().set("do", create);
    ObjectNode update = Cases.request("update", resource, "shop").put("name", "cart");
    update.set("body", body(kind, draws.oneIn(4) ? valid : selector()));
    steps.addObject().set("do", update);
    return draft;
  }

  private ObjectNode selector() {
    ObjectNode selector = Cases.object();
    if (!draws.oneIn(3)) {
      Pool.set(selector, "matchLabels", draws.value(LABELS));
    }
    int count = draws.below(4);
    if (count > 0) {
      ArrayNode expressions = selector.putArray("matchExpressions");
      for (int i = 0; i < count; i++) {
        ObjectNode expression = expressions.addObject();
        expression.put("key", draws.of("app", "tier")).put("operator", draws.of("In", "Exists"));
        if (expression.get("operator").asText().equals("In")) {
          expression.putArray("values").add("cart").add(draws.of("front", "a", "z"));
        }
        REQUIREMENT.edit(expression, draws.below(2), 60, draws);
      }
    }
    return selector;
  }

  private ObjectNode body(String kind, @Nullable JsonNode selector) {
    ObjectNode body =
        (ObjectNode)
            Draws.json(
                """
                {"apiVersion":"apps/v1","kind":"","metadata":{"name":"cart"},"spec":{"template":
                 {"metadata":{"labels":{"app":"cart","tier":"front"}},
                  "spec":{"containers":[{"name":"c","image":"c"}]}}}}""");
    body.put("kind", kind);
    if (selector != null) {
      ((ObjectNode) body.get("spec")).set("selector", selector);
    } else {
      Pool.set(body, "spec.selector", draws.value("{\"matchLabels\":{\"app\":\"cart\"}} | null"));
    }
    if (draws.oneIn(5)) {
      Pool.set(body, "spec.template.metadata.labels", draws.value(LABELS));
    }
    return body;
  }
}
