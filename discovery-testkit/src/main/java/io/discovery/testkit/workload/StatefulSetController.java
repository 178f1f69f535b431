package io.discovery.testkit.workload;

import io.discovery.core.ControlPlane;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.time.Time;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the Pods of a StatefulSet: names with ordinals, one after the other. */
final class StatefulSetController {
  private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
  private static final String POD_INDEX = "apps.kubernetes.io/pod-index";
  private static final String REVISION = "controller-revision-hash";

  private final ControlPlane plane;
  private final Time time;
  private final Claims<Pod> claims;

  StatefulSetController(ControlPlane plane, Time time, Owned<Pod> pods) {
    this.plane = plane;
    this.time = time;
    this.claims = new Claims<>(plane, pods, Pod::withMetadata);
  }

  void sync(StatefulSet set) {
    Map<Integer, Pod> pods = byOrdinal(set);
    String revision = revision(set);
    if (!set.metadata().terminating()) {
      act(set, pods, revision);
    }
    StatefulSet.Status status = status(set, byOrdinal(set), revision);
    if (!status.equals(set.status())) {
      plane.updateStatus(set.withStatus(status));
    }
  }

  private Map<Integer, Pod> byOrdinal(StatefulSet set) {
    Map<Integer, Pod> pods = new TreeMap<>();
    for (Pod pod : claims.of(set, Selector.of(set.spec().selector()))) {
      int ordinal = ordinal(set, pod);
      if (ordinal >= 0) {
        pods.put(ordinal, pod);
      }
    }
    return pods;
  }

  /** Ordered sets wait after each step; in parallel ones all steps come at once. */
  private void act(StatefulSet set, Map<Integer, Pod> pods, String revision) {
    boolean ordered = !StatefulSet.Spec.PARALLEL.equals(set.spec().podManagementPolicy());
    int replicas = replicas(set);
    for (int ordinal = 0; ordinal < replicas; ordinal++) {
      boolean settled = fill(set, ordinal, pods.get(ordinal), revision);
      if (!settled && ordered) {
        return;
      }
    }
    List<Integer> surplus =
        pods.keySet().stream()
            .filter(ordinal -> ordinal >= replicas)
            .sorted(Comparator.reverseOrder())
            .toList();
    for (int ordinal : surplus) {
      delete(pods.get(ordinal));
      if (ordered) {
        return;
      }
    }
    update(set, pods, revision);
  }

  /** Returns whether the Pod of an ordinal is there and healthy. */
  private boolean fill(StatefulSet set, int ordinal, @Nullable Pod pod, String revision) {
    if (pod == null) {
      plane.create(newPod(set, ordinal, revision));
      return false;
    }
    if (pod.ended()) {
      delete(pod);
      return false;
    }
    return healthy(pod);
  }

  /** From the highest ordinal down to the partition, one at a time. */
  private void update(StatefulSet set, Map<Integer, Pod> pods, String revision) {
    StatefulSet.UpdateStrategy strategy = set.spec().updateStrategy();
    if (strategy != null && StatefulSet.UpdateStrategy.ON_DELETE.equals(strategy.type())) {
      return;
    }
    StatefulSet.RollingUpdate rolling = strategy == null ? null : strategy.rollingUpdate();
    int partition = rolling == null ? 0 : Counts.orZero(rolling.partition());
    for (int ordinal = replicas(set) - 1; ordinal >= partition; ordinal--) {
      Pod pod = pods.get(ordinal);
      if (pod == null) {
        return;
      }
      if (!revision.equals(pod.metadata().labels().get(REVISION))) {
        delete(pod);
        return;
      }
      if (!healthy(pod)) {
        return;
      }
    }
  }

  private void delete(@Nullable Pod pod) {
    if (pod != null && !pod.metadata().terminating()) {
      plane.delete(ResourceKind.POD, pod.namespacedName());
    }
  }

  private static boolean healthy(Pod pod) {
    return pod.ready()
        && PodStatus.Phase.RUNNING.equals(pod.status().phase())
        && !pod.metadata().terminating();
  }

  private static Pod newPod(StatefulSet set, int ordinal, String revision) {
    Pod pod = PodFactory.newPod(set, set.spec().template());
    String name = set.metadata().name() + "-" + ordinal;
    Map<String, String> labels = new TreeMap<>(pod.metadata().labels());
    labels.put(POD_NAME, name);
    labels.put(POD_INDEX, Integer.toString(ordinal));
    labels.put(REVISION, revision);
    ObjectMeta metadata =
        pod.metadata().toBuilder().generateName(null).name(name).labels(labels).build();
    return pod.withMetadata(metadata)
        .withSpec(
            pod.spec().toBuilder().hostname(name).subdomain(set.spec().serviceName()).build());
  }

  private static String revision(StatefulSet set) {
    return set.metadata().name() + "-" + TemplateHash.of(set.spec().template());
  }

  private static int ordinal(StatefulSet set, Pod pod) {
    String prefix = set.metadata().name() + "-";
    String name = pod.metadata().name();
    String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return rest.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(rest) : -1;
  }

  private static int replicas(StatefulSet set) {
    return Objects.requireNonNullElse(set.spec().replicas(), 1);
  }

  private StatefulSet.Status status(StatefulSet set, Map<Integer, Pod> pods, String revision) {
    int minReady = Counts.orZero(set.spec().minReadySeconds());
    int ready = 0;
    int available = 0;
    int updated = 0;
    for (Pod pod : pods.values()) {
      boolean isReady = pod.ready() && PodStatus.Phase.RUNNING.equals(pod.status().phase());
      ready += isReady ? 1 : 0;
      available += isReady && Counts.available(pod, minReady, time.instant()) ? 1 : 0;
      boolean isUpdated = revision.equals(pod.metadata().labels().get(REVISION));
      updated += isUpdated && !pod.metadata().terminating() ? 1 : 0;
    }
    return new StatefulSet.Status(
        set.metadata().generation(), pods.size(), ready, available, updated, revision);
  }
}
