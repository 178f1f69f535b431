package io.discovery.core;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;

/**
 * Which object of all kinds: in the order of kinds, then of names.
 *
 * @param kind its kind
 * @param name its namespace and name
 */
record ObjectKey(ResourceKind kind, NamespacedName name) implements Comparable<ObjectKey> {
  static ObjectKey of(KubernetesObject object) {
    return new ObjectKey(object.kind(), object.namespacedName());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectKey that && name.equals(that.name) && kind.equals(that.kind);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }

  @Override
  public int compareTo(ObjectKey other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }
}
