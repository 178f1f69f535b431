package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Answers of the API, cut down to what cases record of them. */
final class Answers {
  private static final List<String> NOT_RECORDED =
      List.of(
          "uid", "resourceVersion", "creationTimestamp", "managedFields", "selfLink", "generation");

  private Answers() {}

  /** Returns an answer to a request for objects, in the form of {@code then}. */
  static ObjectNode of(int code, JsonNode body) {
    ObjectNode then = VectorFolder.JSON.createObjectNode().put("code", code);
    if (code >= 300) {
      return failure(then, body);
    }
    if (body.has("items")) {
      ArrayNode items = then.putArray("items");
      body.get("items").forEach(item -> items.add(recorded(item)));
      return then;
    }
    then.set("object", recorded(body));
    return then;
  }

  private static ObjectNode failure(ObjectNode then, JsonNode status) {
    JsonNode details = status.path("details");
    if (!status.path("reason").asText("").isEmpty()) {
      then.set("reason", status.get("reason"));
    }
    then.set("message", status.path("message"));
    if (details.path("causes").size() > 0) {
      then.set("causes", details.get("causes"));
    }
    if (details.has("retryAfterSeconds")) {
      then.set("retryAfterSeconds", details.get("retryAfterSeconds"));
    }
    return then;
  }

  /** Returns an object less what is not recorded of its metadata. */
  static JsonNode recorded(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(NOT_RECORDED);
    }
    return copy;
  }
}
