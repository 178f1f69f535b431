package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Ip;
import io.discovery.proxy.Answer;
import io.discovery.proxy.Frontend;
import io.discovery.proxy.NodeProxy;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What health ports answer. */
final class ProxyHealthKind extends ProxyKind {
  /** Where kube-proxy tells its own health. */
  private static final int OWN_PORT = 10256;

  @Override
  Questions questions(ProxyScene scene) {
    return (number, asked, expected) -> {
      Answer answer = answer(scene.proxy(asked), asked);
      boolean head = asked.path("method").asText().equals("HEAD");
      boolean whole = answer == null || !head;
      return tree(whole ? answer : new Answer(answer.code(), answer.headers(), ""), expected);
    };
  }

  private static @Nullable Answer answer(NodeProxy proxy, JsonNode asked) {
    URI url = URI.create(asked.path("url").asText());
    Ip address = Ip.parse(url.getHost().replaceAll("[\\[\\]]", ""));
    return url.getPort() == OWN_PORT
        ? proxy.health(url.getPath())
        : proxy.health(Frontend.health(address, url.getPort()));
  }

  /** Headers that are not expected may be there. */
  private static ObjectNode tree(@Nullable Answer answer, JsonNode expected) {
    ObjectNode tree = VectorFolder.JSON.createObjectNode();
    if (answer == null) {
      return tree.put("outcome", "refused");
    }
    tree.put("code", answer.code());
    ObjectNode headers = VectorFolder.JSON.createObjectNode();
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (expected.path("headers").has(name)) {
                headers.put(name, value);
              }
            });
    if (expected.has("headers")) {
      tree.set("headers", headers);
    }
    if (expected.has("text")) {
      return tree.put("text", answer.body());
    }
    if (!answer.body().isEmpty()) {
      tree.set("body", TestPlane.tree(answer.body()));
    }
    return tree;
  }
}
