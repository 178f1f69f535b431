package io.discovery.testkit.workload;

import io.discovery.model.Condition;
import io.discovery.model.IntOrString;
import io.discovery.model.KubernetesObject;
import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pods of one version, and how the next version replaces it (apps/v1 Deployment).
 *
 * @param metadata standard metadata
 * @param spec what the Deployment should be
 * @param status how far it is
 */
public record Deployment(ObjectMeta metadata, Spec spec, Status status)
    implements KubernetesObject {
  /** Where Deployments are. */
  public static final ResourceKind KIND =
      new ResourceKind("apps", "v1", "Deployment", "deployments", true);

  /** What is null is empty. */
  public Deployment(ObjectMeta metadata, @Nullable Spec spec, @Nullable Status status) {
    this.metadata = Objects.requireNonNull(metadata, "metadata");
    this.spec = spec == null ? Spec.NONE : spec;
    this.status = status == null ? Status.NONE : status;
  }

  @Override
  public ResourceKind kind() {
    return KIND;
  }

  @Override
  public Deployment withMetadata(ObjectMeta metadata) {
    return new Deployment(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public Deployment withSpec(Spec spec) {
    return new Deployment(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public Deployment withStatus(Status status) {
    return new Deployment(metadata, spec, status);
  }

  /**
   * What a Deployment should be.
   *
   * @param replicas number of Pods; default 1
   * @param selector which Pods are its own; immutable
   * @param template what they are made after
   * @param strategy how a new version replaces the old one
   * @param minReadySeconds seconds that a Pod is ready before it counts as available; default 0
   * @param paused whether changes of the template wait
   * @param revisionHistoryLimit number of old ReplicaSets that are kept; default 10
   */
  public record Spec(
      @Nullable Integer replicas,
      @Nullable LabelSelector selector,
      PodTemplate template,
      @Nullable Strategy strategy,
      @Nullable Integer minReadySeconds,
      @Nullable Boolean paused,
      @Nullable Integer revisionHistoryLimit) {
    /** A spec in which nothing is set. */
    public static final Spec NONE = new Spec(null, null, PodTemplate.NONE, null, null, null, null);

    /** A template that is null is an empty one. */
    public Spec {
      template = template == null ? PodTemplate.NONE : template;
    }

    /** Returns a copy with another number of Pods. */
    public Spec withReplicas(int replicas) {
      return new Spec(
          replicas, selector, template, strategy, minReadySeconds, paused, revisionHistoryLimit);
    }

    /** Returns a copy with another selector. */
    public Spec withSelector(LabelSelector selector) {
      return new Spec(
          replicas, selector, template, strategy, minReadySeconds, paused, revisionHistoryLimit);
    }

    /** Returns a copy with another template. */
    public Spec withTemplate(PodTemplate template) {
      return new Spec(
          replicas, selector, template, strategy, minReadySeconds, paused, revisionHistoryLimit);
    }

    /** Returns a copy with another strategy. */
    public Spec withStrategy(Strategy strategy) {
      return new Spec(
          replicas, selector, template, strategy, minReadySeconds, paused, revisionHistoryLimit);
    }

    /** Returns a copy with another time until a Pod is available. */
    public Spec withMinReadySeconds(int minReadySeconds) {
      return new Spec(
          replicas, selector, template, strategy, minReadySeconds, paused, revisionHistoryLimit);
    }
  }

  /**
   * How a new version replaces the old one.
   *
   * @param type {@code RollingUpdate} or {@code Recreate}; default the former
   * @param rollingUpdate settings of the former
   */
  public record Strategy(@Nullable String type, @Nullable RollingUpdate rollingUpdate) {
    /** The type that ends all old Pods first. */
    public static final String RECREATE = "Recreate";

    /** The type that replaces Pods bit by bit. */
    public static final String ROLLING_UPDATE = "RollingUpdate";
  }

  /**
   * Bounds of a rolling update.
   *
   * @param maxUnavailable Pods that may be missing, number or percent; default 25 %, rounded down
   * @param maxSurge Pods that may be there in addition, number or percent; default 25 %, rounded up
   */
  public record RollingUpdate(
      @Nullable IntOrString maxUnavailable, @Nullable IntOrString maxSurge) {}

  /**
   * How far a Deployment is.
   *
   * @param observedGeneration generation that the numbers belong to
   * @param replicas Pods that do not terminate
   * @param updatedReplicas those of the wanted version
   * @param readyReplicas those that are ready
   * @param availableReplicas those ready for at least {@code minReadySeconds}
   * @param unavailableReplicas Pods that are there and not available, or still to come
   * @param terminatingReplicas Pods that terminate
   * @param conditions {@code Available} and {@code Progressing}
   */
  public record Status(
      @Nullable Long observedGeneration,
      @Nullable Integer replicas,
      @Nullable Integer updatedReplicas,
      @Nullable Integer readyReplicas,
      @Nullable Integer availableReplicas,
      @Nullable Integer unavailableReplicas,
      @Nullable Integer terminatingReplicas,
      List<Condition> conditions) {
    /** A status in which nothing is set. */
    public static final Status NONE =
        new Status(null, null, null, null, null, null, null, List.of());

    /** A list that is null is an empty one. */
    public Status {
      conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
  }
}
