package io.discovery.testkit.workload;

import io.discovery.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a Deployment is, from its ReplicaSets (deployment/sync.go calculateStatus). */
final class DeploymentStatus {
  private DeploymentStatus() {}

  static Deployment.Status of(
      Deployment deployment, @Nullable ReplicaSet wanted, List<ReplicaSet> sets, Instant now) {
    int replicas = 0;
    int ready = 0;
    int terminating = 0;
    for (ReplicaSet set : sets) {
      replicas += Counts.orZero(set.status().replicas());
      ready += Counts.orZero(set.status().readyReplicas());
      terminating += Counts.orZero(set.status().terminatingReplicas());
    }
    int available = Counts.available(sets);
    return new Deployment.Status(
        deployment.metadata().generation(),
        replicas,
        wanted == null ? 0 : Counts.orZero(wanted.status().replicas()),
        ready,
        available,
        Math.max(0, Counts.replicas(sets) - available),
        terminating,
        conditions(deployment, wanted, sets, now));
  }

  /** Whether all Pods are of the wanted version and available. */
  static boolean complete(
      Deployment deployment, @Nullable ReplicaSet wanted, List<ReplicaSet> sets) {
    int replicas = Counts.replicas(deployment);
    return wanted != null
        && Counts.orZero(wanted.status().replicas()) == replicas
        && Counts.available(sets) == replicas
        && sets.stream().mapToInt(set -> Counts.orZero(set.status().replicas())).sum() == replicas;
  }

  private static List<Condition> conditions(
      Deployment deployment, @Nullable ReplicaSet wanted, List<ReplicaSet> sets, Instant now) {
    int least = Counts.replicas(deployment) - Fenceposts.of(deployment).unavailable();
    boolean enough = Counts.available(sets) >= least;
    String progress =
        complete(deployment, wanted, sets) ? "NewReplicaSetAvailable" : "ReplicaSetUpdated";
    return List.of(
        condition(
            deployment,
            now,
            "Available",
            enough,
            enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable"),
        condition(deployment, now, "Progressing", true, progress));
  }

  private static Condition condition(
      Deployment deployment, Instant now, String type, boolean holds, String reason) {
    Condition.Status status = holds ? Condition.Status.TRUE : Condition.Status.FALSE;
    Instant since = now.truncatedTo(ChronoUnit.SECONDS);
    for (Condition before : deployment.status().conditions()) {
      if (before.type().equals(type) && before.status().equals(status)) {
        since = before.lastTransitionTime();
      }
    }
    return new Condition(type, status, reason, null, since, null);
  }
}
