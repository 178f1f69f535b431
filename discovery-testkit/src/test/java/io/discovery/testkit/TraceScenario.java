package io.discovery.testkit;

import java.time.Duration;
import java.util.List;

/** A scenario with more than 30 Pods in play; prints the hash of its trace. */
final class TraceScenario {
  private TraceScenario() {}

  /** Prints seed and hash of a run for each argument. */
  public static void main(String[] seeds) {
    for (String seed : seeds) {
      System.out.println(seed + " " + run(Long.parseLong(seed)).hash());
    }
  }

  static Trace run(long seed) {
    try (Cluster cluster = Cluster.builder().seed(seed).nodes(5).zones("a", "b", "c").build()) {
      DeploymentHandle cart =
          cluster.newDeployment("shop/cart").replicas(40).port("http", 8080).expose();
      DeploymentHandle web =
          cluster.newDeployment("shop/web").replicas(35).port("http", 80).expose();
      cluster.runUntil(() -> cart.rolledOut() && web.rolledOut(), Duration.ofMinutes(1));
      cart.rollout(r -> r.image("v2").maxSurge("30%").maxUnavailable(2));
      cluster.advance(Duration.ofMillis(200));
      List<PodHandle> pods = web.pods();
      for (int i = 0; i < pods.size(); i += 3) {
        pods.get(i).crash();
      }
      pods.get(1).ready(false);
      pods.get(4).kill(Duration.ofSeconds(3));
      cluster.advance(Duration.ofMillis(100));
      cart.rollout(r -> r.image("v3"));
      web.scale(50);
      cluster.advance(Duration.ofSeconds(2));
      web.scale(31);
      cluster.advance(Duration.ofSeconds(30));
      cart.delete();
      cluster.advance(Duration.ofMinutes(1));
      return cluster.trace();
    }
  }
}
