package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.model.ResourceKind;

/** All Endpoints; of many addresses the counts. */
final class EndpointsKind extends SceneKind {

  @Override
  ObjectNode state(Scene scene, JsonNode expected) {
    boolean counts = expected.findValues("addresses").stream().anyMatch(JsonNode::isNumber);
    ObjectNode state = VectorFolder.JSON.createObjectNode();
    ArrayNode all = state.putArray("endpoints");
    for (JsonNode object : scene.objects(ResourceKind.ENDPOINTS)) {
      withoutUids(object);
      ObjectNode endpoints = all.addObject();
      endpoints.setAll(metadata(object, expected.path("endpoints")));
      ArrayNode subsets = endpoints.putArray("subsets");
      object.path("subsets").forEach(subset -> subsets.add(counts ? counted(subset) : subset));
    }
    return state;
  }

  private static ObjectNode counted(JsonNode subset) {
    ObjectNode counted = VectorFolder.JSON.createObjectNode();
    ArrayNode ports = counted.putArray("ports");
    subset.path("ports").forEach(port -> ports.add(port.get("port")));
    counted.put("addresses", subset.path("addresses").size());
    return counted.put("notReadyAddresses", subset.path("notReadyAddresses").size());
  }
}
