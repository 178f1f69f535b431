package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The part of an object that the cases of a kind are about. */
final class Shapes {
  private static final List<String> METADATA =
      List.of("name", "generateName", "namespace", "labels", "annotations");
  private static final List<String> POD = List.of("hostname", "subdomain", "hostNetwork");
  private static final List<String> ABOUT_METADATA =
      List.of("name ", "generateName", "label", "annotation", "namespace", "several");

  private Shapes() {}

  /** Returns whether a case is about metadata alone. */
  static boolean metadataAlone(JsonNode vector) {
    String about = vector.path("about").asText("");
    return vector.path("kind").asText().equals("names")
        && ABOUT_METADATA.stream().anyMatch(about::startsWith);
  }

  /** Returns that part. */
  static JsonNode of(String kind, boolean metadataAlone, JsonNode object) {
    if (!kind.equals("names") && !kind.equals("pod-admission")) {
      return object;
    }
    ObjectNode part = Server.JSON.createObjectNode();
    ObjectNode metadata = pick(object.get("metadata"), METADATA);
    if (metadataAlone) {
      return part.set("metadata", metadata);
    }
    if (object.path("kind").asText().equals("Pod")) {
      part.set("metadata", metadata);
      return part.set("spec", pod(object.get("spec")));
    }
    return part.set("spec", pick(object.get("spec"), List.of("ports")));
  }

  private static ObjectNode pod(JsonNode spec) {
    ObjectNode part = pick(spec, POD);
    if (spec.has("readinessGates")) {
      part.set("readinessGates", spec.get("readinessGates"));
    }
    containers(spec, part, "initContainers", List.of("name", "ports", "restartPolicy"));
    containers(spec, part, "containers", List.of("name", "ports"));
    return part;
  }

  private static void containers(
      JsonNode spec, ObjectNode part, String field, List<String> members) {
    if (spec.has(field)) {
      ArrayNode containers = part.putArray(field);
      spec.get(field).forEach(container -> containers.add(pick(container, members)));
    }
  }

  private static ObjectNode pick(JsonNode object, List<String> members) {
    ObjectNode part = Server.JSON.createObjectNode();
    for (String member : members) {
      if (object.has(member)) {
        part.set(member, object.get(member));
      }
    }
    return part;
  }

  /** Returns a tree with a JSON merge patch applied (RFC 7386). */
  static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result = target.isObject() ? target.deepCopy() : Server.JSON.createObjectNode();
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                result.remove(change.getKey());
              } else {
                result.set(
                    change.getKey(), merged(result.path(change.getKey()), change.getValue()));
              }
            });
    return result;
  }
}
