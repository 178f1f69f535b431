package io.discovery;

import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import java.util.Objects;

/**
 * An object, or a part of one, that is not used, and why.
 *
 * @param source the source that delivered it
 * @param kind its kind
 * @param name its namespace and name
 * @param reason why, in Kubernetes' words where Kubernetes has them
 */
public record Refusal(String source, ResourceKind kind, NamespacedName name, String reason) {
  /** Checks for null. */
  public Refusal {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reason, "reason");
  }

  /** Returns such as {@code shop.yaml: Service shop/cart: spec.ports: Required value}. */
  @Override
  public String toString() {
    return source + ": " + kind + " " + name + ": " + reason;
  }
}
