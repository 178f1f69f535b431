package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.EndpointSlice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private final Cluster cluster = Cluster.builder().seed(42).nodes(3).zones("a", "b").build();

  @Test
  void aDeploymentComesUp() {
    DeploymentHandle cart =
        cluster
            .newDeployment("shop/cart")
            .replicas(6)
            .port("http", 8080)
            .readyAfter(Duration.ofSeconds(2))
            .expose();

    cluster.runUntilIdle();
    assertThat(cart.pods()).hasSize(6).allMatch(pod -> pod.state() == PodHandle.State.PENDING);
    assertThat(cart.rolledOut()).isFalse();

    cluster.advance(Duration.ofSeconds(1));
    assertThat(cart.pods()).allMatch(pod -> pod.state() == PodHandle.State.NOT_READY);

    cluster.runUntil(cart::rolledOut, Duration.ofMinutes(5));
    assertThat(cart.pods()).allMatch(pod -> pod.state() == PodHandle.State.READY);
    assertThat(readyEndpoints()).hasSize(6);
  }

  private List<EndpointSlice.Endpoint> readyEndpoints() {
    return cluster.controlPlane().list(EndpointSlice.class).stream()
        .flatMap(slice -> slice.endpoints().stream())
        .filter(endpoint -> Boolean.TRUE.equals(endpoint.conditions().ready()))
        .toList();
  }
}
