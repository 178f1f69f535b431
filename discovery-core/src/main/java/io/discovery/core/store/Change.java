package io.discovery.core.store;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;
import java.util.Objects;

/**
 * One change of one object.
 *
 * @param before the object as it was; null if it is new
 * @param after the object as it is; null if it is gone
 */
public record Change(@Nullable KubernetesObject before, @Nullable KubernetesObject after) {
  /** Returns the object as it is, or as it was last. */
  public KubernetesObject object() {
    return after != null ? after : Objects.requireNonNull(before);
  }
}
