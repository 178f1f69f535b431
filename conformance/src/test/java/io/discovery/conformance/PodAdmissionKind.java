package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Pods, of which only the part that discovery needs is compared; names of any object. */
final class PodAdmissionKind extends AdmissionKind {

  @Override
  void reduce(JsonNode asked, ObjectNode expected, ObjectNode actual) {
    super.reduce(asked, expected, actual);
    if (!expected.has("object") || !actual.has("object")) {
      return;
    }
    ObjectNode wanted = (ObjectNode) expected.get("object");
    ObjectNode object = (ObjectNode) actual.get("object");
    object.retain(names(wanted));
    metadata(object);
    if (asked.path("resource").asText().equals("pods")) {
      podSpec(object.path("spec"));
    } else {
      retain(object.path("spec"), names(wanted.path("spec")));
    }
  }

  private static void metadata(ObjectNode object) {
    retain(
        object.path("metadata"),
        List.of("name", "generateName", "namespace", "labels", "annotations"));
  }

  private static void podSpec(JsonNode spec) {
    retain(
        spec,
        List.of(
            "hostname",
            "subdomain",
            "hostNetwork",
            "readinessGates",
            "containers",
            "initContainers"));
    spec.path("containers").forEach(container -> retain(container, List.of("name", "ports")));
    spec.path("initContainers")
        .forEach(container -> retain(container, List.of("name", "ports", "restartPolicy")));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(field -> field.getKey()).toList();
  }

  private static void retain(JsonNode object, List<String> names) {
    if (object instanceof ObjectNode fields) {
      fields.retain(names);
    }
  }
}
