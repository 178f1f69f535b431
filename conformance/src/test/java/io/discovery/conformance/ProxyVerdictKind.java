package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.Location;
import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.view.ServiceView;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.proxy.Frontend;
import io.discovery.proxy.NodeView;
import io.discovery.proxy.Verdict;
import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the proxy of a node decides about packets, and writes in between. */
final class ProxyVerdictKind implements Kind {

  @Override
  public @Nullable String difference(JsonNode vector) {
    TestPlane plane = new TestPlane(vector);
    Requests requests = new Requests(plane);
    Comparison comparison = TestPlane.comparison(vector);
    for (JsonNode namespace : vector.findValues("namespace")) {
      ObjectNode object = VectorFolder.JSON.createObjectNode();
      object.putObject("metadata").set("name", namespace);
      plane.create("namespaces", "", object);
    }
    plane.give(vector.path("given"), "default");
    JsonNode steps = vector.path("steps");
    for (int i = 0; i < Math.max(1, steps.size()); i++) {
      JsonNode step = steps.has(i) ? steps.get(i) : vector;
      JsonNode asked = step.get("do");
      boolean verdict = asked.path("verb").asText().equals("verdict");
      ObjectNode actual =
          verdict
              ? verdicts(viewOf(plane, vector.path("cluster"), asked), asked)
              : written(requests, asked);
      String path = steps.isEmpty() ? "then" : "steps[" + i + "].then";
      String difference = comparison.difference(path, step.get("then"), actual);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /** Writes an object; the status of a new one is written to its sub-resource, as a given one's. */
  private static ObjectNode written(Requests requests, JsonNode asked) {
    ObjectNode answer = requests.answer(asked).retain("code");
    JsonNode status = asked.path("body").path("status");
    if (asked.path("verb").asText().equals("create") && !status.isEmpty()) {
      ObjectNode more = asked.deepCopy();
      more.put("verb", "update").put("subresource", "status");
      more.putObject("change").set("status", status);
      requests.answer(more);
    }
    return answer;
  }

  private static NodeView viewOf(TestPlane plane, JsonNode cluster, JsonNode asked) {
    NamespacedName name = new NamespacedName("", asked.path("node").asText());
    Node node = Objects.requireNonNull(plane.plane.get(Node.class, name), "node");
    NodeView view =
        NodeView.of(node, cidrs(cluster.path("serviceCidrs")), cidrs(cluster.path("podCidrs")));
    List<EndpointSlice> slices = plane.plane.list(EndpointSlice.class);
    for (Service service : plane.plane.list(Service.class)) {
      List<EndpointSlice> own =
          slices.stream()
              .filter(slice -> service.namespacedName().equals(slice.service()))
              .toList();
      ServiceObjects objects = new ServiceObjects("cluster", service, own, List.of());
      Location location = new Location(node.metadata().name(), node.zone());
      view = view.with(ServiceView.of(objects, location, false, null));
    }
    return view;
  }

  private static List<Cidr> cidrs(JsonNode texts) {
    List<Cidr> cidrs = new ArrayList<>();
    texts.forEach(text -> cidrs.add(Cidr.parse(text.asText())));
    return cidrs;
  }

  private static ObjectNode verdicts(NodeView view, JsonNode asked) {
    ObjectNode answer = VectorFolder.JSON.createObjectNode();
    ArrayNode verdicts = answer.putArray("verdicts");
    for (JsonNode packet : asked.path("packets")) {
      String destination = packet.path("destination").asText();
      int colon = destination.lastIndexOf(':');
      Ip address = Ip.parse(destination.substring(0, colon).replaceAll("[\\[\\]]", ""));
      Frontend frontend =
          new Frontend(
              address,
              new Protocol(packet.path("protocol").asText()),
              Integer.parseInt(destination.substring(colon + 1)));
      Ip source = Ip.parse(packet.path("source").asText());
      boolean fromNode = packet.path("from").asText().equals("node");
      verdicts.add(tree(view.verdict(source, fromNode, frontend)));
    }
    return answer;
  }

  private static ObjectNode tree(Verdict verdict) {
    ObjectNode tree = VectorFolder.JSON.createObjectNode();
    if (verdict.port() == null) {
      boolean reject = verdict == Verdict.REJECT;
      return tree.put("verdict", reject ? "reject" : verdict == Verdict.DROP ? "drop" : "no-match");
    }
    tree.put("verdict", "endpoints");
    addSorted(tree.putArray("endpoints"), verdict.endpoints());
    tree.put("masquerade", verdict.masquerade());
    if (!verdict.hairpins().isEmpty()) {
      addSorted(tree.putArray("masqueradeHairpin"), verdict.hairpins());
    }
    if (verdict.affinitySeconds() > 0) {
      tree.put("affinitySeconds", verdict.affinitySeconds());
    }
    return tree;
  }

  private static void addSorted(ArrayNode to, List<Endpoint> endpoints) {
    endpoints.stream()
        .map(endpoint -> endpoint.host() + ":" + endpoint.port())
        .sorted()
        .forEach(to::add);
  }
}
