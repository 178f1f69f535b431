package io.discovery.testkit.workload;

import io.discovery.model.Condition;
import io.discovery.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers of Pods. */
final class Counts {
  private Counts() {}

  static int orZero(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }

  static int replicas(Deployment deployment) {
    return Objects.requireNonNullElse(deployment.spec().replicas(), 1);
  }

  static int replicas(@Nullable ReplicaSet set) {
    return set == null ? 0 : Objects.requireNonNullElse(set.spec().replicas(), 1);
  }

  static int replicas(Collection<ReplicaSet> sets) {
    return sets.stream().mapToInt(Counts::replicas).sum();
  }

  static int available(@Nullable ReplicaSet set) {
    return set == null ? 0 : orZero(set.status().availableReplicas());
  }

  static int available(Collection<ReplicaSet> sets) {
    return sets.stream().mapToInt(Counts::available).sum();
  }

  /** Neither ended nor terminating. */
  static boolean active(Pod pod) {
    return !pod.ended() && !pod.metadata().terminating();
  }

  /** Returns since when a Pod is ready; null if it is not. */
  static @Nullable Instant readySince(Pod pod) {
    for (Condition condition : pod.status().conditions()) {
      if (condition.type().equals("Ready") && condition.isTrue()) {
        return Objects.requireNonNullElse(condition.lastTransitionTime(), Instant.EPOCH);
      }
    }
    return null;
  }

  static boolean available(Pod pod, int minReadySeconds, Instant now) {
    Instant since = readySince(pod);
    return since != null
        && (minReadySeconds == 0
            || !Duration.between(since, now).minusSeconds(minReadySeconds).isNegative());
  }
}
