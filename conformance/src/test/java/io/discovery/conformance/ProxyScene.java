package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.Discovery;
import io.discovery.core.feed.Feed;
import io.discovery.model.AddressType;
import io.discovery.model.Node;
import io.discovery.model.Protocol;
import io.discovery.proxy.Decision;
import io.discovery.proxy.Frontend;
import io.discovery.proxy.Mode;
import io.discovery.proxy.NodeFollower;
import io.discovery.proxy.NodeProxy;
import io.discovery.proxy.Settings;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A cluster with a proxy on each of its nodes, which all follow the API. */
final class ProxyScene implements AutoCloseable {
  private final TestPlane plane;
  private final Requests requests;
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final ServiceDiscovery discovery;

  /** Starts the cluster of a case with what it has given. */
  ProxyScene(JsonNode vector) {
    plane = new TestPlane(vector);
    requests = new Requests(plane);
    for (JsonNode namespace : vector.findValues("namespace")) {
      ObjectNode object = VectorFolder.JSON.createObjectNode();
      object.putObject("metadata").set("name", namespace);
      plane.create("namespaces", "", object);
    }
    plane.give(vector.path("given"), "default");
    discovery =
        Discovery.builder()
            .loop(plane.loop)
            .time(plane.loop)
            .source(plane.plane.watchSource())
            .build();
    for (Node node : plane.plane.list(Node.class)) {
      Host host = new Host(node.metadata().name(), vector);
      hosts.put(node.metadata().name(), host);
      ((Feed) discovery).follow(host.follower, false);
    }
    plane.loop.runUntilIdle();
  }

  /** Writes an object; the status of a new one is written to its sub-resource, as a given one's. */
  ObjectNode write(JsonNode asked) {
    ObjectNode answer = requests.answer(asked).retain("code");
    JsonNode status = asked.path("body").path("status");
    if (asked.path("verb").asText().equals("create") && !status.isEmpty()) {
      ObjectNode more = asked.deepCopy();
      more.put("verb", "update").put("subresource", "status");
      more.putObject("change").set("status", status);
      requests.answer(more);
    }
    plane.loop.runUntilIdle();
    return answer;
  }

  /** Lets time pass. */
  ObjectNode pass(double seconds) {
    plane.loop.advance(Duration.ofMillis(Math.round(seconds * 1000)));
    return VectorFolder.JSON.createObjectNode();
  }

  /** Has every attempt to apply changes fail from now on, or none. */
  ObjectNode fault(JsonNode asked) {
    host(asked).failing = asked.path("fault").isTextual();
    return VectorFolder.JSON.createObjectNode();
  }

  /** Returns the proxy that a step asks. */
  NodeProxy proxy(JsonNode asked) {
    return host(asked).proxy;
  }

  private Host host(JsonNode asked) {
    return Objects.requireNonNull(hosts.get(asked.path("node").asText()), "node");
  }

  static Frontend frontend(JsonNode packet) {
    String destination = packet.path("destination").asText();
    int colon = destination.lastIndexOf(':');
    return new Frontend(
        Ip.parse(destination.substring(0, colon).replaceAll("[\\[\\]]", "")),
        new Protocol(packet.path("protocol").asText()),
        Integer.parseInt(destination.substring(colon + 1)));
  }

  /** Returns what a client sees: where it ends, or that it is refused, or waits. */
  String seen(Decision decision) {
    return switch (decision.outcome()) {
      case ENDPOINT -> text(decision.endpoint());
      case REJECT -> "refused";
      case DROP -> "no answer";
      case NO_MATCH -> isOfNode(decision.destination().address()) ? "refused" : "no answer";
    };
  }

  /** Nobody listens at nodes themselves, and beyond them there is nobody. */
  private boolean isOfNode(Ip address) {
    return plane.plane.list(Node.class).stream()
        .flatMap(node -> node.status().addresses().stream())
        .anyMatch(each -> address.equals(Ip.tryParse(each.address())));
  }

  static String text(Endpoint endpoint) {
    return endpoint.host() + ":" + endpoint.port();
  }

  @Override
  public void close() {
    discovery.close();
  }

  /** A node with its proxy. */
  private final class Host {
    final NodeProxy proxy;
    final NodeFollower follower;
    private final Duration syncPeriod;
    private boolean failing;

    Host(String name, JsonNode vector) {
      JsonNode cluster = vector.path("cluster");
      Randomness randomness = Randomness.seeded((vector.path("id").asText() + name).hashCode());
      syncPeriod = Duration.ofSeconds(cluster.path("syncPeriodSeconds").asInt(30));
      proxy =
          new NodeProxy(
              new Settings(
                  Mode.DIRECT,
                  cidrs(cluster.path("serviceCidrs")),
                  cidrs(cluster.path("podCidrs")),
                  syncPeriod,
                  new Settings.Capacity(1000, 1000)),
              plane.loop,
              randomness);
      follower = new NodeFollower(name, proxy, plan -> apply());
    }

    private void apply() {
      if (failing) {
        plane.loop.schedule(syncPeriod, this::apply);
      } else {
        proxy.applied(AddressType.IPV4);
        proxy.applied(AddressType.IPV6);
      }
    }

    private static List<Cidr> cidrs(JsonNode texts) {
      List<Cidr> cidrs = new ArrayList<>();
      texts.forEach(text -> cidrs.add(Cidr.parse(text.asText())));
      return cidrs;
    }
  }
}
