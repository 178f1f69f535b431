package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;

/** The hints of all endpoints, or the counts of them. */
final class HintsKind extends SceneKind {

  @Override
  ObjectNode state(Scene scene, JsonNode expected) {
    List<JsonNode> endpoints = new ArrayList<>();
    for (JsonNode slice : scene.objects(ResourceKind.ENDPOINT_SLICE)) {
      slice.path("endpoints").forEach(endpoints::add);
    }
    return expected.has("endpoints") ? listed(endpoints) : counted(endpoints);
  }

  @Override
  boolean saysEvents(JsonNode expected) {
    return !expected.has("endpoints");
  }

  private static boolean ready(JsonNode endpoint) {
    return endpoint.path("conditions").path("ready").asBoolean(true);
  }

  private static ObjectNode listed(List<JsonNode> endpoints) {
    ObjectNode state = VectorFolder.JSON.createObjectNode();
    ArrayNode list = state.putArray("endpoints");
    for (JsonNode endpoint : endpoints) {
      ObjectNode listed = list.addObject();
      listed.set("address", endpoint.path("addresses").path(0));
      for (String field : List.of("zone", "nodeName", "hints")) {
        if (endpoint.has(field)) {
          listed.set(field, endpoint.get(field));
        }
      }
      listed.put("ready", ready(endpoint));
    }
    return state;
  }

  private static ObjectNode counted(List<JsonNode> endpoints) {
    ObjectNode state = VectorFolder.JSON.createObjectNode();
    ObjectNode perZone = state.putObject("hintedPerZone");
    ObjectNode fromZone = state.putObject("fromZone");
    int hinted = 0;
    for (JsonNode endpoint : endpoints) {
      JsonNode zones = endpoint.path("hints").path("forZones");
      hinted += zones.isEmpty() ? 0 : 1;
      for (JsonNode zone : zones) {
        String name = zone.path("name").asText();
        count(perZone, name);
        count(fromZone.withObjectProperty(endpoint.path("zone").asText()), name);
      }
    }
    state.put("ready", endpoints.stream().filter(HintsKind::ready).count());
    return state.put("hinted", hinted);
  }

  private static void count(ObjectNode counts, String name) {
    counts.put(name, counts.path(name).asInt() + 1);
  }
}
