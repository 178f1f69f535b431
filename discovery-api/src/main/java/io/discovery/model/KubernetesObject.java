package io.discovery.model;

/**
 * A Kubernetes object: metadata and a kind.
 *
 * <p>Implementations are immutable records that hold what Kubernetes holds, valid or not; rules are
 * checked by admission. A null collection is an empty one, as in Kubernetes.
 */
public interface KubernetesObject {
  /** Returns the kind of the object. */
  ResourceKind kind();

  /** Returns the standard metadata. */
  ObjectMeta metadata();

  /** Returns a copy with other metadata. */
  KubernetesObject withMetadata(ObjectMeta metadata);

  /** Returns the namespace and the name. */
  default NamespacedName namespacedName() {
    return metadata().namespacedName();
  }
}
