package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ServiceDiscovery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeakTest {
  private final Cluster cluster =
      Cluster.builder().seed(2).propagation(Duration.ofMillis(300)).build();

  @Test
  void nothingIsLeftOfAClusterThatIsClosedInTheMiddleOfEverything() {
    ServiceDiscovery discovery = cluster.discovery();
    DeploymentHandle cart =
        cluster.newDeployment("shop/cart").replicas(8).port("http", 8080).expose();
    cluster.runUntil(cart::rolledOut, Duration.ofMinutes(1));
    cart.rollout(r -> r.image("v2").minReadySeconds(600));
    cart.pods().get(0).crash();
    cart.pods().get(1).kill(Duration.ofMinutes(1));
    cart.pods().get(2).delete();
    cluster.advance(Duration.ofMillis(400));
    assertThat(discovery.snapshot().services()).hasSize(1);

    cluster.close();

    assertThat(cluster.leaks()).isEmpty();
  }

  @Test
  void nothingIsLeftOfAPodThatWasToldToEndJustBefore() {
    DeploymentHandle cart = cluster.newDeployment("shop/cart").replicas(1).create();
    cluster.runUntil(cart::rolledOut, Duration.ofMinutes(1));
    cart.pods().get(0).delete();

    cluster.close();

    assertThat(cluster.leaks()).isEmpty();
  }

  @Test
  void whatAUserLeftIsCounted() {
    cluster.loop().schedule(Duration.ofMinutes(1), () -> {});

    cluster.close();

    assertThat(cluster.leaks()).containsExactly("1 timers");
  }
}
