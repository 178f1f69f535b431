package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/** Questions to a name server, and changes in between. */
final class DnsKind implements Kind {
  private static final int ID = 0x1234;

  @Override
  public @Nullable String difference(JsonNode vector) throws IOException {
    JsonNode steps = vector.path("steps");
    TestPlane plane = steps.isEmpty() ? null : NameServer.plane(vector);
    try (NameServer server = new NameServer(vector)) {
      if (plane != null) {
        server.publish(plane);
      }
      Comparison comparison = TestPlane.comparison(vector);
      for (int i = 0; i < Math.max(1, steps.size()); i++) {
        JsonNode step = steps.has(i) ? steps.get(i) : vector;
        JsonNode asked = step.get("do");
        ObjectNode actual;
        if (plane == null || asked.path("verb").asText().equals("query")) {
          actual = answer(server, asked);
        } else {
          actual = written(new Requests(plane), asked);
          server.publish(plane);
        }
        String path = steps.isEmpty() ? "then" : "steps[" + i + "].then";
        String difference = Unordered.difference(comparison, path, step.get("then"), actual);
        if (difference != null) {
          return difference;
        }
      }
    }
    return null;
  }

  /** Writes an object, and its status to the sub-resource. */
  private static ObjectNode written(Requests requests, JsonNode asked) {
    ObjectNode answer = requests.answer(asked).retain("code");
    JsonNode body = asked.path("body");
    if (!body.path("status").isEmpty()) {
      ObjectNode more = asked.deepCopy();
      more.put("name", asked.path("name").asText(body.path("metadata").path("name").asText()));
      more.put("verb", "update").put("subresource", "status");
      more.putObject("change").set("status", body.path("status"));
      requests.answer(more);
    }
    return answer;
  }

  private static ObjectNode answer(NameServer server, JsonNode asked) throws IOException {
    byte[] query = NameServer.query(ID, asked);
    byte[] bytes = server.ask(query);
    ObjectNode answer = DnsMessages.answer(bytes);
    ArrayNode flags = VectorFolder.JSON.createArrayNode();
    answer.path("flags").forEach(flag -> addButRd(flags, flag));
    answer.set("flags", flags);
    Message message = new Message(bytes);
    String question = message.getQuestion().getName().toString();
    if (message.getHeader().getID() != ID || !question.equals(asked.path("name").asText())) {
      answer.put("question", question);
    }
    return answer;
  }

  private static void addButRd(ArrayNode to, JsonNode flag) {
    if (!flag.asText().equals("rd")) {
      to.add(flag);
    }
  }
}
