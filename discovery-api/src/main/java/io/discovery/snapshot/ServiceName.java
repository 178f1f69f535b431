package io.discovery.snapshot;

import io.discovery.model.NamespacedName;
import io.discovery.model.Syntax;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a Service and its namespace, both valid.
 *
 * @param namespace namespace of the Service, an RFC 1123 label
 * @param name name of the Service, an RFC 1123 label
 */
public record ServiceName(String namespace, String name) implements Comparable<ServiceName> {
  private static final String FORMS = "expected: cart, shop/cart or cart.shop.svc.cluster.local";

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException if one is not an RFC 1123 label
   */
  public ServiceName {
    checkLabel(namespace, namespace, name);
    checkLabel(name, namespace, name);
  }

  private static void checkLabel(String label, String namespace, String name) {
    List<String> problems = Syntax.dns1123Label(Objects.requireNonNull(label, "label"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "service name: \"" + namespace + "/" + name + "\" (" + problems.get(0) + ")");
    }
  }

  /** Returns the name of the object; the same pair, held to the rules. */
  public static ServiceName of(NamespacedName object) {
    return new ServiceName(object.namespace(), object.name());
  }

  /**
   * Parses {@code cart} (namespace {@code default}), {@code shop/cart}, or a DNS form: {@code
   * cart.shop}, {@code cart.shop.svc}, {@code cart.shop.svc.cluster.local} with or without a last
   * dot. Whatever follows {@code svc} is taken for the cluster's domain.
   *
   * @throws IllegalArgumentException if the text has none of these forms
   */
  public static ServiceName parse(String text) {
    if (text.indexOf('/') >= 0 || text.indexOf('.') < 0) {
      return ofParts(text, text.split("/", -1));
    }
    String dns = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] labels = dns.split("\\.", -1);
    if (labels.length < 2 || (labels.length > 2 && !labels[2].equals("svc"))) {
      throw new IllegalArgumentException("service name: \"" + text + "\" (" + FORMS + ")");
    }
    return new ServiceName(labels[1], labels[0]);
  }

  private static ServiceName ofParts(String text, String[] parts) {
    return switch (parts.length) {
      case 1 -> new ServiceName(NamespacedName.DEFAULT_NAMESPACE, parts[0]);
      case 2 -> new ServiceName(parts[0], parts[1]);
      default ->
          throw new IllegalArgumentException("service name: \"" + text + "\" (" + FORMS + ")");
    };
  }

  /** Returns the key of the Service among the objects of a cluster. */
  public NamespacedName namespacedName() {
    return new NamespacedName(namespace, name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServiceName that
        && name.equals(that.name)
        && namespace.equals(that.namespace);
  }

  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  /** Orders by namespace, then by name. */
  @Override
  public int compareTo(ServiceName other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  /** Returns {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
