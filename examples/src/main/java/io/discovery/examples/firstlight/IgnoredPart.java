package io.discovery.examples.firstlight;

import io.discovery.manifest.Ignored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A kind, or a field of a kind, that was passed over.
 *
 * @param kind API version and kind
 * @param field path of the field; empty if the whole object was passed over
 * @param count how often
 */
record IgnoredPart(String kind, String field, int count) {
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

  /** Returns each kind and field once, with the number of places. */
  static List<IgnoredPart> group(List<Ignored> ignored) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Ignored one : ignored) {
      String field = INDEX.matcher(one.field()).replaceAll("[]");
      counts.computeIfAbsent(one.kind(), kind -> new TreeMap<>()).merge(field, 1, Integer::sum);
    }
    List<IgnoredPart> parts = new ArrayList<>();
    counts.forEach(
        (kind, fields) ->
            fields.forEach((field, count) -> parts.add(new IgnoredPart(kind, field, count))));
    return parts;
  }
}
