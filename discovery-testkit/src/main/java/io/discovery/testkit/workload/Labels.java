package io.discovery.testkit.workload;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps of labels whose order is the same in every JVM. */
final class Labels {
  private Labels() {}

  static Map<String, String> sorted(@Nullable Map<String, String> labels) {
    return labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  static Map<String, String> with(Map<String, String> labels, String key, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }
}
