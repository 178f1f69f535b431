package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.balancer.PickRequest;
import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  private final Port port = Port.with(BuiltIn.ROUND_ROBIN);

  @Test
  void goesFromOneToTheNext() {
    Endpoint[] endpoints = Port.endpoints(5);
    port.has(endpoints);
    int at = List.of(endpoints).indexOf(port.next());
    for (int i = 1; i <= 1_000; i++) {
      assertThat(port.next()).isEqualTo(endpoints[(at + i) % 5]);
    }
  }

  @Test
  void doesNotBeginAtOneEndpointEverywhere() {
    Map<Endpoint, Integer> firsts = new LinkedHashMap<>();
    Endpoint[] endpoints = Port.endpoints(5);
    for (int seed = 0; seed < 100; seed++) {
      Port other = Port.withThreadsOwnRandomness(BuiltIn.ROUND_ROBIN).has(endpoints);
      firsts.merge(other.next(), 1, Integer::sum);
    }
    assertThat(firsts).hasSize(5);
  }

  @Test
  void goesOnBehindTheLastOneWhenEndpointsComeAndGo() {
    Endpoint[] all = Port.endpoints(6);
    port.has(all[0], all[2], all[4]);
    pickUntil(all[0]);
    port.has(all[0], all[1], all[2], all[4]);
    assertThat(port.next()).isEqualTo(all[2]);
    port.has(all[0], all[1], all[2], all[5]);
    assertThat(port.next()).isEqualTo(all[5]);
    port.has(all[1], all[2], all[5]);
    assertThat(port.next()).isEqualTo(all[1]);
    port.has(all[0]);
    assertThat(port.next()).isEqualTo(all[0]);
    port.has();
    port.has(all[0], all[3]);
    assertThat(port.next()).isEqualTo(all[0]);
    assertThat(port.next()).isEqualTo(all[3]);
  }

  @Test
  void sharesStayExactlyEvenOverRebuilds() {
    Endpoint[] endpoints = Port.endpoints(7);
    Map<Endpoint, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < 700; i++) {
      port.has(endpoints);
      counts.merge(port.next(), 1, Integer::sum);
    }
    assertThat(counts.values()).hasSize(7).containsOnly(100);
  }

  @Test
  void threadsTogetherAreEven() throws Exception {
    Endpoint[] endpoints = Port.endpoints(4);
    port.has(endpoints);
    var threads = Executors.newFixedThreadPool(8);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Map<Endpoint, Integer>>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          threads.submit(
              () -> {
                go.await();
                Map<Endpoint, Integer> counts = new LinkedHashMap<>();
                for (int pick = 0; pick < 40_000; pick++) {
                  counts.merge(port.picker.endpoint(PickRequest.ANY), 1, Integer::sum);
                }
                return counts;
              }));
    }
    go.countDown();
    Map<Endpoint, Integer> total = new LinkedHashMap<>();
    for (var counts : all) {
      counts.get(30, TimeUnit.SECONDS).forEach((e, n) -> total.merge(e, n, Integer::sum));
    }
    threads.shutdown();
    assertThat(total.values()).hasSize(4).allMatch(n -> Math.abs(n - 80_000) < 4_000);
  }

  @Test
  void cursorsGoRound() {
    Cursors cursors = new Cursors(3, 5);
    assertThat(List.of(cursors.next(), cursors.next(), cursors.next())).containsExactly(3, 4, 0);
    Cursors moved = cursors.moved(2, place -> place - 1);
    assertThat(List.of(moved.next(), moved.next(), moved.next())).containsExactly(0, 1, 0);
    assertThat(cursors.next()).isEqualTo(1);
    assertThat(new Cursors(3, 5).moved(2, place -> 0).next()).isEqualTo(1);
  }

  private void pickUntil(Endpoint last) {
    for (int i = 0; i < 10; i++) {
      if (port.next().equals(last)) {
        return;
      }
    }
    throw new AssertionError(last + " was not picked");
  }
}
