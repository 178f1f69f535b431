package io.discovery.testkit.workload;

import io.discovery.model.KubernetesObject;
import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number of Pods of one kind (apps/v1 ReplicaSet).
 *
 * @param metadata standard metadata
 * @param spec what the ReplicaSet should be
 * @param status how many Pods there are
 */
public record ReplicaSet(ObjectMeta metadata, Spec spec, ReplicaStatus status)
    implements KubernetesObject {
  /** Where ReplicaSets are. */
  public static final ResourceKind KIND =
      new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);

  /** What is null is empty. */
  public ReplicaSet(ObjectMeta metadata, @Nullable Spec spec, @Nullable ReplicaStatus status) {
    this.metadata = Objects.requireNonNull(metadata, "metadata");
    this.spec = spec == null ? Spec.NONE : spec;
    this.status = status == null ? ReplicaStatus.NONE : status;
  }

  @Override
  public ResourceKind kind() {
    return KIND;
  }

  @Override
  public ReplicaSet withMetadata(ObjectMeta metadata) {
    return new ReplicaSet(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public ReplicaSet withSpec(Spec spec) {
    return new ReplicaSet(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public ReplicaSet withStatus(ReplicaStatus status) {
    return new ReplicaSet(metadata, spec, status);
  }

  /**
   * What a ReplicaSet should be.
   *
   * @param replicas number of Pods; default 1
   * @param selector which Pods are its own; immutable
   * @param template what they are made after
   * @param minReadySeconds seconds that a Pod is ready before it counts as available; default 0
   */
  public record Spec(
      @Nullable Integer replicas,
      @Nullable LabelSelector selector,
      PodTemplate template,
      @Nullable Integer minReadySeconds) {
    /** A spec in which nothing is set. */
    public static final Spec NONE = new Spec(null, null, PodTemplate.NONE, null);

    /** A template that is null is an empty one. */
    public Spec {
      template = template == null ? PodTemplate.NONE : template;
    }

    /** Returns a copy with another number of Pods. */
    public Spec withReplicas(int replicas) {
      return new Spec(replicas, selector, template, minReadySeconds);
    }
  }
}
