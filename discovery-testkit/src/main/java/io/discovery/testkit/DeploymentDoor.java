package io.discovery.testkit;

import io.discovery.core.ControlPlane;
import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.testkit.workload.Deployment;
import io.discovery.testkit.workload.Workloads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The handle of one Deployment: asks on the loop. */
final class DeploymentDoor implements DeploymentHandle {
  private static final int MOST = 10_000;

  private final Kubelet kubelet;
  private final ControlPlane plane;
  private final Workloads workloads;
  private final NamespacedName name;

  DeploymentDoor(Kubelet kubelet, ControlPlane plane, Workloads workloads, NamespacedName name) {
    this.kubelet = kubelet;
    this.plane = plane;
    this.workloads = workloads;
    this.name = name;
  }

  /** Returns a number of Pods that is in range. */
  static int checked(int replicas) {
    if (replicas < 0 || replicas > MOST) {
      throw new IllegalArgumentException("replicas: " + replicas + " (expected: 0.." + MOST + ")");
    }
    return replicas;
  }

  @Override
  public NamespacedName namespacedName() {
    return name;
  }

  @Override
  public Deployment object() {
    return kubelet.driver().ask(this::get);
  }

  private Deployment get() {
    Deployment deployment = plane.get(Deployment.class, name);
    if (deployment == null) {
      throw new StatusException(Status.notFound(Deployment.KIND, name.name()));
    }
    return deployment;
  }

  @Override
  public void rollout(UnaryOperator<Rollout> change) {
    Rollout rollout = change.apply(new Rollout());
    kubelet.driver().ask(() -> plane.update(rollout.applyTo(get())));
  }

  @Override
  public void scale(int replicas) {
    checked(replicas);
    kubelet
        .driver()
        .ask(
            () -> {
              Deployment deployment = get();
              return plane.update(deployment.withSpec(deployment.spec().withReplicas(replicas)));
            });
  }

  @Override
  public boolean rolledOut() {
    Deployment deployment = object();
    Deployment.Status status = deployment.status();
    Integer replicas = Objects.requireNonNullElse(deployment.spec().replicas(), 1);
    return Objects.equals(status.observedGeneration(), deployment.metadata().generation())
        && replicas.equals(status.updatedReplicas())
        && replicas.equals(status.replicas())
        && replicas.equals(status.availableReplicas());
  }

  @Override
  public List<PodHandle> pods() {
    return kubelet.driver().ask(this::handles);
  }

  private List<PodHandle> handles() {
    List<PodHandle> handles = new ArrayList<>();
    for (Pod pod : workloads.podsOf(get())) {
      LivePod live = kubelet.pod(pod.namespacedName());
      if (live != null) {
        handles.add(live.handle());
      }
    }
    handles.sort(Comparator.comparing(PodHandle::namespacedName));
    return handles;
  }

  @Override
  public int readyPods() {
    return kubelet
        .driver()
        .ask(
            () ->
                (int)
                    workloads.podsOf(get()).stream()
                        .filter(pod -> pod.ready() && !pod.metadata().terminating())
                        .count());
  }

  @Override
  public void delete() {
    kubelet
        .driver()
        .ask(
            () -> {
              plane.delete(Deployment.KIND, name);
              return true;
            });
  }

  @Override
  public String toString() {
    return "DeploymentHandle[" + name + "]";
  }
}
