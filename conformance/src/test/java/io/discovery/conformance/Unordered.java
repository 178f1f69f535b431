package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares trees whose lists are sets. */
final class Unordered {
  private Unordered() {}

  /** Returns the first path that differs, with what is missing and what is too much, or null. */
  static @Nullable String difference(
      Comparison comparison, String path, JsonNode expected, JsonNode actual) {
    return sorted(comparison, path, sorted(expected), sorted(actual));
  }

  private static @Nullable String sorted(
      Comparison comparison, String path, JsonNode expected, JsonNode actual) {
    if (comparison.difference(path, expected, actual) == null) {
      return null;
    }
    if (expected.isObject() && actual.isObject()) {
      for (String name : names(expected)) {
        if (expected.get(name).isContainerNode() && actual.path(name).isContainerNode()) {
          String difference =
              sorted(comparison, path + "." + name, expected.get(name), actual.get(name));
          if (difference != null) {
            return difference;
          }
        }
      }
      return comparison.difference(path, expected, actual);
    }
    return expected.isArray() && actual.isArray()
        ? sets(comparison, path, expected, actual)
        : comparison.difference(path, expected, actual);
  }

  private static @Nullable String sets(
      Comparison comparison, String path, JsonNode expected, JsonNode actual) {
    List<JsonNode> missing = new ArrayList<>();
    List<JsonNode> extra = new ArrayList<>();
    actual.forEach(extra::add);
    for (JsonNode element : expected) {
      if (!extra.remove(element)) {
        missing.add(element);
      }
    }
    missing.removeIf(element -> removed(comparison, element, extra));
    if (missing.size() == 1 && extra.size() == 1) {
      return sorted(comparison, path + "[]", missing.get(0), extra.get(0));
    }
    return missing.isEmpty() && extra.isEmpty()
        ? null
        : path + ": missing " + missing + ", too much " + extra;
  }

  /** Placeholders are equal to what they may stand for. */
  private static boolean removed(Comparison comparison, JsonNode element, List<JsonNode> from) {
    for (int i = 0; i < from.size(); i++) {
      if (comparison.difference("", element, from.get(i)) == null) {
        from.remove(i);
        return true;
      }
    }
    return false;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode sorted(JsonNode tree) {
    if (tree.isObject()) {
      TreeMap<String, JsonNode> members = new TreeMap<>();
      tree.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
      ObjectNode object = VectorFolder.JSON.createObjectNode();
      object.setAll(members);
      return object;
    }
    if (!tree.isArray()) {
      return tree;
    }
    List<JsonNode> elements = new ArrayList<>();
    tree.forEach(element -> elements.add(sorted(element)));
    elements.sort(Comparator.comparing(JsonNode::toString));
    return VectorFolder.JSON.createArrayNode().addAll(elements);
  }
}
