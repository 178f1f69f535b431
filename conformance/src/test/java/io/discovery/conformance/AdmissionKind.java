package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests to the API, one or several in order, each with the answer that it got. */
class AdmissionKind implements Kind {

  @Override
  public final @Nullable String difference(JsonNode vector) {
    TestPlane plane = new TestPlane(vector);
    Comparison comparison = TestPlane.comparison(vector);
    Requests requests = new Requests(plane);
    List<JsonNode> steps = new ArrayList<>();
    vector.path("steps").forEach(steps::add);
    if (steps.isEmpty()) {
      steps.add(vector);
    }
    plane.give(vector.path("given"), steps.get(0).path("do").path("namespace").asText("shop"));
    for (JsonNode step : steps) {
      ObjectNode actual = answer(plane, requests, step.get("do"));
      ObjectNode expected = step.get("then").deepCopy();
      reduce(step.get("do"), expected, actual);
      String path = steps.size() == 1 ? "then" : "steps[" + steps.indexOf(step) + "].then";
      String difference = comparison.difference(path, expected, actual);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /** Returns our answer. */
  ObjectNode answer(TestPlane plane, Requests requests, JsonNode asked) {
    return requests.answer(asked);
  }

  /** Takes from both sides what is not compared. */
  void reduce(JsonNode asked, ObjectNode expected, ObjectNode actual) {
    expected.remove("warnings");
    if (expected.path("code").asInt() == 400) { // Go's JSON decoder has words of its own
      expected.retain("code", "reason");
      actual.retain("code", "reason");
    }
  }
}
