package io.discovery.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Immutable copies of what a record is given; their iteration order is the same in every JVM. */
final class Copies {
  private static final Map<String, String> EMPTY = new SortedCopy(Map.of());

  private Copies() {}

  static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Returns a copy sorted by key: {@code Map.copyOf} iterates in an order that differs by run. */
  static Map<String, String> sorted(@Nullable Map<String, String> map) {
    if (map == null || map.isEmpty()) {
      return EMPTY;
    }
    return map instanceof SortedCopy ? map : new SortedCopy(map);
  }

  /** A sorted map that nobody can change, and so needs no second copy. */
  private static final class SortedCopy extends AbstractMap<String, String> {
    private final Map<String, String> entries;

    SortedCopy(Map<String, String> from) {
      TreeMap<String, String> sorted = new TreeMap<>();
      from.forEach((key, value) -> sorted.put(key, Objects.requireNonNull(value, key)));
      entries = Collections.unmodifiableMap(sorted);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      return entries.entrySet();
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
      return key == null ? null : entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return key != null && entries.containsKey(key);
    }
  }
}
