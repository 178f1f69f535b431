package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.EndpointSlice;
import io.discovery.snapshot.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodLifeTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Cluster cluster = Cluster.builder().seed(7).zones("a", "b").build();
  private final DeploymentHandle cart =
      cluster
          .newDeployment("shop/cart")
          .replicas(2)
          .port("http", 80)
          .startAfter(Duration.ofSeconds(1))
          .readyAfter(Duration.ofSeconds(2))
          .drain(Duration.ofSeconds(4))
          .expose();

  @AfterEach
  void close() {
    cluster.close();
  }

  private PodHandle readyPod() {
    cluster.runUntil(cart::rolledOut, LONG);
    return cart.pods().get(0);
  }

  private EndpointSlice.Conditions conditionsOf(PodHandle pod) {
    return cluster.controlPlane().list(EndpointSlice.class).stream()
        .flatMap(slice -> slice.endpoints().stream())
        .filter(endpoint -> endpoint.addresses().contains(pod.ip()))
        .map(EndpointSlice.Endpoint::conditions)
        .findFirst()
        .orElseThrow();
  }

  private PodServer.Response askPod(PodHandle pod) throws IOException {
    return cluster
        .network()
        .send(Endpoint.of(String.valueOf(pod.ip()), 80), PodServer.Request.get("/"));
  }

  @Test
  void aPodIsScheduledStartedAndReadyInItsTime() throws IOException {
    cluster.advance(Duration.ofMillis(500));
    PodHandle pod = cart.pods().get(0);
    assertThat(pod.state()).isEqualTo(PodHandle.State.PENDING);
    assertThat(pod.node()).startsWith("node-");
    assertThat(pod.ip()).isNull();

    cluster.advance(Duration.ofSeconds(1));
    assertThat(pod.state()).isEqualTo(PodHandle.State.NOT_READY);
    assertThat(pod.ip()).startsWith("10.244.");
    assertThat(askPod(pod).body()).isEqualTo(pod.name() + " v1");
    assertThat(conditionsOf(pod).ready()).isFalse();

    cluster.advance(Duration.ofSeconds(2));
    assertThat(pod.state()).isEqualTo(PodHandle.State.READY);
    assertThat(conditionsOf(pod).ready()).isTrue();
    assertThat(pod.served()).isEqualTo(1);
  }

  @Test
  void aTerminatingPodAnswersUntilItHasDrained() throws IOException {
    PodHandle pod = readyPod();
    pod.delete();
    cluster.runUntilIdle();
    assertThat(pod.state()).isEqualTo(PodHandle.State.TERMINATING);
    assertThat(conditionsOf(pod).ready()).isFalse();
    assertThat(conditionsOf(pod).serving()).isTrue();
    assertThat(conditionsOf(pod).terminating()).isTrue();

    cluster.advance(Duration.ofMillis(3999));
    assertThat(askPod(pod).status()).isEqualTo(200);

    cluster.advance(Duration.ofMillis(1));
    assertThat(pod.state()).isEqualTo(PodHandle.State.GONE);
    assertThatThrownBy(() -> askPod(pod)).isInstanceOf(ConnectException.class);
  }

  @Test
  void aCrashIsSeenAtOnceAndBackOffDoubles() {
    PodHandle pod = readyPod();
    String ip = pod.ip();
    long[] waits = {0, 10, 20, 40, 80, 160, 300, 300};
    for (int i = 0; i < waits.length; i++) {
      pod.crash();
      cluster.runUntilIdle();
      assertThat(pod.state()).isEqualTo(PodHandle.State.BACK_OFF);
      assertThat(pod.object().ready()).isFalse();
      assertThatThrownBy(() -> askPod(pod)).isInstanceOf(ConnectException.class);

      cluster.advance(Duration.ofSeconds(waits[i]).plusMillis(999));
      assertThat(pod.restarts()).isEqualTo(i);
      cluster.advance(Duration.ofMillis(1));
      assertThat(pod.restarts()).isEqualTo(i + 1);
      assertThat(pod.ip()).isEqualTo(ip);
      cluster.advance(Duration.ofSeconds(2));
      assertThat(pod.state()).isEqualTo(PodHandle.State.READY);
    }
  }

  @Test
  void backOffBeginsAnewAfterTenMinutes() {
    PodHandle pod = readyPod();
    pod.crash();
    cluster.advance(Duration.ofMinutes(11));
    pod.crash();
    cluster.advance(Duration.ofSeconds(1));

    assertThat(pod.restarts()).isEqualTo(2);
  }

  @Test
  void readinessFlips() throws IOException {
    PodHandle pod = readyPod();
    pod.ready(false);
    cluster.runUntilIdle();
    assertThat(conditionsOf(pod).ready()).isFalse();
    assertThat(conditionsOf(pod).serving()).isFalse();
    assertThat(askPod(pod).status()).isEqualTo(200);

    pod.ready(true);
    cluster.runUntilIdle();
    assertThat(conditionsOf(pod).ready()).isTrue();
  }

  @Test
  void aKilledPodStaysInTheSlicesUntilTheClusterNotices() {
    PodHandle pod = readyPod();
    pod.kill(Duration.ofSeconds(40));
    cluster.advance(Duration.ofSeconds(39));
    assertThat(pod.state()).isEqualTo(PodHandle.State.DEAD);
    assertThat(conditionsOf(pod).ready()).isTrue();
    assertThatThrownBy(() -> askPod(pod)).isInstanceOf(ConnectException.class);

    cluster.advance(Duration.ofSeconds(10));
    assertThat(pod.state()).isEqualTo(PodHandle.State.GONE);
    assertThat(cart.readyPods()).isEqualTo(2);
  }

  @Test
  void addressesAreNotReusedWhileOthersAreFree() {
    readyPod();
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      cart.pods().forEach(pod -> seen.add(String.valueOf(pod.ip())));
      cart.pods().forEach(PodHandle::delete);
      cluster.advance(Duration.ofSeconds(10));
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void podsSpreadOverNodesAndZones() {
    cart.scale(6);
    cluster.runUntil(cart::rolledOut, LONG);
    List<String> nodes = cart.pods().stream().map(pod -> String.valueOf(pod.node())).toList();
    assertThat(nodes)
        .containsExactlyInAnyOrder("node-1", "node-1", "node-2", "node-2", "node-3", "node-3");
  }

  @Test
  void verbsOnAPodThatIsGoneAreRefused() {
    PodHandle pod = readyPod();
    pod.delete();
    cluster.advance(Duration.ofSeconds(10));

    assertThatThrownBy(pod::crash)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot crash it (GONE; expected: running)");
    assertThatThrownBy(() -> cluster.pod("shop/" + pod.name()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
