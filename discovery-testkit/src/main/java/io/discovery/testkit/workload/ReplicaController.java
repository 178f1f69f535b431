package io.discovery.testkit.workload;

import io.discovery.core.ControlPlane;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keeps the Pods of a ReplicaSet or ReplicationController at their number. */
final class ReplicaController {
  /** As many at a time, as Kubernetes; the next ones follow with the changes of these. */
  private static final int BURST = 500;

  private final ControlPlane plane;
  private final Time time;
  private final Owned<Pod> pods;
  private final Owned<ReplicaSet> sets;
  private final Claims<Pod> claims;

  ReplicaController(ControlPlane plane, Time time, Owned<Pod> pods, Owned<ReplicaSet> sets) {
    this.plane = plane;
    this.time = time;
    this.pods = pods;
    this.sets = sets;
    this.claims = new Claims<>(plane, pods, Pod::withMetadata);
  }

  /** What both kinds have in common. */
  private record Replicas(
      KubernetesObject owner, Selector selector, int count, PodTemplate template, int minReady) {}

  /** Returns when to look again; zero if nothing waits for time. */
  Duration sync(ReplicaSet set) {
    ReplicaSet.Spec spec = set.spec();
    Replicas replicas =
        new Replicas(
            set,
            Selector.of(spec.selector()),
            Counts.replicas(set),
            spec.template(),
            Counts.orZero(spec.minReadySeconds()));
    List<Pod> own = manage(replicas);
    ReplicaStatus status = status(replicas, own);
    if (!status.equals(set.status())) {
      plane.updateStatus(set.withStatus(status));
    }
    return nextAvailable(own, replicas.minReady());
  }

  /** Returns when to look again; zero if nothing waits for time. */
  Duration sync(ReplicationController controller) {
    ReplicationController.Spec spec = controller.spec();
    Replicas replicas =
        new Replicas(
            controller,
            Selector.ofLabels(spec.selector()),
            Objects.requireNonNullElse(spec.replicas(), 1),
            spec.template(),
            Counts.orZero(spec.minReadySeconds()));
    List<Pod> own = manage(replicas);
    ReplicaStatus status = status(replicas, own);
    if (!status.equals(controller.status())) {
      plane.updateStatus(controller.withStatus(status));
    }
    return nextAvailable(own, replicas.minReady());
  }

  /** Returns the Pods as they were before anything was done about their number. */
  private List<Pod> manage(Replicas replicas) {
    List<Pod> own = claims.of(replicas.owner(), replicas.selector());
    if (replicas.owner().metadata().terminating()) {
      return own;
    }
    List<Pod> active = own.stream().filter(Counts::active).toList();
    int surplus = active.size() - replicas.count();
    for (int i = 0; i < Math.min(-surplus, BURST); i++) {
      plane.create(PodFactory.newPod(replicas.owner(), replicas.template()));
    }
    if (surplus > 0) {
      int count = Math.min(surplus, BURST);
      for (Pod pod : Victims.choose(active, related(replicas.owner()), count, time.instant())) {
        plane.delete(ResourceKind.POD, pod.namespacedName());
      }
    }
    return own;
  }

  /** Crowding on a Node counts among the Pods of one Deployment, and not without one. */
  private List<Pod> related(KubernetesObject owner) {
    var deployment = owner.metadata().controller();
    if (deployment == null || !deployment.kind().equals(Deployment.KIND.name())) {
      return List.of();
    }
    List<Pod> related = new ArrayList<>();
    for (ReplicaSet sibling : sets.of(deployment.uid())) {
      related.addAll(pods.of(sibling.metadata().uid()));
    }
    return related;
  }

  private ReplicaStatus status(Replicas replicas, List<Pod> own) {
    Selector template = Selector.ofLabels(replicas.template().metadata().labels());
    Instant now = time.instant();
    int active = 0;
    int labeled = 0;
    int ready = 0;
    int available = 0;
    int terminating = 0;
    for (Pod pod : own) {
      if (pod.metadata().terminating()) {
        terminating += pod.ended() ? 0 : 1;
      } else if (!pod.ended()) {
        active++;
        labeled += template.matches(pod.metadata().labels()) ? 1 : 0;
        ready += pod.ready() ? 1 : 0;
        available += Counts.available(pod, replicas.minReady(), now) ? 1 : 0;
      }
    }
    Long generation = replicas.owner().metadata().generation();
    return new ReplicaStatus(active, labeled, ready, available, terminating, generation);
  }

  private Duration nextAvailable(List<Pod> own, int minReady) {
    Duration next = Duration.ZERO;
    Instant now = time.instant();
    for (Pod pod : own) {
      Instant since = minReady == 0 || !Counts.active(pod) ? null : Counts.readySince(pod);
      if (since != null) {
        Duration left = Duration.between(now, since.plusSeconds(minReady));
        boolean sooner = next.isZero() || left.compareTo(next) < 0;
        next = left.isNegative() || left.isZero() || !sooner ? next : left;
      }
    }
    return next;
  }
}
