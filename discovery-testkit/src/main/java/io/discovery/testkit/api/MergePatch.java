package io.discovery.testkit.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON merge patches (RFC 7386). */
final class MergePatch {
  private MergePatch() {}

  /** Returns what a patch makes of a value. */
  static @Nullable Object apply(@Nullable Object target, @Nullable Object patch) {
    if (!Trees.isMap(patch) || !Trees.isMap(target)) {
      return Trees.withoutNulls(patch);
    }
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(Trees.map(target));
    Trees.map(patch)
        .forEach(
            (key, value) -> {
              if (value == null) {
                merged.remove(key);
              } else {
                merged.put(key, apply(merged.get(key), value));
              }
            });
    return merged;
  }
}
