package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Ip;
import io.discovery.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes of the Pods in waves behind one Service, and of the Service. */
final class Waves {
  private final Scene scene;
  private final PackedSlices slices;
  private final List<Ip> next = new ArrayList<>(List.of(Ip.parse("10.1.0.1")));
  private final Map<String, Integer> pods = new TreeMap<>();

  Waves(Scene scene, PackedSlices slices, JsonNode given) {
    this.scene = scene;
    this.slices = slices;
    if (given.toString().matches(".*(IPv6|DualStack).*")) {
      next.add(Ip.parse("fd00:10:1::1"));
    }
  }

  /** Does what a step asks. */
  void act(JsonNode asked) {
    switch (asked.path("verb").asText()) {
      case "all" -> asked.path("do").forEach(this::act);
      case "add" -> add(asked);
      case "remove" -> pods(asked).forEach(scene::deletePod);
      case "ready" -> pods(asked).forEach(name -> setReady(name, "True"));
      case "unready" -> pods(asked).forEach(name -> setReady(name, "False"));
      case "retarget" -> retarget(asked.path("targetPort"));
      case "relabel" -> {
        ObjectNode patch = VectorFolder.JSON.createObjectNode();
        patch.putObject("metadata").putObject("labels").set("stage", asked.get("value"));
        patch("services", "cart", "", patch);
      }
      case "deleteSlice" -> {
        ObjectNode delete = VectorFolder.JSON.createObjectNode().put("verb", "delete");
        delete.put("resource", "endpointslices").put("namespace", Scene.NAMESPACE);
        scene.request(delete.put("name", slices.name(asked.path("slice").asText())));
      }
      default -> throw new IllegalArgumentException("verb " + asked + ": not known");
    }
  }

  private void add(JsonNode asked) {
    String wave = asked.path("wave").asText();
    for (int i = 0; i < asked.path("count").asInt(); i++) {
      scene.createPod(asked, wave + "-" + pods.merge(wave, 1, Integer::sum), List.copyOf(next));
      next.replaceAll(address -> address.plus(1));
    }
  }

  private List<String> pods(JsonNode asked) {
    if (asked.has("from")) {
      List<String> names = slices.pods(asked.path("from").asText());
      return names.subList(0, asked.path("count").asInt(names.size()));
    }
    List<String> names = new ArrayList<>();
    for (JsonNode pod : scene.objects(ResourceKind.POD)) {
      String name = pod.path("metadata").path("name").asText();
      if (name.startsWith(asked.path("wave").asText() + "-")) {
        names.add(name);
      }
    }
    return names;
  }

  private void setReady(String name, String ready) {
    ObjectNode patch = VectorFolder.JSON.createObjectNode();
    ObjectNode condition = patch.putObject("status").putArray("conditions").addObject();
    condition.put("type", "Ready").put("status", ready);
    patch("pods", name, "status", patch);
  }

  private void retarget(JsonNode targetPort) {
    JsonNode service = scene.plane.get(ResourceKind.SERVICE, Scene.NAMESPACE, "cart");
    ObjectNode patch = VectorFolder.JSON.createObjectNode();
    JsonNode ports = service.path("spec").path("ports").deepCopy();
    ((ObjectNode) ports.get(0)).set("targetPort", targetPort);
    patch.putObject("spec").set("ports", ports);
    patch("services", "cart", "", patch);
  }

  private void patch(String resource, String name, String subresource, JsonNode body) {
    ObjectNode asked = VectorFolder.JSON.createObjectNode().put("verb", "patch");
    asked.put("resource", resource).put("namespace", Scene.NAMESPACE).put("name", name);
    asked.put("subresource", subresource).set("body", body);
    scene.request(asked);
  }
}
