package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What controllers wrote, in the form in which it is recorded. */
final class Written {
  private static final String TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";

  private static final Pattern DRAWN = Pattern.compile(".*-[bcdfghjklmnpqrstvwxz2456789]{5}");

  private Written() {}

  /** Returns a slice. */
  static ObjectNode slice(JsonNode slice) {
    ObjectNode written = metadata(slice.get("metadata"));
    written.set("addressType", slice.get("addressType"));
    written.set("ports", slice.path("ports").isArray() ? slice.get("ports") : list());
    ArrayNode endpoints = written.putArray("endpoints");
    List<JsonNode> sorted = new ArrayList<>();
    slice.path("endpoints").forEach(sorted::add);
    sorted.sort((a, b) -> a.toString().compareTo(b.toString()));
    sorted.forEach(endpoint -> endpoints.add(withoutUid(endpoint)));
    return written;
  }

  /** Returns Endpoints. */
  static ObjectNode endpoints(JsonNode endpoints) {
    ObjectNode written = metadata(endpoints.get("metadata"));
    ArrayNode subsets = written.putArray("subsets");
    for (JsonNode subset : endpoints.path("subsets")) {
      for (String field : new String[] {"addresses", "notReadyAddresses"}) {
        subset.path(field).forEach(Written::withoutUid);
      }
      subsets.add(subset);
    }
    return written;
  }

  private static ObjectNode metadata(JsonNode metadata) {
    ObjectNode written = Cases.object();
    name(metadata, written);
    if (metadata.has("labels")) {
      written.set("labels", metadata.get("labels"));
    }
    if (metadata.path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(TRIGGER);
      if (!annotations.isEmpty()) {
        written.set("annotations", annotations);
      }
    }
    if (metadata.has("ownerReferences")) {
      metadata.get("ownerReferences").forEach(owner -> ((ObjectNode) owner).remove("uid"));
      written.set("ownerReferences", metadata.get("ownerReferences"));
    }
    return written;
  }

  /** Names an object by what its name was made from, which an update may have dropped. */
  private static void name(JsonNode metadata, ObjectNode written) {
    String name = metadata.get("name").asText();
    boolean managed = metadata.path("labels").has("endpointslice.kubernetes.io/managed-by");
    if (metadata.has("generateName")) {
      written.set("generateName", metadata.get("generateName"));
    } else if (managed && DRAWN.matcher(name).matches()) {
      written.put("generateName", name.substring(0, name.length() - 5));
    } else {
      written.put("name", name);
    }
  }

  private static JsonNode withoutUid(JsonNode endpoint) {
    if (endpoint.path("targetRef") instanceof ObjectNode target) {
      target.remove("uid");
    }
    return endpoint;
  }

  private static ArrayNode list() {
    return Server.JSON.createArrayNode();
  }
}
