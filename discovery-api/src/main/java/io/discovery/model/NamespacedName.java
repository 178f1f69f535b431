package io.discovery.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A namespace and a name: the key of an object among those of its kind.
 *
 * @param namespace the namespace, empty for cluster-scoped objects
 * @param name the name
 */
public record NamespacedName(String namespace, String name) implements Comparable<NamespacedName> {
  /** The namespace that is meant when none is said. */
  public static final String DEFAULT_NAMESPACE = "default";

  /** Checks for null; any text is allowed. */
  public NamespacedName {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  /**
   * Parses {@code shop/cart}, or {@code cart} in namespace {@code default}.
   *
   * @throws IllegalArgumentException if a part is empty or there are more than two
   */
  public static NamespacedName parse(String text) {
    int slash = text.indexOf('/');
    String namespace = slash < 0 ? DEFAULT_NAMESPACE : text.substring(0, slash);
    String name = text.substring(slash + 1);
    if (namespace.isEmpty() || name.isEmpty() || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "name: \"" + text + "\" (expected: <name> or <namespace>/<name>)");
    }
    return new NamespacedName(namespace, name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamespacedName that
        && name.equals(that.name)
        && namespace.equals(that.namespace);
  }

  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  /** Orders by namespace, then by name. */
  @Override
  public int compareTo(NamespacedName other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  /** Returns {@code namespace/name}, or the name alone of a cluster-scoped object. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
