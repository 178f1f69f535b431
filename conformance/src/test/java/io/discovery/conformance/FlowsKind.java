package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Ip;
import io.discovery.proxy.Decision;
import io.discovery.proxy.NodeProxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What becomes of open connections and flows. */
final class FlowsKind extends ProxyKind {

  @Override
  Questions questions(ProxyScene scene) {
    Map<String, Client> clients = new LinkedHashMap<>();
    return (number, asked, expected) -> {
      String flow = asked.path("flow").asText();
      if (asked.path("verb").asText().equals("open")) {
        clients.put(flow, new Client(scene, asked, 20_000 + number));
      }
      return tree(Objects.requireNonNull(clients.get(flow), flow).send());
    };
  }

  private static ObjectNode tree(String seen) {
    boolean endpoint = seen.contains(":");
    return VectorFolder.JSON.createObjectNode().put(endpoint ? "endpoint" : "outcome", seen);
  }

  /** A connection stays where it is; of datagrams each is decided about. */
  private static final class Client {
    private final ProxyScene scene;
    private final JsonNode asked;
    private final int port;
    private final boolean udp;
    private final Decision connected;

    Client(ProxyScene scene, JsonNode asked, int port) {
      this.scene = scene;
      this.asked = asked;
      this.port = port;
      udp = asked.path("protocol").asText().equals("UDP");
      connected = decide();
    }

    String send() {
      return scene.seen(udp ? decide() : connected);
    }

    private Decision decide() {
      NodeProxy proxy = scene.proxy(asked);
      Ip source = Ip.parse(asked.path("source").asText());
      boolean fromNode = asked.path("from").asText().equals("node");
      return udp
          ? proxy.datagram(source, port, fromNode, ProxyScene.frontend(asked))
          : proxy.connect(source, fromNode, ProxyScene.frontend(asked));
    }
  }
}
