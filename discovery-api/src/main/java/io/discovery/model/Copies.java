package io.discovery.model;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
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

  /** A sorted map that nobody can change, and so needs no second copy; small, as one array. */
  private static final class SortedCopy extends AbstractMap<String, String> {
    /** Keys, each followed by its value. */
    private final String[] pairs;

    SortedCopy(Map<String, String> from) {
      String[] keys = from.keySet().toArray(new String[0]);
      Arrays.sort(keys);
      pairs = new String[2 * keys.length];
      for (int i = 0; i < keys.length; i++) {
        pairs[2 * i] = keys[i];
        pairs[2 * i + 1] = Objects.requireNonNull(from.get(keys[i]), keys[i]);
      }
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      Map<String, String> entries = new LinkedHashMap<>();
      forEach(entries::put);
      return Collections.unmodifiableMap(entries).entrySet();
    }

    @Override
    public int size() {
      return pairs.length / 2;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
      for (int i = 0; i < pairs.length; i += 2) {
        action.accept(pairs[i], pairs[i + 1]);
      }
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
      int place = place(key);
      return place < 0 ? null : pairs[place + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return place(key) >= 0;
    }

    private int place(@Nullable Object key) {
      int low = 0;
      int high = key instanceof String ? pairs.length / 2 : 0;
      while (low < high) {
        int middle = (low + high) >>> 1;
        int order = pairs[2 * middle].compareTo((String) key);
        if (order == 0) {
          return 2 * middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
      }
      return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SortedCopy that
          ? Arrays.equals(pairs, that.pairs)
          : super.equals(other);
    }

    @Override
    public int hashCode() {
      return super.hashCode();
    }
  }
}
