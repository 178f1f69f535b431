package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How EndpointSlices fill, which of them keep their identity, and which are written. */
final class PackingKind implements Kind {

  @Override
  public @Nullable String difference(JsonNode vector) {
    Scene scene = new Scene(vector);
    PackedSlices slices = new PackedSlices(scene, TestPlane.comparison(vector));
    Waves waves = new Waves(scene, slices, vector.path("given"));
    scene.give(
        TestPlane.tree(
            "[{\"kind\":\"Node\",\"metadata\":{\"name\":\"node-a\","
                + "\"labels\":{\"topology.kubernetes.io/zone\":\"a\"}}}]"));
    List<JsonNode> steps = List.copyOf(vector.findParents("then"));
    for (int i = 0; i < steps.size(); i++) {
      waves.act(steps.get(i).get("do"));
      if (i == 0) {
        scene.give(vector.path("given"));
      }
      scene.rest();
      String path = "steps[" + i + "].then";
      String difference = slices.difference(path, steps.get(i).get("then"));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }
}
