package io.discovery.model;

import java.util.List;
import java.util.Objects;

/**
 * A range that virtual addresses are drawn from (networking/v1 ServiceCIDR).
 *
 * @param metadata standard metadata
 * @param spec the ranges
 * @param status whether they may be used
 */
public record ServiceCIDR(ObjectMeta metadata, Spec spec, Status status)
    implements KubernetesObject {
  /** Type of the condition that says whether the ranges may be used. */
  public static final String READY = "Ready";

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public ServiceCIDR {
    Objects.requireNonNull(metadata, "metadata");
    spec = spec == null ? new Spec(List.of()) : spec;
    status = status == null ? new Status(List.of()) : status;
  }

  /** Returns whether the ranges are ready. */
  public boolean ready() {
    for (Condition condition : status.conditions()) {
      if (condition.type().equals(READY) && condition.isTrue()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.SERVICE_CIDR;
  }

  @Override
  public ServiceCIDR withMetadata(ObjectMeta metadata) {
    return new ServiceCIDR(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public ServiceCIDR withSpec(Spec spec) {
    return new ServiceCIDR(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public ServiceCIDR withStatus(Status status) {
    return new ServiceCIDR(metadata, spec, status);
  }

  /**
   * The ranges.
   *
   * @param cidrs one or two ranges, of different families
   */
  public record Spec(List<String> cidrs) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Spec {
      cidrs = Copies.list(cidrs);
    }
  }

  /**
   * Whether the ranges may be used.
   *
   * @param conditions {@code Ready} among them
   */
  public record Status(List<Condition> conditions) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Status {
      conditions = Copies.list(conditions);
    }
  }
}
