package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What the proxies of nodes do, and writes in between. */
abstract class ProxyKind implements Kind {
  @Override
  public final @Nullable String difference(JsonNode vector) {
    try (ProxyScene scene = new ProxyScene(vector)) {
      Comparison comparison = TestPlane.comparison(vector);
      Questions questions = questions(scene);
      JsonNode steps = vector.path("steps");
      for (int i = 0; i < Math.max(1, steps.size()); i++) {
        JsonNode step = steps.has(i) ? steps.get(i) : vector;
        String path = steps.isEmpty() ? "then" : "steps[" + i + "].then";
        JsonNode expected = step.get("then");
        ObjectNode actual = actual(scene, questions, i, step);
        String difference = comparison.difference(path, expected, actual);
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
  }

  private static ObjectNode actual(
      ProxyScene scene, Questions questions, int number, JsonNode step) {
    JsonNode asked = step.get("do");
    return switch (asked.path("verb").asText()) {
      case "wait" -> scene.pass(asked.path("seconds").asDouble());
      case "fault" -> scene.fault(asked);
      case "create", "update", "patch", "delete" -> scene.write(asked);
      default -> questions.answer(number, asked, step.get("then"));
    };
  }

  /** Returns what answers the questions of one case, step by step. */
  abstract Questions questions(ProxyScene scene);

  /** Answers one step after the other. */
  interface Questions {
    /**
     * Returns what came out.
     *
     * @param number number of the step, from 0
     * @param expected where this says a relation, it is repeated if it holds
     */
    ObjectNode answer(int number, JsonNode asked, JsonNode expected);
  }
}
