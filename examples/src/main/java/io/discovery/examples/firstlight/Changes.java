package io.discovery.examples.firstlight;

import java.util.List;

/**
 * What happened to the application while it was called.
 *
 * @param done the steps that were taken, at the time they were
 * @param rollouts the Deployments that were rolled out
 * @param crashes Pods that crashed
 * @param scaleUps times that a Deployment grew
 * @param scaleDowns times that a Deployment shrank
 * @param readinessFlips times that a ready Pod said that it was not, or the other way round
 * @param endpointsAdded endpoints that were added by hand
 * @param undone what should have happened and did not, in one sentence each
 */
record Changes(
    List<Step> done,
    List<Rolled> rollouts,
    int crashes,
    int scaleUps,
    int scaleDowns,
    int readinessFlips,
    int endpointsAdded,
    List<String> undone) {
  Changes {
    done = List.copyOf(done);
    rollouts = List.copyOf(rollouts);
    undone = List.copyOf(undone);
  }

  int podsReplaced() {
    return rollouts.stream().mapToInt(Rolled::replaced).sum();
  }

  /**
   * A Deployment that was rolled out.
   *
   * @param deployment namespace and name
   * @param service a Service that its Pods stand behind
   * @param from image before
   * @param to image afterwards
   * @param pods Pods that there were before
   * @param replaced how many of those are gone
   */
  record Rolled(
      String deployment, String service, String from, String to, int pods, int replaced) {}
}
