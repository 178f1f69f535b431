package io.discovery.testkit;

import io.discovery.core.ControlPlane;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import io.discovery.testkit.workload.Deployment;
import io.discovery.testkit.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cluster as text for a person; confined to the loop. */
final class Description {
  private final ControlPlane plane;
  private final Workloads workloads;
  private final Kubelet kubelet;

  Description(ControlPlane plane, Workloads workloads, Kubelet kubelet) {
    this.plane = plane;
    this.workloads = workloads;
    this.kubelet = kubelet;
  }

  /** Describes the Deployment and the Service of a name. */
  String of(NamespacedName name) {
    StringBuilder text = new StringBuilder();
    Deployment deployment = plane.get(Deployment.class, name);
    Service service = plane.get(Service.class, name);
    List<Pod> pods = new ArrayList<>();
    if (deployment != null) {
      describe(text, deployment);
      pods.addAll(workloads.podsOf(deployment));
    }
    if (service != null) {
      describe(text, service);
      if (deployment == null && !service.spec().selector().isEmpty()) {
        pods.addAll(plane.pods(name.namespace(), Selector.ofLabels(service.spec().selector())));
      }
    }
    if (deployment == null && service == null) {
      return name + ": no Deployment and no Service\n";
    }
    pods.forEach(pod -> describe(text, pod));
    return text.toString();
  }

  private static void describe(StringBuilder text, Deployment deployment) {
    Deployment.Status status = deployment.status();
    text.append(
        "Deployment %s   %s/%s ready, %s updated, %s available, %s terminating\n"
            .formatted(
                deployment.namespacedName(),
                orZero(status.readyReplicas()),
                orZero(deployment.spec().replicas()),
                orZero(status.updatedReplicas()),
                orZero(status.availableReplicas()),
                orZero(status.terminatingReplicas())));
  }

  private static int orZero(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }

  private void describe(StringBuilder text, Service service) {
    int known = 0;
    int ready = 0;
    NamespacedName name = service.namespacedName();
    for (EndpointSlice slice : plane.list(EndpointSlice.class, name.namespace())) {
      if (name.equals(slice.service())) {
        for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
          known++;
          ready += Boolean.TRUE.equals(endpoint.conditions().ready()) ? 1 : 0;
        }
      }
    }
    text.append(
        "Service %s   %s %s   %d of %d endpoints ready\n"
            .formatted(
                name,
                service.spec().type(),
                Objects.requireNonNullElse(service.spec().clusterIP(), "no address"),
                ready,
                known));
  }

  private void describe(StringBuilder text, Pod pod) {
    LivePod live = kubelet.pod(pod.namespacedName());
    String state = live == null ? "not of this cluster" : live.state().toString();
    text.append(
        "  %-15s %-40s %-12s %-12s %s restarts %d\n"
            .formatted(
                Objects.requireNonNullElse(pod.status().podIP(), "-"),
                pod.metadata().name(),
                Objects.requireNonNullElse(pod.spec().nodeName(), "-"),
                state.toLowerCase(Locale.ROOT).replace('_', ' '),
                live == null ? "" : live.image(),
                live == null ? 0 : live.restarts()));
  }

  /** Counts the Pods by state, such as {@code 3 ready, 1 pending}. */
  String pods() {
    Map<PodHandle.State, Integer> counts = new TreeMap<>();
    for (LivePod pod : kubelet.pods()) {
      counts.merge(pod.state(), 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (state, count) ->
            parts.add(count + " " + state.toString().toLowerCase(Locale.ROOT).replace('_', ' ')));
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }
}
