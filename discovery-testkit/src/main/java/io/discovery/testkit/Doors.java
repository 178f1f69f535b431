package io.discovery.testkit;

import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.testkit.workload.Deployment;
import java.util.List;

/** Finds what users hold of a cluster: its Deployments and Pods; confined to the loop. */
record Doors(Running running) {
  DeploymentHandle create(NamespacedName name, PodProfile profile, List<KubernetesObject> created) {
    if (running.plane().get(Deployment.class, name) != null) {
      throw new StatusException(Status.alreadyExists(Deployment.KIND, name.name()));
    }
    running.objects().createAll(created);
    running.kubelet().profile(name, profile);
    return door(name);
  }

  private DeploymentHandle door(NamespacedName name) {
    return new DeploymentDoor(running.kubelet(), running.plane(), running.workloads(), name);
  }

  DeploymentHandle deployment(NamespacedName name) {
    if (running.plane().get(Deployment.class, name) == null) {
      throw new IllegalArgumentException("deployment: " + name + " is not there");
    }
    return door(name);
  }

  /** Returns all Deployments, by name. */
  List<DeploymentHandle> deployments() {
    return running.plane().list(Deployment.class).stream()
        .map(deployment -> door(deployment.namespacedName()))
        .toList();
  }

  PodHandle pod(NamespacedName name) {
    LivePod found = running.kubelet().pod(name);
    if (found == null) {
      throw new IllegalArgumentException("pod: " + name + " is not there");
    }
    return found.handle();
  }

  /** Returns all Pods, by name. */
  List<PodHandle> pods() {
    return running.kubelet().pods().stream().map(LivePod::handle).toList();
  }
}
