package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.model.ResourceKind;
import io.discovery.testkit.api.ApiRequest;

/** Selectors of workloads: as they are stored, and their string form. */
final class SelectorObjectKind extends AdmissionKind {

  @Override
  ObjectNode answer(TestPlane plane, Requests requests, JsonNode asked) {
    ObjectNode answer = requests.answer(asked);
    if (answer.has("object")) {
      JsonNode object = answer.get("object");
      ResourceKind kind = TestPlane.kind(asked.get("resource").asText());
      String name = object.path("metadata").path("name").asText();
      ApiRequest scale =
          ApiRequest.get(kind, asked.get("namespace").asText(), name).subresource("scale");
      JsonNode selector = TestPlane.tree(plane.send(scale).body()).path("status").path("selector");
      answer.remove("object");
      answer.set("selector", object.path("spec").path("selector"));
      answer.set("canonical", selector);
    }
    return answer;
  }

  @Override
  void reduce(JsonNode asked, ObjectNode expected, ObjectNode actual) {
    if (expected.path("code").asInt() == 400) {
      super.reduce(asked, expected, actual);
    }
  }
}
