package io.discovery.testkit.workload;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number of Pods of one kind, the older form of ReplicaSets (core/v1 ReplicationController).
 *
 * @param metadata standard metadata
 * @param spec what the ReplicationController should be
 * @param status how many Pods there are
 */
public record ReplicationController(ObjectMeta metadata, Spec spec, ReplicaStatus status)
    implements KubernetesObject {
  /** Where ReplicationControllers are. */
  public static final ResourceKind KIND =
      new ResourceKind("", "v1", "ReplicationController", "replicationcontrollers", true);

  /** What is null is empty. */
  public ReplicationController(
      ObjectMeta metadata, @Nullable Spec spec, @Nullable ReplicaStatus status) {
    this.metadata = Objects.requireNonNull(metadata, "metadata");
    this.spec = spec == null ? Spec.NONE : spec;
    this.status = status == null ? ReplicaStatus.NONE : status;
  }

  @Override
  public ResourceKind kind() {
    return KIND;
  }

  @Override
  public ReplicationController withMetadata(ObjectMeta metadata) {
    return new ReplicationController(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public ReplicationController withSpec(Spec spec) {
    return new ReplicationController(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public ReplicationController withStatus(ReplicaStatus status) {
    return new ReplicationController(metadata, spec, status);
  }

  /**
   * What a ReplicationController should be.
   *
   * @param replicas number of Pods; default 1
   * @param selector labels that its Pods carry; default those of the template
   * @param template what they are made after
   * @param minReadySeconds seconds that a Pod is ready before it counts as available; default 0
   */
  public record Spec(
      @Nullable Integer replicas,
      Map<String, String> selector,
      PodTemplate template,
      @Nullable Integer minReadySeconds) {
    /** A spec in which nothing is set. */
    public static final Spec NONE = new Spec(null, Map.of(), PodTemplate.NONE, null);

    /** What is null is empty. */
    public Spec {
      selector = Labels.sorted(selector);
      template = template == null ? PodTemplate.NONE : template;
    }

    /** Returns a copy with another number of Pods. */
    public Spec withReplicas(int replicas) {
      return new Spec(replicas, selector, template, minReadySeconds);
    }
  }
}
