package io.discovery.model;

import java.util.Objects;

/**
 * A running copy of an application (core/v1 Pod), as far as discovery needs it.
 *
 * @param metadata standard metadata
 * @param spec what runs, and where
 * @param status how it is doing
 */
public record Pod(ObjectMeta metadata, PodSpec spec, PodStatus status) implements KubernetesObject {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public Pod {
    Objects.requireNonNull(metadata, "metadata");
    spec = spec == null ? PodSpec.NONE : spec;
    status = status == null ? PodStatus.NONE : status;
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.POD;
  }

  @Override
  public Pod withMetadata(ObjectMeta metadata) {
    return new Pod(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public Pod withSpec(PodSpec spec) {
    return new Pod(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public Pod withStatus(PodStatus status) {
    return new Pod(metadata, spec, status);
  }

  /** Returns whether the condition {@code Ready} is {@code True}. */
  public boolean ready() {
    for (Condition condition : status.conditions()) {
      if (condition.type().equals("Ready")) {
        return condition.isTrue();
      }
    }
    return false;
  }

  /** Returns whether the Pod ran to its end, in success or in failure. */
  public boolean ended() {
    return PodStatus.Phase.SUCCEEDED.equals(status.phase())
        || PodStatus.Phase.FAILED.equals(status.phase());
  }
}
