package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.model.ResourceKind;

/** All EndpointSlices; many endpoints of one are but counted where the case does so. */
final class SlicesKind extends SceneKind {
  private static final int COUNTED = 20;
  private final boolean counts;

  SlicesKind(boolean counts) {
    this.counts = counts;
  }

  @Override
  ObjectNode state(Scene scene, JsonNode expected) {
    ObjectNode state = VectorFolder.JSON.createObjectNode();
    ArrayNode slices = state.putArray("endpointSlices");
    for (JsonNode object : scene.objects(ResourceKind.ENDPOINT_SLICE)) {
      withoutUids(object);
      ObjectNode slice = slices.addObject();
      slice.setAll(metadata(object, expected.path("endpointSlices")));
      slice.set("addressType", object.get("addressType"));
      slice.putArray("ports").addAll(list(object.path("ports")));
      slice.putArray("endpoints").addAll(list(object.path("endpoints")));
      if (counts && slice.path("endpoints").size() > COUNTED) {
        slice.put("endpoints", slice.path("endpoints").size());
      }
    }
    return state;
  }

  private static ArrayNode list(JsonNode list) {
    return list instanceof ArrayNode array ? array : VectorFolder.JSON.createArrayNode();
  }
}
