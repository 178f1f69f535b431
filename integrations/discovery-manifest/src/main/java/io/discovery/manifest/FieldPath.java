package io.discovery.manifest;

import org.jspecify.annotations.Nullable;

/** The way to a field, such as {@code spec.ports[0].port}; written out only when it is needed. */
record FieldPath(@Nullable FieldPath parent, String name, int index) {
  static FieldPath field(@Nullable FieldPath parent, String name) {
    return new FieldPath(parent, name, -1);
  }

  FieldPath item(int index) {
    return new FieldPath(this, "", index);
  }

  /** Returns the way to a value under a free key, such as {@code metadata.labels[app]}. */
  FieldPath key(String key) {
    return new FieldPath(this, key, Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    String before = parent == null ? "" : parent.toString();
    String shown = Findings.shown(name);
    if (index == Integer.MAX_VALUE) {
      return before + "[" + shown + "]";
    }
    return index >= 0
        ? before + "[" + index + "]"
        : before.isEmpty() ? shown : before + "." + shown;
  }
}
