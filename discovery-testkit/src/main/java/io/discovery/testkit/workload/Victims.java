package io.discovery.testkit.workload;

import io.discovery.model.Pod;
import io.discovery.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which Pods of a ReplicaSet go first (controller_utils ActivePodsWithRanks). */
final class Victims {
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private final Map<String, Integer> crowds = new TreeMap<>();
  private final Instant now;

  private Victims(Collection<Pod> related, Instant now) {
    this.now = now;
    for (Pod pod : related) {
      if (Counts.active(pod)) {
        crowds.merge(node(pod), 1, Integer::sum);
      }
    }
  }

  /**
   * Returns those that go, the first one first.
   *
   * @param related Pods among which crowding on a Node counts; none if it does not count
   */
  static List<Pod> choose(List<Pod> pods, Collection<Pod> related, int count, Instant now) {
    // The order is not transitive where times fall into one bucket, which a sort would refuse.
    PriorityQueue<Pod> queue = new PriorityQueue<>(new Victims(related, now).order());
    queue.addAll(pods);
    List<Pod> victims = new ArrayList<>(count);
    while (victims.size() < count && !queue.isEmpty()) {
      victims.add(queue.remove());
    }
    return victims;
  }

  private Comparator<Pod> order() {
    return Comparator.<Pod, Boolean>comparing(pod -> !node(pod).isEmpty())
        .thenComparingInt(Victims::phase)
        .thenComparing(Pod::ready)
        .thenComparingLong(Victims::deletionCost)
        .thenComparingInt(pod -> -crowds.getOrDefault(node(pod), 0))
        .thenComparing((a, b) -> later(a, b, Counts.readySince(a), Counts.readySince(b)))
        .thenComparingInt(pod -> -restarts(pod))
        .thenComparing(
            (a, b) ->
                later(a, b, a.metadata().creationTimestamp(), b.metadata().creationTimestamp()))
        .thenComparing(Pod::namespacedName);
  }

  /** The younger goes first; of two about equally old ones the uid decides, as if drawn. */
  private int later(Pod a, Pod b, @Nullable Instant timeOfA, @Nullable Instant timeOfB) {
    if (timeOfA == null || timeOfB == null || timeOfA.equals(timeOfB)) {
      return 0;
    }
    int byAge = Integer.compare(magnitude(timeOfA), magnitude(timeOfB));
    return byAge != 0 ? byAge : uid(a).compareTo(uid(b));
  }

  private int magnitude(Instant time) {
    long nanos = Duration.between(time, now).toNanos();
    return nanos <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(nanos);
  }

  private static String node(Pod pod) {
    return Objects.requireNonNullElse(pod.spec().nodeName(), "");
  }

  private static String uid(Pod pod) {
    return Objects.requireNonNullElse(pod.metadata().uid(), "");
  }

  private static int phase(Pod pod) {
    PodStatus.Phase phase = pod.status().phase();
    if (PodStatus.Phase.RUNNING.equals(phase)) {
      return 2;
    }
    return PodStatus.Phase.UNKNOWN.equals(phase) ? 1 : 0;
  }

  private static int restarts(Pod pod) {
    return pod.status().containerStatuses().stream()
        .mapToInt(PodStatus.ContainerStatus::restartCount)
        .max()
        .orElse(0);
  }

  private static long deletionCost(Pod pod) {
    String text = pod.metadata().annotations().get(DELETION_COST);
    if (text == null || !text.matches("-?(0|[1-9][0-9]{0,9})")) {
      return 0;
    }
    long cost = Long.parseLong(text);
    return cost == (int) cost ? cost : 0;
  }
}
