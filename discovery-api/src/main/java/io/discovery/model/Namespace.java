package io.discovery.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scope for names (core/v1 Namespace).
 *
 * @param metadata standard metadata
 * @param spec finalizers; null if not given
 * @param status life-cycle phase; null if not given
 */
public record Namespace(ObjectMeta metadata, @Nullable Spec spec, @Nullable Status status)
    implements KubernetesObject {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public Namespace {
    Objects.requireNonNull(metadata, "metadata");
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.NAMESPACE;
  }

  @Override
  public Namespace withMetadata(ObjectMeta metadata) {
    return new Namespace(metadata, spec, status);
  }

  /**
   * What the namespace should be.
   *
   * @param finalizers what must be empty before the namespace is removed
   */
  public record Spec(List<String> finalizers) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Spec {
      finalizers = Copies.list(finalizers);
    }
  }

  /**
   * What the namespace is.
   *
   * @param phase {@code Active} or {@code Terminating}
   * @param conditions progress of a deletion
   */
  public record Status(@Nullable String phase, List<Condition> conditions) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Status {
      conditions = Copies.list(conditions);
    }
  }
}
