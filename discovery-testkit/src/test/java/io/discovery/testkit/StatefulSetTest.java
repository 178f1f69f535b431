package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.PodSpec;
import io.discovery.testkit.workload.PodTemplate;
import io.discovery.testkit.workload.ReplicationController;
import io.discovery.testkit.workload.StatefulSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatefulSetTest {
  private final Cluster cluster = Cluster.builder().seed(9).build();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static PodTemplate template(String image) {
    PodSpec.Container container = new PodSpec.Container("main", image, List.of(), null, List.of());
    return new PodTemplate(
        ObjectMeta.builder().labels(Map.of("app", "db")).build(),
        PodSpec.builder().containers(List.of(container)).build());
  }

  private static StatefulSet set(int replicas, String image) {
    StatefulSet.Spec spec =
        new StatefulSet.Spec(
            "db",
            replicas,
            new LabelSelector(Map.of("app", "db"), List.of()),
            template(image),
            null,
            null,
            null);
    return new StatefulSet(ObjectMeta.of("shop", "db"), spec, StatefulSet.Status.NONE);
  }

  private List<String> names() {
    return cluster.pods().stream().map(PodHandle::name).toList();
  }

  private boolean allReady(int count) {
    return cluster.pods().size() == count
        && cluster.pods().stream().allMatch(pod -> pod.state() == PodHandle.State.READY);
  }

  @Test
  void podsComeOneAfterTheOtherAndKeepTheirNames() {
    assertThat(cluster.apply(List.of(set(3, "db:1")))).isEmpty();
    cluster.runUntilIdle();
    assertThat(names()).containsExactly("db-0");
    cluster.runUntil(() -> allReady(3), Duration.ofMinutes(1));
    assertThat(names()).containsExactly("db-0", "db-1", "db-2");
    assertThat(cluster.pod("shop/db-1").object().spec().hostname()).isEqualTo("db-1");
    assertThat(cluster.pod("shop/db-1").object().spec().subdomain()).isEqualTo("db");

    cluster.pod("shop/db-1").delete();
    cluster.advance(Duration.ofSeconds(5));
    assertThat(allReady(3)).isTrue();
  }

  @Test
  void theHighestOrdinalGoesFirst() {
    cluster.apply(List.of(set(3, "db:1")));
    cluster.runUntil(() -> allReady(3), Duration.ofMinutes(1));
    cluster.apply(List.of(set(1, "db:1")));
    cluster.runUntilIdle();
    assertThat(cluster.pod("shop/db-2").state()).isEqualTo(PodHandle.State.TERMINATING);
    assertThat(cluster.pod("shop/db-1").state()).isEqualTo(PodHandle.State.READY);
    cluster.runUntil(() -> allReady(1), Duration.ofMinutes(1));
    assertThat(names()).containsExactly("db-0");
  }

  @Test
  void aNewVersionComesFromTheTopOneAtATime() {
    cluster.apply(List.of(set(3, "db:1")));
    cluster.runUntil(() -> allReady(3), Duration.ofMinutes(1));
    cluster.apply(List.of(set(3, "db:2")));
    cluster.runUntil(
        () -> {
          long unready =
              cluster.pods().stream().filter(pod -> pod.state() != PodHandle.State.READY).count();
          assertThat(unready + 3 - cluster.pods().size()).isLessThanOrEqualTo(1);
          return allReady(3) && cluster.pods().stream().allMatch(pod -> pod.image().equals("db:2"));
        },
        Duration.ofMinutes(1));
  }

  @Test
  void aReplicationControllerKeepsItsNumber() {
    ReplicationController controller =
        new ReplicationController(
            ObjectMeta.of("shop", "db"),
            new ReplicationController.Spec(2, Map.of(), template("db:1"), null),
            null);
    assertThat(cluster.apply(List.of(controller))).isEmpty();
    cluster.runUntil(() -> allReady(2), Duration.ofMinutes(1));
    cluster.pods().get(0).kill(Duration.ofSeconds(1));
    cluster.runUntil(() -> allReady(2), Duration.ofMinutes(1));
  }

  @Test
  void whatIsInvalidIsRefusedAndTheRestIsDone() {
    StatefulSet wrong = set(2, "db:1").withMetadata(ObjectMeta.of("shop", "Wrong"));
    assertThat(cluster.apply(List.of(wrong, set(1, "db:1"))))
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal.reason())
                    .startsWith("StatefulSet.apps \"Wrong\" is invalid: metadata.name: Invalid"));
    cluster.runUntil(() -> allReady(1), Duration.ofMinutes(1));
  }
}
