package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Ip;
import io.discovery.proxy.NodeProxy;
import io.discovery.proxy.Verdict;
import io.discovery.snapshot.Endpoint;
import java.util.List;

/** What the proxy of a node decides about packets. */
final class ProxyVerdictKind extends ProxyKind {

  @Override
  Questions questions(ProxyScene scene) {
    return (number, asked, expected) -> verdicts(scene.proxy(asked), asked);
  }

  private static ObjectNode verdicts(NodeProxy proxy, JsonNode asked) {
    ObjectNode answer = VectorFolder.JSON.createObjectNode();
    ArrayNode verdicts = answer.putArray("verdicts");
    for (JsonNode packet : asked.path("packets")) {
      Ip source = Ip.parse(packet.path("source").asText());
      boolean fromNode = packet.path("from").asText().equals("node");
      verdicts.add(tree(proxy.verdict(source, fromNode, ProxyScene.frontend(packet))));
    }
    return answer;
  }

  private static ObjectNode tree(Verdict verdict) {
    ObjectNode tree = VectorFolder.JSON.createObjectNode();
    switch (verdict.outcome()) {
      case REJECT -> tree.put("verdict", "reject");
      case DROP -> tree.put("verdict", "drop");
      case NO_MATCH -> tree.put("verdict", "no-match");
      case ENDPOINT -> addEndpoints(tree.put("verdict", "endpoints"), verdict);
    }
    return tree;
  }

  private static void addEndpoints(ObjectNode tree, Verdict verdict) {
    addSorted(tree.putArray("endpoints"), verdict.endpoints());
    tree.put("masquerade", verdict.masquerade());
    if (!verdict.hairpins().isEmpty()) {
      addSorted(tree.putArray("masqueradeHairpin"), verdict.hairpins());
    }
    if (verdict.affinitySeconds() > 0) {
      tree.put("affinitySeconds", verdict.affinitySeconds());
    }
  }

  private static void addSorted(ArrayNode to, List<Endpoint> endpoints) {
    endpoints.stream().map(ProxyScene::text).sorted().forEach(to::add);
  }
}
