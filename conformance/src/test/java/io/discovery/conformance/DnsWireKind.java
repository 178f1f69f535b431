package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Odd messages to a name server. */
final class DnsWireKind implements Kind {

  @Override
  public @Nullable String difference(JsonNode vector) throws IOException {
    JsonNode asked = vector.get("do");
    JsonNode expected = vector.get("then");
    byte[] bytes = HexFormat.of().parseHex(asked.path("hex").asText());
    Comparison comparison = TestPlane.comparison(vector);
    try (NameServer server = new NameServer(vector)) {
      if (asked.path("transport").asText().equals("tcp")) {
        return stream(comparison, expected, server, bytes);
      }
      byte[] answer = server.datagram(bytes);
      ObjectNode actual =
          answer == null
              ? VectorFolder.JSON.createObjectNode().put("noAnswer", true)
              : DnsMessages.message(answer);
      return Unordered.difference(comparison, "then", DnsMessages.numbered(expected), actual);
    }
  }

  private static @Nullable String stream(
      Comparison comparison, JsonNode expected, NameServer server, byte[] bytes)
      throws IOException {
    JsonNode messages = expected.path("answers");
    List<byte @Nullable []> answers = server.stream(bytes, messages.size());
    boolean closed = !answers.isEmpty() && answers.get(answers.size() - 1) == null;
    int count = answers.size() - (closed ? 1 : 0);
    if (count != messages.size() || closed != expected.path("closed").asBoolean()) {
      return "then: " + count + " answers, closed " + closed + " (expected: " + expected + ")";
    }
    for (int i = 0; i < count; i++) {
      byte[] answer = answers.get(i);
      JsonNode wanted = DnsMessages.numbered(messages.get(i));
      ObjectNode actual =
          answer == null ? VectorFolder.JSON.createObjectNode() : DnsMessages.message(answer);
      String path = "then.answers[" + i + "]";
      String difference = Unordered.difference(comparison, path, wanted, actual);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }
}
