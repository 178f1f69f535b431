package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Plays cases on a server and takes down what it answers; each leaves the server as it was. */
final class Player {
  private static final List<String> NOT_RECORDED =
      List.of(
          "uid", "resourceVersion", "creationTimestamp", "managedFields", "selfLink", "generation");

  private final Server server;
  private final Deque<String> made = new ArrayDeque<>();
  private final Deque<String> kept = new ArrayDeque<>();
  private final Cases.Cluster cluster;
  private Drawn drawn;
  private boolean metadataAlone;
  private int leaks;

  Player(Server server, Cases.Cluster cluster) {
    this.server = server;
    this.cluster = cluster;
    this.drawn = new Drawn(cluster);
  }

  /** Returns a case with the answers of the server in the place of its own. */
  ObjectNode play(JsonNode draft) {
    ObjectNode vector = draft.deepCopy();
    drawn = new Drawn(cluster);
    drawn.spelledOut(vector.path("given"));
    List<JsonNode> steps = new ArrayList<>();
    vector.path("steps").forEach(steps::add);
    if (steps.isEmpty()) {
      steps.add(vector);
    }
    steps.forEach(step -> drawn.spelledOut(step.get("do")));
    metadataAlone = Shapes.metadataAlone(vector);
    try {
      if (!vector.path("given").isTextual()) {
        vector.path("given").forEach(this::give);
      }
      for (JsonNode step : steps) {
        ((ObjectNode) step).set("then", step(vector.get("kind").asText(), step.get("do")));
      }
    } finally {
      clear();
      if (vector.get("kind").asText().startsWith("service")) {
        release();
      }
    }
    return vector;
  }

  /** Creates objects that stay until the end. */
  void keep(JsonNode objects) {
    objects.forEach(this::give);
    kept.addAll(made);
    made.clear();
  }

  /** Returns how many addresses failed requests left behind. */
  int leaks() {
    return leaks;
  }

  /** Deletes the objects that were to stay. */
  void end() {
    made.addAll(kept);
    kept.clear();
    clear();
  }

  private void give(JsonNode object) {
    String resource = Route.resource(object.get("kind").asText());
    boolean cluster = resource.equals("namespaces") || resource.equals("nodes");
    String namespace = cluster ? "" : object.path("metadata").path("namespace").asText("shop");
    Server.Reply reply = server.send("POST", Route.path(resource, namespace, ""), object);
    if (!reply.succeeded()) {
      if (reply.code() == 409 && resource.equals("namespaces")) {
        return;
      }
      throw new Unplayable("given: not created (" + reply.body() + ")");
    }
    note(reply, resource);
    if (object.has("status")) {
      String path = Route.path(resource, namespace, object.get("metadata").get("name").asText());
      ObjectNode stored = reply.body().deepCopy();
      stored.set("status", object.get("status"));
      Server.Reply status = server.send("PUT", path + "/status", stored);
      if (!status.succeeded()) {
        throw new Unplayable("given: status not written (" + status.body() + ")");
      }
    }
  }

  /** A case that cannot be asked as it stands. */
  static final class Unplayable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unplayable(String message) {
      super(message);
    }
  }

  private ObjectNode step(String kind, JsonNode request) {
    if (request.has("repeat")) {
      return repeat(request);
    }
    Server.Reply reply = send(request, request.path("body"));
    ObjectNode then = Server.JSON.createObjectNode().put("code", reply.code());
    if (!reply.succeeded()) {
      return failure(then, reply.body());
    }
    if (request.get("verb").asText().equals("delete")) {
      return then;
    }
    if (kind.equals("label-selector") || kind.equals("field-selector")) {
      return names(then, request, reply.body());
    } else if (kind.equals("label-selector-object")) {
      return selector(then, request, reply.body());
    } else if (reply.body().has("items")) {
      ArrayNode items = then.putArray("items");
      reply.body().get("items").forEach(item -> items.add(recorded(kind, item)));
    } else {
      then.set("object", recorded(kind, reply.body()));
    }
    if (!reply.warnings().isEmpty()) {
      reply.warnings().forEach(then.withArray("warnings")::add);
    }
    return then;
  }

  private Server.Reply send(JsonNode request, JsonNode body) {
    String path = Route.of(request);
    Server.Reply reply =
        switch (request.get("verb").asText()) {
          case "create" -> server.send("POST", path, body);
          case "get", "list" -> server.send("GET", path);
          case "delete" -> server.send("DELETE", path);
          case "patch" -> server.send("PATCH", path, type(request), patch(request));
          case "update" -> server.send("PUT", path, body.isMissingNode() ? changed(request) : body);
          default -> throw new Unplayable("verb: not played (" + request.get("verb") + ")");
        };
    if (!request.path("dryRun").asBoolean(false)) {
      note(reply, request.get("resource").asText());
    }
    JsonNode generated = body.path("metadata").path("generateName");
    if (generated.isTextual() && body.path("metadata").path("name").asText("").isEmpty()) {
      JsonNode name = reply.body().path(reply.succeeded() ? "metadata" : "details").path("name");
      drawn.suffix(generated.asText(), name.asText());
    }
    return reply;
  }

  private static String type(JsonNode request) {
    String type = request.get("patchType").asText();
    return type.equals("json")
        ? "application/json-patch+json"
        : "application/" + (type.equals("merge") ? "" : "strategic-") + "merge-patch+json";
  }

  private static String patch(JsonNode request) {
    JsonNode patch = request.get("patch");
    return patch.isTextual() ? patch.asText() : patch.toString();
  }

  private JsonNode changed(JsonNode request) {
    String path =
        Route.path(
            request.get("resource").asText(),
            request.path("namespace").asText(""),
            request.get("name").asText());
    Server.Reply stored = server.send("GET", path);
    if (!stored.succeeded()) {
      throw new Unplayable("change: nothing to change (" + stored.body() + ")");
    }
    return Shapes.merged(stored.body(), request.get("change"));
  }

  private ObjectNode repeat(JsonNode request) {
    int first = request.path("from").asInt(1);
    int created = 0;
    int failed = 0;
    ObjectNode then = Server.JSON.createObjectNode();
    for (int i = first; i < first + request.get("repeat").asInt(); i++) {
      String body = request.get("body").toString().replace("%d", "" + i);
      Server.Reply reply = send(request, Server.JSON.getNodeFactory().textNode(body));
      if (reply.succeeded()) {
        created++;
      } else if (failed++ == 0) {
        then.set("error", failure(Server.JSON.createObjectNode(), reply.body()));
      }
    }
    return then.put("created", created).put("failed", failed);
  }

  private void note(Server.Reply reply, String resource) {
    JsonNode metadata = reply.body().path("metadata");
    if (reply.succeeded() && metadata.has("uid")) {
      drawn.uid(metadata.get("uid").asText());
      String namespace = metadata.path("namespace").asText("");
      String path = Route.path(resource, namespace, metadata.get("name").asText());
      if (!made.contains(path)) {
        made.push(path);
      }
    }
  }

  private ObjectNode failure(ObjectNode then, JsonNode status) {
    if (!status.path("reason").asText("").isEmpty()) {
      then.set("reason", status.get("reason"));
    }
    then.set("message", drawn.message(status.path("message")));
    JsonNode details = status.path("details");
    if (!details.path("causes").isEmpty()) {
      ArrayNode causes = then.putArray("causes");
      for (JsonNode cause : details.get("causes")) {
        causes.add(drawn.texts(cause));
      }
    }
    if (details.has("retryAfterSeconds")) {
      then.set("retryAfterSeconds", details.get("retryAfterSeconds"));
    }
    return then;
  }

  private JsonNode recorded(String kind, JsonNode object) {
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    metadata.remove(NOT_RECORDED);
    if (metadata.has("deletionTimestamp")) {
      metadata.put("deletionTimestamp", "<time>");
    }
    return Shapes.of(kind, metadataAlone, drawn.object(object));
  }

  private static ObjectNode names(ObjectNode then, JsonNode request, JsonNode list) {
    List<String> names = new ArrayList<>();
    for (JsonNode item : list.get("items")) {
      JsonNode metadata = item.get("metadata");
      boolean bare = request.has("namespace") || !metadata.has("namespace");
      names.add(
          (bare ? "" : metadata.get("namespace").asText() + "/") + metadata.get("name").asText());
    }
    Collections.sort(names);
    names.forEach(then.putArray("names")::add);
    return then;
  }

  private ObjectNode selector(ObjectNode then, JsonNode request, JsonNode object) {
    String resource = request.get("resource").asText();
    JsonNode metadata = object.get("metadata");
    String path =
        Route.path(resource, metadata.get("namespace").asText(), metadata.get("name").asText());
    JsonNode scale = server.send("GET", path + "/scale").body();
    then.set("selector", object.path("spec").path("selector"));
    return then.put("canonical", scale.path("status").path("selector").asText(""));
  }

  /** Lets go of addresses that a failed request left behind. */
  private void release() {
    String path = Route.path("ipaddresses", "", "");
    for (JsonNode address : server.send("GET", path).body().path("items")) {
      JsonNode parent = address.path("spec").path("parentRef");
      if (!parent.path("name").asText().equals("kubernetes")) {
        server.send("DELETE", path + "/" + address.get("metadata").get("name").asText());
        leaks++;
      }
    }
  }

  /** Deletes what was made, the last first. */
  private void clear() {
    while (!made.isEmpty()) {
      String path = made.pop();
      Server.Reply left = server.send("DELETE", path + "?gracePeriodSeconds=0");
      if (left.body().path("metadata").has("finalizers")) {
        server.send(
            "PATCH", path, "application/merge-patch+json", "{\"metadata\":{\"finalizers\":null}}");
      }
      if (path.startsWith("/api/v1/namespaces/") && path.indexOf('/', 19) < 0) {
        String name = path.substring(19);
        server.send(
            "PUT",
            path + "/finalize",
            "application/json",
            "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\""
                + name
                + "\"},\"spec\":{\"finalizers\":[]}}");
      }
    }
  }
}
