package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.ControllerEvent;
import io.discovery.address.Ip;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.testkit.controller.EndpointsController;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What cases about controllers do to a plane on which all controllers run. */
final class Scene {
  static final String NAMESPACE = "shop";
  private static final Pattern GIVEN = Pattern.compile("<(?:uid:(\\w+)/([^<>]+)|now-(\\d+)s)>");
  private static final String UNUSED_UID = "00000000-0000-4000-8000-000000000000";

  final TestPlane plane;
  private final Requests requests;
  private final List<ControllerEvent> events = new ArrayList<>();

  /** Starts the controllers of a case; nothing of it is given yet. */
  Scene(JsonNode vector) {
    plane = new TestPlane(vector);
    requests = new Requests(plane);
    plane.plane.onEvent(events::add);
    EndpointsController.start(plane.plane);
    for (JsonNode namespace : vector.findValues("namespace")) {
      ObjectNode object = VectorFolder.JSON.createObjectNode();
      object.putObject("metadata").set("name", namespace);
      plane.create("namespaces", "", object);
    }
  }

  /** Creates what is given, in the order of the recording. */
  void give(JsonNode objects) {
    List<JsonNode> ordered = new ArrayList<>();
    objects.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(Scene::turn));
    ordered.forEach(object -> create(object, NAMESPACE));
  }

  private static int turn(JsonNode object) {
    if (object.toString().contains("<uid:Service/")) {
      return 4;
    }
    return switch (object.path("kind").asText()) {
      case "Namespace" -> 0;
      case "Node" -> 1;
      case "Service" -> 3;
      default -> 2;
    };
  }

  private void create(JsonNode object, String namespace) {
    Matcher placeholder = GIVEN.matcher(object.toString());
    String text =
        placeholder.replaceAll(
            found -> value(found.group(1), found.group(2), found.group(3), namespace));
    plane.give(VectorFolder.JSON.createArrayNode().add(TestPlane.tree(text)), namespace);
  }

  private String value(String kind, String name, String seconds, String namespace) {
    if (seconds != null) {
      return plane
          .loop
          .instant()
          .truncatedTo(ChronoUnit.SECONDS)
          .minusSeconds(Long.parseLong(seconds))
          .toString();
    }
    String resource = kind.toLowerCase(Locale.ROOT);
    resource += kind.endsWith("s") ? "" : "s";
    JsonNode object = plane.get(TestPlane.kind(resource), namespace, name);
    return object.path("metadata").path("uid").asText(UNUSED_UID);
  }

  /** Does what a step asks; controllers see it when the scene rests. */
  void act(JsonNode asked) {
    switch (asked.path("verb").asText()) {
      case "settle" -> {}
      case "all" -> asked.path("do").forEach(this::act);
      case "bind" ->
          plane.plane.bind(
              new NamespacedName(asked.path("namespace").asText(), asked.path("name").asText()),
              asked.path("nodeName").asText());
      case "create" -> create(body(asked), asked.path("namespace").asText(NAMESPACE));
      case "createPods" -> createPods(asked);
      case "deletePods" -> deletePods(asked);
      default -> request(named(asked));
    }
  }

  private static JsonNode body(JsonNode asked) {
    ObjectNode body = asked.path("body").deepCopy();
    if (!body.has("kind")) {
      body.put("kind", TestPlane.kind(asked.path("resource").asText()).name());
    }
    JsonNode generate = asked.path("generate");
    if (generate.isObject()) {
      ArrayNode subsets = body.withArray("subsets");
      ObjectNode subset = subsets.isEmpty() ? subsets.addObject() : (ObjectNode) subsets.get(0);
      ArrayNode addresses = subset.putArray("addresses");
      Ip first = Ip.parse(generate.path("first").asText());
      for (int i = 0; i < generate.path("addresses").asInt(); i++) {
        addresses.addObject().put("ip", first.plus(i).toString());
      }
    }
    return body;
  }

  private JsonNode named(JsonNode asked) {
    if (!asked.has("of")) {
      return asked;
    }
    List<String> names = new ArrayList<>();
    ResourceKind kind = TestPlane.kind(asked.path("resource").asText());
    for (JsonNode object : plane.list(kind, asked.path("namespace").asText())) {
      boolean all = true;
      for (var field : asked.get("of").properties()) {
        all &= field.getValue().equals(object.get(field.getKey()));
      }
      if (all) {
        names.add(object.path("metadata").path("name").asText());
      }
    }
    if (names.size() != 1) {
      throw new IllegalStateException("of " + asked.get("of") + ": " + names);
    }
    return ((ObjectNode) asked.deepCopy()).put("name", names.get(0));
  }

  /** Sends a request, which must succeed. */
  void request(JsonNode asked) {
    ObjectNode answer = requests.answer(asked);
    if (answer.path("code").asInt() >= 300) {
      throw new IllegalStateException(asked + " was refused: " + answer);
    }
  }

  private void createPods(JsonNode asked) {
    Ip first = Ip.parse(asked.path("first").asText());
    for (int i = 0; i < asked.path("count").asInt(); i++) {
      String name = asked.path("prefix").asText() + "-" + (i + 1);
      createPod(asked, name, List.of(first.plus(i)));
    }
  }

  /** Creates a Pod on {@code node-a}, ready unless it is said otherwise. */
  void createPod(JsonNode asked, String name, List<Ip> addresses) {
    ObjectNode pod = VectorFolder.JSON.createObjectNode().put("kind", "Pod");
    pod.putObject("metadata").put("name", name).putObject("labels").put("app", "cart");
    ObjectNode spec = pod.putObject("spec").put("nodeName", "node-a");
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", "main").put("image", "main:1");
    if (asked.has("http")) {
      ObjectNode port = container.putArray("ports").addObject();
      port.put("name", "http").put("containerPort", asked.get("http").asInt());
    }
    ObjectNode status = pod.putObject("status").put("phase", "Running");
    ObjectNode condition = status.putArray("conditions").addObject();
    condition.put("type", "Ready").put("status", asked.path("ready").asText("True"));
    status.put("podIP", addresses.get(0).toString());
    ArrayNode podIps = status.putArray("podIPs");
    addresses.forEach(address -> podIps.addObject().put("ip", address.toString()));
    create(pod, NAMESPACE);
  }

  private void deletePods(JsonNode asked) {
    int from = asked.path("from").asInt();
    for (int i = 0; i < asked.path("count").asInt(); i++) {
      deletePod(asked.path("prefix").asText() + "-" + (from + i));
    }
  }

  /** Deletes a Pod at once. */
  void deletePod(String name) {
    plane.plane.delete(ResourceKind.POD, new NamespacedName(NAMESPACE, name), 0);
  }

  /** Lets the controllers come to rest, back-offs included; returns the events of that time. */
  List<ControllerEvent> rest() {
    events.clear();
    plane.loop.advance(Duration.ofSeconds(100));
    return List.copyOf(events);
  }

  /** Returns the objects of all namespaces of a kind. */
  JsonNode objects(ResourceKind kind) {
    return plane.list(kind, "");
  }
}
