package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7386), with which cases say what a PUT changes. */
final class JsonMerge {
  private JsonMerge() {}

  /** Returns what a patch makes of a value. */
  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result =
        target.isObject() ? target.deepCopy() : VectorFolder.JSON.createObjectNode();
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                result.remove(field.getKey());
              } else {
                JsonNode old = result.path(field.getKey());
                result.set(field.getKey(), apply(old, field.getValue()));
              }
            });
    return result;
  }
}
