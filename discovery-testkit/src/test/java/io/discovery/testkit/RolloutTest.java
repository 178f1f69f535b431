package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.NamespacedName;
import io.discovery.testkit.workload.ReplicaSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Cluster cluster = Cluster.builder().seed(1).build();

  @AfterEach
  void close() {
    cluster.close();
  }

  private DeploymentHandle rolledOut(int replicas) {
    DeploymentHandle cart =
        cluster.newDeployment("shop/cart").replicas(replicas).port("http", 8080).expose();
    cluster.runUntil(cart::rolledOut, LONG);
    return cart;
  }

  /** Counts Pods that do not terminate. */
  private static long active(DeploymentHandle deployment) {
    return deployment.pods().stream()
        .filter(pod -> pod.state() != PodHandle.State.TERMINATING)
        .count();
  }

  @Test
  void aSurgeOfOneNeverHasFewerReadyPodsThanWanted() {
    DeploymentHandle cart = rolledOut(6);
    List<String> before = cart.pods().stream().map(PodHandle::name).toList();
    cart.rollout(r -> r.image("v2").maxSurge(1).maxUnavailable(0));

    cluster.runUntil(
        () -> {
          assertThat(cart.readyPods()).isBetween(6, 7);
          assertThat(active(cart)).isBetween(6L, 7L);
          return cart.rolledOut();
        },
        LONG);

    cluster.advance(Duration.ofSeconds(5));
    assertThat(cart.pods()).hasSize(6).allMatch(pod -> pod.image().equals("v2"));
    assertThat(cart.pods()).noneMatch(pod -> before.contains(pod.name()));
  }

  @Test
  void withoutSurgeOnePodIsMissingAtATime() {
    DeploymentHandle cart = rolledOut(4);
    cart.rollout(r -> r.image("v2").maxSurge(0).maxUnavailable(1));

    cluster.runUntil(
        () -> {
          assertThat(cart.readyPods()).isGreaterThanOrEqualTo(3);
          assertThat(active(cart)).isLessThanOrEqualTo(4);
          return cart.rolledOut();
        },
        LONG);
  }

  @Test
  void recreateEndsAllOldPodsFirst() {
    DeploymentHandle cart = rolledOut(3);
    cart.rollout(r -> r.image("v2").recreate());

    cluster.runUntil(
        () -> {
          List<String> versions = cart.pods().stream().map(PodHandle::image).distinct().toList();
          assertThat(versions).hasSizeLessThanOrEqualTo(1);
          return cart.rolledOut();
        },
        LONG);

    assertThat(cart.pods()).hasSize(3).allMatch(pod -> pod.image().equals("v2"));
  }

  @Test
  void aNewerRolloutOvertakesTheOneUnderWay() {
    DeploymentHandle cart = rolledOut(5);
    cart.rollout(r -> r.image("v2"));
    cluster.advance(Duration.ofMillis(60));
    cart.rollout(r -> r.image("v3"));

    cluster.runUntil(cart::rolledOut, LONG);
    cluster.advance(Duration.ofSeconds(5));

    assertThat(cart.pods()).hasSize(5).allMatch(pod -> pod.image().equals("v3"));
    assertThat(cluster.controlPlane().list(ReplicaSet.class)).hasSize(3);
  }

  @Test
  void goingBackReusesTheOldReplicaSet() {
    DeploymentHandle cart = rolledOut(2);
    cart.rollout(r -> r.image("v2"));
    cluster.runUntil(cart::rolledOut, LONG);
    cart.rollout(r -> r.image("v1"));
    cluster.runUntil(cart::rolledOut, LONG);

    assertThat(cluster.controlPlane().list(ReplicaSet.class)).hasSize(2);
    assertThat(cart.pods().stream().filter(pod -> pod.state() == PodHandle.State.READY))
        .allMatch(pod -> pod.image().equals("v1"));
  }

  @Test
  void scalingChangesTheNumberOfPods() {
    DeploymentHandle cart = rolledOut(3);
    cart.scale(10);
    cluster.runUntil(cart::rolledOut, LONG);
    assertThat(cart.readyPods()).isEqualTo(10);

    cart.scale(2);
    cluster.runUntil(cart::rolledOut, LONG);
    cluster.advance(Duration.ofSeconds(5));
    assertThat(cart.pods()).hasSize(2);
  }

  @Test
  void scalingInMidRollSpreadsOverBothVersions() {
    DeploymentHandle cart = rolledOut(10);
    cart.rollout(r -> r.image("v2").maxSurge(3).maxUnavailable(2));
    cluster.advance(Duration.ofMillis(1));
    assertThat(sizes()).containsExactlyInAnyOrder(8, 5);

    cart.scale(5);
    cluster.advance(Duration.ofMillis(1));
    assertThat(sizes()).containsExactlyInAnyOrder(3, 5);
    assertThat(cart.readyPods()).isEqualTo(3);
  }

  private List<Integer> sizes() {
    return cluster.controlPlane().list(ReplicaSet.class).stream()
        .map(set -> set.spec().replicas())
        .toList();
  }

  @Test
  void scalingDownTakesThePodThatIsNotReadyFirst() {
    DeploymentHandle cart = rolledOut(4);
    PodHandle weak = cart.pods().get(2);
    weak.ready(false);
    cluster.advance(Duration.ofSeconds(1));
    cart.scale(3);
    cluster.advance(Duration.ofMillis(1));

    assertThat(weak.state()).isEqualTo(PodHandle.State.TERMINATING);
    assertThat(active(cart)).isEqualTo(3);
  }

  @Test
  void availableMeansReadyForSomeSeconds() {
    DeploymentHandle cart = rolledOut(2);
    cart.rollout(r -> r.image("v2").minReadySeconds(30).maxSurge(1).maxUnavailable(0));

    cluster.advance(Duration.ofSeconds(25));
    assertThat(cart.rolledOut()).isFalse();
    assertThat(active(cart)).isEqualTo(3);

    cluster.advance(Duration.ofSeconds(60));
    assertThat(cart.rolledOut()).isTrue();
  }

  @Test
  void deletingADeploymentTakesItsPodsAlong() {
    DeploymentHandle cart = rolledOut(3);
    cart.delete();
    cluster.advance(Duration.ofSeconds(40));

    assertThat(cluster.pods()).isEmpty();
    assertThat(cluster.controlPlane().list(ReplicaSet.class)).isEmpty();
    assertThat(cluster.deployments()).isEmpty();
    assertThat(cluster.describe("shop/cart")).startsWith("Service shop/cart");
  }

  @Test
  void aPodThatIsDeletedIsReplaced() {
    DeploymentHandle cart = rolledOut(2);
    PodHandle victim = cart.pods().get(0);
    victim.delete();
    cluster.runUntil(() -> cart.rolledOut() && cart.readyPods() == 2, LONG);
    cluster.advance(Duration.ofSeconds(2));

    assertThat(victim.state()).isEqualTo(PodHandle.State.GONE);
    assertThat(cart.pods()).hasSize(2);
    assertThat(cart.namespacedName()).isEqualTo(new NamespacedName("shop", "cart"));
  }
}
