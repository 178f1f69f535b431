package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a label or field selector finds; compared to the word, errors too. */
final class SelectorKind extends AdmissionKind {

  @Override
  ObjectNode answer(TestPlane plane, Requests requests, JsonNode asked) {
    ObjectNode answer = requests.answer(asked);
    if (answer.has("items")) {
      boolean plain = asked.has("namespace");
      List<String> found = new ArrayList<>();
      for (JsonNode item : answer.get("items")) {
        JsonNode metadata = item.path("metadata");
        String namespace = metadata.path("namespace").asText("");
        String name = metadata.path("name").asText();
        found.add(plain || namespace.isEmpty() ? name : namespace + "/" + name);
      }
      Collections.sort(found);
      answer.remove("items");
      ArrayNode names = answer.putArray("names");
      found.forEach(names::add);
    }
    return answer;
  }

  @Override
  void reduce(JsonNode asked, ObjectNode expected, ObjectNode actual) {
    // compared exactly
  }
}
