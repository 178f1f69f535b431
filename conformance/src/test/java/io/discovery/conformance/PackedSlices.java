package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The slices of one Service from step to step, called by the names of the case: a slice has such a
 * name from the step on in which it appears. Slices that were alike may be exchanged.
 */
final class PackedSlices {
  private final Scene scene;
  private final Comparison comparison;
  private Map<String, JsonNode> before = new TreeMap<>();
  private Map<String, String> names = new TreeMap<>(); // of the case to ours

  PackedSlices(Scene scene, Comparison comparison) {
    this.scene = scene;
    this.comparison = comparison;
  }

  /** Returns our name of a slice that the case names. */
  String name(String slice) {
    String name = names.get(slice);
    if (name == null) {
      throw new IllegalStateException(slice + ": no such slice (" + names + ")");
    }
    return name;
  }

  /** Returns the names of the Pods that a slice had after the last step, sorted. */
  List<String> pods(String slice) {
    List<String> pods = new ArrayList<>();
    for (JsonNode endpoint : before.get(name(slice)).path("endpoints")) {
      pods.add(endpoint.path("targetRef").path("name").asText());
    }
    pods.sort(null);
    return pods;
  }

  /** Compares what the last step brought, and takes it as the state before the next one. */
  @Nullable String difference(String path, JsonNode then) {
    Map<String, JsonNode> now = new TreeMap<>();
    for (JsonNode slice : scene.objects(ResourceKind.ENDPOINT_SLICE)) {
      now.put(slice.path("metadata").path("name").asText(), slice);
    }
    boolean named = then.findValue("slice") != null;
    ObjectNode actual = named ? called(then, now) : counted(then, now);
    before = now;
    ObjectNode expected = then.deepCopy();
    for (JsonNode slice : expected.path("slices")) {
      if (slice.has("waves") && !slice.has("notReady")) {
        ((ObjectNode) slice).put("notReady", 0);
      }
    }
    return Unordered.difference(comparison, path, expected, actual);
  }

  /** Gives every slice the name of one of the case that it may be, the equal one if there is. */
  private ObjectNode called(JsonNode then, Map<String, JsonNode> now) {
    Map<String, String> called = new TreeMap<>();
    Map<String, JsonNode> left = new TreeMap<>(now);
    List<JsonNode> unequal = new ArrayList<>();
    ObjectNode state = VectorFolder.JSON.createObjectNode();
    ArrayNode slices = state.putArray("slices");
    for (JsonNode slice : then.path("slices")) {
      String name = candidate(slice, left, true);
      if (name == null) {
        unequal.add(slice);
      } else {
        call(slice, name, called, slices, left);
      }
    }
    for (JsonNode slice : unequal) {
      String name = candidate(slice, left, false);
      if (name != null) {
        call(slice, name, called, slices, left);
      }
    }
    left.forEach((name, slice) -> slices.add(summary(slice, then.path("slices").path(0), true)));
    List<String> deleted = new ArrayList<>(names.keySet());
    deleted.removeAll(called.keySet());
    if (!deleted.isEmpty()) {
      deleted.forEach(state.withArray("deleted")::add);
    }
    names = called;
    return state;
  }

  private void call(
      JsonNode slice,
      String name,
      Map<String, String> called,
      ArrayNode slices,
      Map<String, JsonNode> left) {
    String label = slice.path("slice").asText();
    called.put(label, name);
    slices.add(summary(left.remove(name), slice, true).put("slice", label));
  }

  private @Nullable String candidate(JsonNode slice, Map<String, JsonNode> left, boolean equal) {
    String old = names.get(slice.path("slice").asText());
    String found = null;
    for (Map.Entry<String, JsonNode> entry : left.entrySet()) {
      boolean same = !equal || equal(slice, entry.getValue());
      if (same && (entry.getKey().equals(old) || found == null) && may(old, entry.getKey())) {
        found = entry.getKey();
      }
    }
    return found;
  }

  private boolean equal(JsonNode slice, JsonNode actual) {
    ObjectNode expected = slice.deepCopy();
    expected.remove("slice");
    if (slice.has("waves") && !slice.has("notReady")) {
      expected.put("notReady", 0);
    }
    return Unordered.difference(comparison, "", expected, summary(actual, slice, true)) == null;
  }

  /** Returns whether a slice may be one that was there (or null: is new) as far as can be seen. */
  private boolean may(@Nullable String old, String name) {
    if (old == null || !before.containsKey(name)) {
      return old == null && !before.containsKey(name);
    }
    return old.equals(name) || alike(before.get(old)).equals(alike(before.get(name)));
  }

  private static String alike(JsonNode slice) {
    ObjectNode all = VectorFolder.JSON.createObjectNode().put("notReady", 0);
    return slice.path("addressType") + " " + tally(slice, all.put("waves", 0));
  }

  private ObjectNode counted(JsonNode then, Map<String, JsonNode> now) {
    ObjectNode state = VectorFolder.JSON.createObjectNode();
    ArrayNode slices = state.putArray("slices");
    ObjectNode writes = VectorFolder.JSON.createObjectNode();
    for (JsonNode slice : now.values()) {
      slices.add(summary(slice, then.path("slices").path(0), false));
      String write = write(slice);
      if (!write.equals("kept")) {
        writes.put(write, writes.path(write).asInt() + 1);
      }
    }
    if (then.has("writes") || !writes.isEmpty()) {
      state.set("writes", writes);
    }
    long deleted = before.keySet().stream().filter(name -> !now.containsKey(name)).count();
    if (deleted > 0) {
      state.put("deleted", deleted);
    }
    return state;
  }

  private ObjectNode summary(JsonNode slice, JsonNode expected, boolean written) {
    ObjectNode summary = tally(slice, expected);
    if (expected.has("addressType")) {
      summary.set("addressType", slice.get("addressType"));
    }
    return written ? summary.put("write", write(slice)) : summary;
  }

  private static ObjectNode tally(JsonNode slice, JsonNode expected) {
    ObjectNode tally = VectorFolder.JSON.createObjectNode();
    ObjectNode waves = VectorFolder.JSON.createObjectNode();
    int notReady = 0;
    for (JsonNode endpoint : slice.path("endpoints")) {
      String pod = endpoint.path("targetRef").path("name").asText();
      String wave = pod.substring(0, pod.lastIndexOf('-'));
      waves.put(wave, waves.path(wave).asInt() + 1);
      notReady += endpoint.path("conditions").path("ready").asBoolean() ? 0 : 1;
    }
    tally.put("size", slice.path("endpoints").size());
    ArrayNode ports = tally.putArray("ports");
    slice.path("ports").forEach(port -> ports.add(port.get("port")));
    if (expected.has("waves")) {
      tally.set("waves", waves);
    }
    if (expected.has("waves") || expected.has("notReady")) {
      tally.put("notReady", notReady);
    }
    return tally;
  }

  private String write(JsonNode slice) {
    JsonNode old = before.get(slice.path("metadata").path("name").asText());
    return old == null ? "created" : old.equals(slice) ? "kept" : "updated";
  }
}
