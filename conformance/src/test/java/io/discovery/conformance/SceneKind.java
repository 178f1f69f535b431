package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.ControllerEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Changes, each with the state that the controllers make of it. */
abstract class SceneKind implements Kind {
  private static final String TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";

  @Override
  public final @Nullable String difference(JsonNode vector) {
    Scene scene = new Scene(vector);
    Comparison comparison = TestPlane.comparison(vector);
    Set<String> told = new TreeSet<>();
    scene.give(vector.path("given"));
    for (int i = 0; i < vector.path("steps").size(); i++) {
      JsonNode step = vector.path("steps").get(i);
      JsonNode expected = step.get("then");
      scene.act(step.get("do"));
      List<ControllerEvent> events = scene.rest();
      ObjectNode actual = state(scene, expected);
      addEvents(actual, expected, events, told);
      String path = "steps[" + i + "].then";
      String difference = Unordered.difference(comparison, path, expected, actual);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /** Returns the state of a scene at rest in the shape of what is expected. */
  abstract ObjectNode state(Scene scene, JsonNode expected);

  /** Returns whether what is expected says all events. */
  boolean saysEvents(JsonNode expected) {
    return expected.has("events");
  }

  private void addEvents(
      ObjectNode actual, JsonNode expected, List<ControllerEvent> events, Set<String> told) {
    ArrayNode list = VectorFolder.JSON.createArrayNode();
    for (ControllerEvent event : events) {
      if (told.add(event.message())) {
        ObjectNode tree = list.addObject().put("type", event.type());
        tree.put("reason", event.reason()).put("message", event.message());
      }
    }
    if (saysEvents(expected) && !list.isEmpty()) {
      actual.set("events", list);
    }
  }

  /** Returns what is recorded of metadata; the namespace only if the case says namespaces. */
  static ObjectNode metadata(JsonNode object, JsonNode expected) {
    ObjectNode metadata = object.path("metadata").deepCopy();
    boolean generated = metadata.has("generateName");
    ObjectNode kept = VectorFolder.JSON.createObjectNode();
    String name = generated ? "generateName" : "name";
    for (String field :
        List.of(name, "namespace", "labels", "annotations", "ownerReferences", "finalizers")) {
      if (metadata.has(field)) {
        kept.set(field, metadata.get(field));
      }
    }
    if (StreamSupport.stream(expected.spliterator(), false).noneMatch(e -> e.has("namespace"))) {
      kept.remove("namespace");
    }
    kept.path("ownerReferences").forEach(owner -> ((ObjectNode) owner).remove("uid"));
    if (kept.path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(TRIGGER);
      if (annotations.isEmpty()) {
        kept.remove("annotations");
      }
    }
    return kept;
  }

  /** Takes the uid of Pods from endpoints and addresses. */
  static void withoutUids(JsonNode tree) {
    tree.findValues("targetRef").forEach(pod -> ((ObjectNode) pod).remove("uid"));
  }
}
