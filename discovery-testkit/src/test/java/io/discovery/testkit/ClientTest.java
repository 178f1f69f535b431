package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.ServiceDiscovery;
import io.discovery.ServiceHandle;
import io.discovery.balancer.NoEndpointException;
import io.discovery.snapshot.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@FakeCluster
class ClientTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private static DeploymentHandle newCart(Cluster cluster) {
    return cluster
        .newDeployment("shop/cart")
        .replicas(6)
        .port("http", 8080)
        .readyAfter(Duration.ofSeconds(2))
        .expose();
  }

  @Test
  void noCallFailsDuringARollout(Cluster cluster, ServiceDiscovery discovery) throws IOException {
    DeploymentHandle cart = newCart(cluster);
    cluster.runUntil(cart::rolledOut, LONG);
    ServiceHandle handle = discovery.service("shop/cart", "http");
    cart.rollout(r -> r.image("v2").maxSurge(1).maxUnavailable(0));
    int calls = 0;
    Set<String> answers = new TreeSet<>();
    while (!cart.rolledOut()) {
      cluster.advance(Duration.ofMillis(5));
      Endpoint endpoint = handle.endpoint();
      answers.add(cluster.network().send(endpoint, PodServer.Request.get("/")).body());
      calls++;
    }
    assertThat(calls).isGreaterThan(1_000);
    assertThat(cluster.network().served()).isEqualTo(calls);
    assertThat(answers).hasSizeGreaterThan(10).anyMatch(answer -> answer.endsWith(" v2"));
  }

  @Test
  void aClientLearnsOfTheDeadOnlyAfterThePropagationDelay() throws IOException {
    try (Cluster cluster =
        Cluster.builder().seed(5).abrupt().propagation(Duration.ofSeconds(1)).build()) {
      DeploymentHandle cart = newCart(cluster);
      ServiceHandle handle = cluster.discovery().service("shop/cart", "http");
      cluster.runUntil(cart::rolledOut, LONG);
      assertThatThrownBy(handle::endpoint).isInstanceOf(NoEndpointException.class);
      cluster.advance(Duration.ofSeconds(1));
      assertThat(handle.endpoints().usable()).hasSize(6);

      cart.scale(0);
      cluster.advance(Duration.ofMillis(999));
      Endpoint endpoint = handle.endpoint();
      assertThatThrownBy(() -> cluster.network().send(endpoint, PodServer.Request.get("/")))
          .isInstanceOf(ConnectException.class);

      cluster.advance(Duration.ofMillis(10));
      assertThatThrownBy(handle::endpoint).isInstanceOf(NoEndpointException.class);
    }
  }
}
