package io.discovery.testkit.workload;

import org.jspecify.annotations.Nullable;

/**
 * How many Pods a ReplicaSet or ReplicationController has.
 *
 * @param replicas Pods that neither ended nor terminate
 * @param fullyLabeledReplicas those that have all labels of the template
 * @param readyReplicas those that are ready
 * @param availableReplicas those ready for at least {@code minReadySeconds}
 * @param terminatingReplicas Pods that terminate
 * @param observedGeneration generation that the numbers belong to
 */
public record ReplicaStatus(
    @Nullable Integer replicas,
    @Nullable Integer fullyLabeledReplicas,
    @Nullable Integer readyReplicas,
    @Nullable Integer availableReplicas,
    @Nullable Integer terminatingReplicas,
    @Nullable Long observedGeneration) {
  /** A status in which nothing is set. */
  public static final ReplicaStatus NONE = new ReplicaStatus(null, null, null, null, null, null);
}
