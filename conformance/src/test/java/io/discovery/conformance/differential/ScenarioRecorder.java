package io.discovery.conformance.differential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Draws scenarios and records what the controllers make of them.
 *
 * <p>All scenarios are played at once, each in a namespace of its own, which the record calls shop.
 */
public final class ScenarioRecorder {
  private final Server server;
  private final Map<String, ObjectNode> scenarios = new TreeMap<>();

  private ScenarioRecorder(Server server) {
    this.server = server;
  }

  /** Runs it; the package says with which properties. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Server server =
        new Server(
            System.getProperty("differential.server"),
            System.getProperty("differential.token", "admin-token"));
    long seed = Long.getLong("differential.seed", 1);
    ScenarioDrafts drafts = new ScenarioDrafts(new Draws(seed));
    Path out = Path.of(System.getProperty("differential.out"));
    Files.createDirectories(out);
    boolean mirrored = Boolean.getBoolean("differential.mirrored");
    int count = Integer.getInteger("differential.count", 100);
    ScenarioRecorder recorder = new ScenarioRecorder(server);
    String again = System.getProperty("differential.again", "");
    if (!again.isEmpty()) {
      recorder.read(Path.of(again));
    }
    for (int i = 0; again.isEmpty() && i < count; i++) {
      ObjectNode scenario = mirrored ? drafts.mirrored() : drafts.selected();
      recorder.scenarios.put("shop-" + seed + "-" + i, scenario);
    }
    recorder.play();
    recorder.write(out, mirrored);
  }

  private void read(Path file) throws IOException {
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      JsonNode vector = Server.JSON.readTree(line);
      scenarios.put("shop-again-" + number++, (ObjectNode) vector);
    }
  }

  private void play() {
    scenarios.entrySet().removeIf(scenario -> !given(scenario.getKey(), scenario.getValue()));
    for (int i = 0; i < 4; i++) {
      int step = i;
      scenarios
          .entrySet()
          .removeIf(scenario -> !step(scenario.getKey(), scenario.getValue(), step));
      settle();
      for (Map.Entry<String, ObjectNode> scenario : scenarios.entrySet()) {
        JsonNode at = scenario.getValue().path("steps").path(i);
        if (at instanceof ObjectNode played) {
          played.set("then", state(scenario.getKey()));
        }
      }
    }
  }

  private boolean given(String namespace, ObjectNode scenario) {
    ObjectNode body = Cases.object();
    body.putObject("metadata").put("name", namespace);
    server.send("POST", "/api/v1/namespaces", body);
    boolean created = true;
    for (JsonNode object : scenario.get("given")) {
      created &= create(namespace, object);
    }
    return created;
  }

  private boolean create(String namespace, JsonNode object) {
    String kind = object.get("kind").asText();
    JsonNode own = in(namespace, object);
    String path = Route.path(Route.resource(kind), kind.equals("Node") ? "" : namespace, "");
    Server.Reply reply = server.send("POST", path, own);
    if (reply.code() == 409 && kind.equals("Node")) {
      return true;
    }
    if (reply.succeeded() && own.has("status")) {
      ObjectNode stored = reply.body().deepCopy();
      stored.set("status", own.get("status"));
      String name = own.get("metadata").get("name").asText();
      reply = server.send("PUT", path + "/" + name + "/status", stored);
    }
    if (!reply.succeeded()) {
      System.out.println(namespace + ": " + reply.body().path("message").asText());
    }
    return reply.succeeded();
  }

  /** Plays a step; returns whether it succeeded. */
  private boolean step(String namespace, ObjectNode scenario, int index) {
    JsonNode request = scenario.path("steps").path(index).path("do");
    if (request.isMissingNode() || request.get("verb").asText().equals("settle")) {
      return true;
    }
    if (request.get("verb").asText().equals("create")) {
      return create(namespace, request.get("body"));
    }
    JsonNode own = in(namespace, request);
    String path = Route.of(own);
    boolean delete = own.get("verb").asText().equals("delete");
    Server.Reply reply =
        delete
            ? server.send("DELETE", path, own.path("body"))
            : server.send(
                "PATCH", path, "application/merge-patch+json", own.get("body").toString());
    return reply.succeeded();
  }

  private static JsonNode in(String namespace, JsonNode tree) {
    return parse(tree.toString().replace("\"namespace\":\"shop\"", namespaced(namespace)));
  }

  private static String namespaced(String namespace) {
    return "\"namespace\":\"" + namespace + "\"";
  }

  private static JsonNode parse(String json) {
    try {
      return Server.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until nothing was written for a while. */
  private void settle() {
    String before = "";
    for (int quiet = 0; quiet < 3; ) {
      new CompletableFuture<@Nullable Void>().completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
      String now = version("endpointslices") + version("endpoints");
      quiet = now.equals(before) ? quiet + 1 : 0;
      before = now;
    }
  }

  private String version(String resource) {
    StringBuilder versions = new StringBuilder();
    for (JsonNode item : server.send("GET", Route.path(resource, "", "")).body().path("items")) {
      versions.append(item.get("metadata").get("resourceVersion").asText()).append(' ');
    }
    return versions.toString();
  }

  private ObjectNode state(String namespace) {
    ObjectNode state = Cases.object();
    state.set("endpointSlices", sorted("endpointslices", namespace));
    state.set("endpoints", sorted("endpoints", namespace));
    return (ObjectNode)
        parse(state.toString().replace(namespaced(namespace), "\"namespace\":\"shop\""));
  }

  private ArrayNode sorted(String resource, String namespace) {
    List<ObjectNode> objects = new ArrayList<>();
    for (JsonNode item :
        server.send("GET", Route.path(resource, namespace, "")).body().get("items")) {
      boolean slice = resource.equals("endpointslices");
      objects.add(slice ? Written.slice(item) : Written.endpoints(item));
    }
    objects.sort((a, b) -> a.toString().compareTo(b.toString()));
    return Server.JSON.createArrayNode().addAll(objects);
  }

  private void write(Path out, boolean mirrored) throws IOException {
    String first = mirrored ? "endpointslice-mirroring" : "endpointslices";
    int count = 0;
    for (ObjectNode scenario : scenarios.values()) {
      write(out, first, scenario, "endpointSlices");
      write(out, "endpoints", scenario, "endpoints");
      count++;
    }
    System.out.println(count + " scenarios");
  }

  private static void write(Path out, String kind, ObjectNode scenario, String part)
      throws IOException {
    ObjectNode vector =
        Cases.object()
            .put("id", scenario.path("id").asText(kind + "/" + Cases.digest("" + scenario)))
            .put("kind", kind)
            .put("about", "drawn");
    vector
        .putObject("cluster")
        .set("serviceCidrs", Draws.json("[\"10.96.0.0/16\",\"fd00:10:96::/112\"]"));
    vector.set("given", scenario.get("given"));
    ArrayNode steps = vector.putArray("steps");
    for (JsonNode step : scenario.get("steps")) {
      ObjectNode recorded = steps.addObject();
      recorded.set("do", step.get("do"));
      recorded.putObject("then").set(part, step.get("then").get(part));
    }
    Files.writeString(
        out.resolve(kind + ".jsonl"),
        vector + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
