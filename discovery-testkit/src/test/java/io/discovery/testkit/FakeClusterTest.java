package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Node;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FakeCluster(
    seed = 11,
    nodes = 4,
    zones = {"a", "b"})
class FakeClusterTest {
  @Test
  void aTestGetsAClusterAsItsClassSays(Cluster cluster) {
    assertThat(cluster.seed()).isEqualTo(Long.getLong("discovery.seed", 11));
    assertThat(cluster.controlPlane().list(Node.class)).hasSize(4);
  }

  @Test
  @FakeCluster(seed = 12, nodes = 1)
  void aMethodSaysItBetterThanItsClass(Cluster cluster) {
    DeploymentHandle cart = cluster.newDeployment("cart").replicas(2).create();
    cluster.runUntil(cart::rolledOut, Duration.ofMinutes(1));
    assertThat(cart.pods()).allMatch(pod -> "node-1".equals(pod.node()));
  }
}
