package io.discovery.testkit;

import io.discovery.model.Condition;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.PodStatus.ContainerState;
import io.discovery.model.PodStatus.ContainerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the node of a Pod says about it; functions of their arguments. */
final class PodStatuses {
  private static final int EXIT_CODE = 1;

  private PodStatuses() {}

  /**
   * How the containers are.
   *
   * @param running whether they run
   * @param ready whether they are ready
   * @param restarts how often they were started again
   * @param backOff whether they wait to be started again
   * @param startedAt when they were started last
   * @param endedAt when they ended last
   */
  record Containers(
      boolean running,
      boolean ready,
      int restarts,
      boolean backOff,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {}

  /** Returns the status of a Pod on a node; the address is null before it has one. */
  static PodStatus of(
      Pod pod, @Nullable String ip, String hostIp, Containers containers, Instant now) {
    PodStatus before = pod.status();
    List<ContainerStatus> each = new ArrayList<>();
    for (PodSpec.Container container : pod.spec().containers()) {
      each.add(container(container, containers));
    }
    return PodStatus.builder()
        .phase(PodStatus.Phase.RUNNING)
        .conditions(
            List.of(
                condition(before, "PodScheduled", true, now),
                condition(before, "Initialized", true, now),
                condition(before, "ContainersReady", containers.ready(), now),
                condition(before, "Ready", containers.ready(), now)))
        .podIP(ip)
        .podIPs(ip == null ? List.of() : List.of(new PodStatus.PodIP(ip)))
        .hostIP(hostIp)
        .startTime(before.startTime() == null ? now : before.startTime())
        .containerStatuses(each)
        .build();
  }

  private static Condition condition(PodStatus before, String type, boolean holds, Instant now) {
    Condition.Status status = holds ? Condition.Status.TRUE : Condition.Status.FALSE;
    for (Condition old : before.conditions()) {
      if (old.type().equals(type) && old.status().equals(status)) {
        return old;
      }
    }
    String reason = holds || type.equals("PodScheduled") ? null : "ContainersNotReady";
    return new Condition(type, status, reason, null, now, null);
  }

  private static ContainerStatus container(PodSpec.Container container, Containers all) {
    ContainerState ended =
        all.endedAt() == null
            ? null
            : new ContainerState(
                null, null, new PodStatus.Terminated(EXIT_CODE, "Error", null, all.endedAt()));
    ContainerState state;
    if (all.running()) {
      state = new ContainerState(null, new PodStatus.Running(all.startedAt()), null);
    } else if (all.backOff()) {
      state = new ContainerState(new PodStatus.Waiting("CrashLoopBackOff", null), null, null);
    } else {
      state = ended;
    }
    return new ContainerStatus(
        container.name(),
        all.ready(),
        all.running(),
        all.restarts(),
        container.image(),
        state,
        Objects.equals(state, ended) ? null : ended);
  }
}
