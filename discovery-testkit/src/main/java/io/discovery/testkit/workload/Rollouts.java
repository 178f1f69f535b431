package io.discovery.testkit.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many Pods each ReplicaSet of a Deployment is to have next; functions of their arguments
 * (deployment/rolling.go, recreate.go, sync.go).
 */
final class Rollouts {
  private Rollouts() {}

  /** A ReplicaSet and its new number of Pods. */
  record Resize(ReplicaSet set, int replicas) {}

  /** One step of a rolling update; nothing if it has to wait. */
  static List<Resize> rolling(Deployment deployment, ReplicaSet wanted, List<ReplicaSet> old) {
    int current = Counts.replicas(wanted);
    int next = newReplicas(deployment, wanted, old);
    if (next != current) {
      return List.of(new Resize(wanted, next));
    }
    return scaleDownOld(deployment, wanted, old);
  }

  /** Returns how many Pods the wanted ReplicaSet may have now (NewRSNewReplicas). */
  static int newReplicas(Deployment deployment, @Nullable ReplicaSet wanted, List<ReplicaSet> old) {
    int replicas = Counts.replicas(deployment);
    int current = Counts.replicas(wanted);
    if (!Fenceposts.isRolling(deployment) || current > replicas) {
      return replicas;
    }
    int most = replicas + Fenceposts.of(deployment).surge();
    int room = most - current - Counts.replicas(old);
    return room <= 0 ? current : current + Math.min(room, replicas - current);
  }

  private static List<Resize> scaleDownOld(
      Deployment deployment, ReplicaSet wanted, List<ReplicaSet> old) {
    int oldPods = Counts.replicas(old);
    int least = Counts.replicas(deployment) - Fenceposts.of(deployment).unavailable();
    int newUnavailable = Counts.replicas(wanted) - Counts.available(wanted);
    int room = oldPods + Counts.replicas(wanted) - least - newUnavailable;
    if (oldPods == 0 || room <= 0) {
      return List.of();
    }
    int spare = Counts.available(wanted) + Counts.available(old) - least;
    List<Resize> resized = new ArrayList<>();
    for (ReplicaSet set : oldestFirst(old)) {
      int size = Counts.replicas(set);
      if (Counts.available(set) > size) {
        return List.of(); // what it says of its Pods is older than its size
      }
      int unhealthy = Math.min(room, size - Counts.available(set));
      room -= unhealthy;
      resized.add(new Resize(set, size - unhealthy));
    }
    for (int i = 0; i < resized.size(); i++) {
      Resize resize = resized.get(i);
      int less = Math.max(0, Math.min(resize.replicas(), spare));
      spare -= less;
      resized.set(i, new Resize(resize.set(), resize.replicas() - less));
    }
    return changes(resized);
  }

  /** All to nothing: the first step of Recreate. */
  static List<Resize> toNothing(List<ReplicaSet> sets) {
    return changes(sets.stream().map(set -> new Resize(set, 0)).toList());
  }

  /** Spreads a new size of the Deployment over its ReplicaSets (deployment/sync.go scale). */
  static List<Resize> scale(
      Deployment deployment, @Nullable ReplicaSet wanted, List<ReplicaSet> old) {
    int replicas = Counts.replicas(deployment);
    List<ReplicaSet> active = new ArrayList<>(old);
    if (wanted != null) {
      active.add(wanted);
    }
    List<ReplicaSet> all = List.copyOf(active);
    active.removeIf(set -> Counts.replicas(set) == 0);
    if (active.size() <= 1) {
      ReplicaSet only = activeOrLatest(active, wanted, all);
      return only == null ? List.of() : List.of(new Resize(only, replicas));
    }
    if (saturated(deployment, wanted)) {
      return toNothing(old);
    }
    return Fenceposts.isRolling(deployment) ? inProportion(deployment, active) : List.of();
  }

  private static @Nullable ReplicaSet activeOrLatest(
      List<ReplicaSet> active, @Nullable ReplicaSet wanted, List<ReplicaSet> all) {
    if (!active.isEmpty()) {
      return active.get(0);
    }
    if (wanted != null || all.isEmpty()) {
      return wanted;
    }
    return oldestFirst(all).get(all.size() - 1);
  }

  private static boolean saturated(Deployment deployment, @Nullable ReplicaSet wanted) {
    int replicas = Counts.replicas(deployment);
    return wanted != null
        && Counts.replicas(wanted) == replicas
        && Integer.valueOf(replicas).equals(Annotations.desired(wanted))
        && Counts.available(wanted) == replicas;
  }

  private static List<Resize> inProportion(Deployment deployment, List<ReplicaSet> active) {
    int replicas = Counts.replicas(deployment);
    int allowed = replicas == 0 ? 0 : replicas + Fenceposts.of(deployment).surge();
    int add = allowed - Counts.replicas(active);
    Comparator<ReplicaSet> age = byAge();
    active.sort(
        Comparator.<ReplicaSet>comparingInt(set -> -Counts.replicas(set))
            .thenComparing(add > 0 ? age.reversed() : age));
    int added = 0;
    List<Resize> resized = new ArrayList<>();
    for (ReplicaSet set : active) {
      int part = add == added ? 0 : share(deployment, set, add, add - added);
      added += part;
      resized.add(new Resize(set, Counts.replicas(set) + part));
    }
    Resize first = resized.get(0);
    resized.set(0, new Resize(first.set(), Math.max(0, first.replicas() + add - added)));
    return resized;
  }

  private static int share(Deployment deployment, ReplicaSet set, int add, int left) {
    int current = Counts.replicas(set);
    int fraction;
    if (Counts.replicas(deployment) == 0) {
      fraction = -current;
    } else {
      int most = Counts.replicas(deployment) + Fenceposts.of(deployment).surge();
      int before =
          Objects.requireNonNullElse(
              Annotations.most(set), Counts.orZero(deployment.status().replicas()));
      fraction = before == 0 ? 0 : (int) Math.round((double) current * most / before) - current;
    }
    return add > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
  }

  static List<ReplicaSet> oldestFirst(List<ReplicaSet> sets) {
    List<ReplicaSet> sorted = new ArrayList<>(sets);
    sorted.sort(byAge());
    return sorted;
  }

  /** The older first; of one second the one whose name comes first. */
  private static Comparator<ReplicaSet> byAge() {
    return Comparator.<ReplicaSet, Instant>comparing(
            set -> Objects.requireNonNullElse(set.metadata().creationTimestamp(), Instant.EPOCH))
        .thenComparing(ReplicaSet::namespacedName);
  }

  private static List<Resize> changes(List<Resize> resized) {
    return resized.stream()
        .filter(resize -> resize.replicas() != Counts.replicas(resize.set()))
        .toList();
  }
}
