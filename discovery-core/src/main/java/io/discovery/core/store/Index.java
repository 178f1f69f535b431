package io.discovery.core.store;

import io.discovery.core.nullness.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects that share something, by name; a key that nobody has takes no room. */
final class Index<K, V> {
  /** Never iterated, so that its order reaches nobody. */
  private final Map<K, Map<String, V>> byKey = new HashMap<>();

  /** Lists an object under a key; null takes it off. */
  void set(K key, String name, @Nullable V object) {
    if (object != null) {
      byKey.computeIfAbsent(key, absent -> new TreeMap<>()).put(name, object);
      return;
    }
    Map<String, V> under = byKey.get(key);
    if (under != null) {
      under.remove(name);
      if (under.isEmpty()) {
        byKey.remove(key);
      }
    }
  }

  /** Returns the objects under a key, by name: to read, not to change. */
  Map<String, V> under(K key) {
    Map<String, V> under = byKey.get(key);
    return under == null ? Map.of() : under;
  }

  /** Returns the objects under a key, by name. */
  List<V> list(K key) {
    return new ArrayList<>(under(key).values());
  }
}
