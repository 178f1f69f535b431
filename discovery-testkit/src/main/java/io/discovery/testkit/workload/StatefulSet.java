package io.discovery.testkit.workload;

import io.discovery.model.KubernetesObject;
import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pods with names and an order (apps/v1 StatefulSet).
 *
 * @param metadata standard metadata
 * @param spec what the StatefulSet should be
 * @param status how many Pods there are
 */
public record StatefulSet(ObjectMeta metadata, Spec spec, Status status)
    implements KubernetesObject {
  /** Where StatefulSets are. */
  public static final ResourceKind KIND =
      new ResourceKind("apps", "v1", "StatefulSet", "statefulsets", true);

  /** What is null is empty. */
  public StatefulSet(ObjectMeta metadata, @Nullable Spec spec, @Nullable Status status) {
    this.metadata = Objects.requireNonNull(metadata, "metadata");
    this.spec = spec == null ? Spec.NONE : spec;
    this.status = status == null ? Status.NONE : status;
  }

  @Override
  public ResourceKind kind() {
    return KIND;
  }

  @Override
  public StatefulSet withMetadata(ObjectMeta metadata) {
    return new StatefulSet(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public StatefulSet withSpec(Spec spec) {
    return new StatefulSet(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public StatefulSet withStatus(Status status) {
    return new StatefulSet(metadata, spec, status);
  }

  /**
   * What a StatefulSet should be.
   *
   * @param serviceName headless Service under which the Pods' host names resolve
   * @param replicas number of Pods; default 1
   * @param selector which Pods are its own; immutable
   * @param template what they are made after
   * @param podManagementPolicy {@code OrderedReady} or {@code Parallel}; default the former
   * @param updateStrategy how a new version replaces the old one
   * @param minReadySeconds seconds that a Pod is ready before it counts as available; default 0
   */
  public record Spec(
      @Nullable String serviceName,
      @Nullable Integer replicas,
      @Nullable LabelSelector selector,
      PodTemplate template,
      @Nullable String podManagementPolicy,
      @Nullable UpdateStrategy updateStrategy,
      @Nullable Integer minReadySeconds) {
    /** The policy under which Pods do not wait for each other. */
    public static final String PARALLEL = "Parallel";

    /** A spec in which nothing is set. */
    public static final Spec NONE = new Spec(null, null, null, PodTemplate.NONE, null, null, null);

    /** A template that is null is an empty one. */
    public Spec {
      template = template == null ? PodTemplate.NONE : template;
    }
  }

  /**
   * How a new version replaces the old one.
   *
   * @param type {@code RollingUpdate} or {@code OnDelete}; default the former
   * @param rollingUpdate settings of the former
   */
  public record UpdateStrategy(@Nullable String type, @Nullable RollingUpdate rollingUpdate) {
    /** The type that waits for a user to delete Pods. */
    public static final String ON_DELETE = "OnDelete";
  }

  /**
   * Bounds of a rolling update.
   *
   * @param partition ordinals below it keep the old version; default 0
   */
  public record RollingUpdate(@Nullable Integer partition) {}

  /**
   * How far a StatefulSet is.
   *
   * @param observedGeneration generation that the numbers belong to
   * @param replicas Pods that are there
   * @param readyReplicas those that are ready
   * @param availableReplicas those ready for at least {@code minReadySeconds}
   * @param updatedReplicas those of the wanted version
   * @param updateRevision name of the wanted version
   */
  public record Status(
      @Nullable Long observedGeneration,
      @Nullable Integer replicas,
      @Nullable Integer readyReplicas,
      @Nullable Integer availableReplicas,
      @Nullable Integer updatedReplicas,
      @Nullable String updateRevision) {
    /** A status in which nothing is set. */
    public static final Status NONE = new Status(null, null, null, null, null, null);
  }
}
