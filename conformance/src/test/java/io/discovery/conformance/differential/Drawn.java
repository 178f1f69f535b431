package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** The values that a cluster drew in one case, and the placeholders that stand for them. */
final class Drawn {
  private final Set<String> spelledOut = new HashSet<>();
  private final Map<String, String> placeholders = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Cases.Cluster cluster;

  Drawn(Cases.Cluster cluster) {
    this.cluster = cluster;
  }

  /** Notes what a request spells out: that stays literal. */
  void spelledOut(JsonNode request) {
    if (request.isValueNode()) {
      spelledOut.add(request.asText());
    }
    request.forEach(this::spelledOut);
  }

  /** Notes that the end of a name was drawn. */
  void suffix(String base, String name) {
    String kept = base.substring(0, Math.max(0, Math.min(base.length(), name.length() - 5)));
    if (!kept.isEmpty() && name.startsWith(kept) && !name.equals(base)) {
      placeholders.put(name, kept + "<suffix>");
    }
  }

  /** Notes a uid: it is never recorded in words. */
  void uid(String uid) {
    if (!uid.isEmpty() && !spelledOut.contains(uid)) {
      placeholders.put(uid, "<uid>");
    }
  }

  /** Puts placeholders into an object that the server answered. */
  JsonNode object(JsonNode object) {
    if (object.path("spec") instanceof ObjectNode spec) {
      for (JsonNode port : spec.path("ports")) {
        draw((ObjectNode) port, "nodePort", "nodePort");
      }
      draw(spec, "healthCheckNodePort", "nodePort");
      draw(spec, "clusterIP", "");
      if (spec.path("clusterIPs") instanceof ArrayNode addresses) {
        for (int i = 0; i < addresses.size(); i++) {
          addresses.set(i, placeholder(addresses.get(i), ""));
        }
      }
    }
    return texts(object);
  }

  /** Puts placeholders into a message, also for what was drawn and then given up. */
  JsonNode message(JsonNode message) {
    Matcher value = cluster.drawn().matcher(message.asText());
    while (value.find()) {
      placeholder(TextNode.valueOf(value.group()), value.group().matches("\\d+") ? "nodePort" : "");
    }
    return texts(message);
  }

  /** Puts the placeholders of values that were drawn before into every text of a tree. */
  JsonNode texts(JsonNode tree) {
    if (tree.isTextual()) {
      return TextNode.valueOf(text(tree.asText()));
    } else if (tree instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(texts(member.getValue())));
      JsonNode time = object.path("lastTransitionTime");
      if (time.isTextual() && !spelledOut.contains(time.asText())) {
        object.put("lastTransitionTime", "<time>");
      }
    } else if (tree instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, texts(list.get(i)));
      }
    }
    return tree;
  }

  private String text(String text) {
    String result = text;
    for (Map.Entry<String, String> drawn : placeholders.entrySet()) {
      result = result.replace(drawn.getKey(), drawn.getValue());
    }
    return result;
  }

  private void draw(ObjectNode in, String field, String kind) {
    if (in.has(field)) {
      in.set(field, placeholder(in.get(field), kind));
    }
  }

  private JsonNode placeholder(JsonNode value, String kind) {
    String text = value.asText();
    if (text.isEmpty() || text.equals("None") || spelledOut.contains(text)) {
      return value;
    }
    String family = kind.isEmpty() ? text.contains(":") ? "ipv6" : "ipv4" : kind;
    return TextNode.valueOf(
        placeholders.computeIfAbsent(
            text, drawn -> "<" + family + ":" + counts.merge(family, 1, Integer::sum) + ">"));
  }
}
