package io.discovery.examples.firstlight;

import io.discovery.examples.firstlight.Changes.Rolled;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import java.util.List;

/**
 * A Deployment on its way to the next version.
 *
 * @param deployment the Deployment
 * @param service a Service that its Pods stand behind
 * @param from image before
 * @param to image that is wanted
 * @param old the Pods that are to go
 */
record Rollout(
    DeploymentHandle deployment, String service, String from, String to, List<PodHandle> old) {
  Rollout {
    old = List.copyOf(old);
  }

  /** Begins it. */
  static Rollout begin(DeploymentHandle deployment, String service) {
    List<PodHandle> old =
        deployment.pods().stream().filter(p -> p.state() != PodHandle.State.TERMINATING).toList();
    String from = old.isEmpty() ? "" : old.get(0).image();
    String to = Image.next(from);
    deployment.rollout(rollout -> rollout.image(to));
    return new Rollout(deployment, service, from, to, old);
  }

  boolean complete() {
    return replaced() == old.size() && deployment.rolledOut();
  }

  private int replaced() {
    return (int) old.stream().filter(pod -> pod.state() == PodHandle.State.GONE).count();
  }

  Rolled sum() {
    String name = deployment.namespacedName().toString();
    return new Rolled(name, service, from, to, old.size(), replaced());
  }

  void complain(List<String> problems) {
    if (!complete()) {
      problems.add(
          "roll out "
              + deployment.namespacedName()
              + ": not complete ("
              + replaced()
              + " of "
              + old.size()
              + " Pods replaced, "
              + deployment.readyPods()
              + " ready)");
    }
  }
}
