package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.DiscoveryObserver;
import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Policy;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet.Rule;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PermitTest {
  private final List<String> told = new ArrayList<>();
  private final List<Candidates> offered = new ArrayList<>();
  private final Policy policy =
      Policy.stateless(
          all -> {
            offered.add(all);
            return request -> all.get(0);
          });
  private final Port port = Port.with(policy, new Recorder()).has(Port.endpoint(1));

  @Test
  void pickCountsAsInFlightUntilItEnds() {
    Pick one = pick();
    Pick two = pick();
    assertThat(candidate().inFlight()).isEqualTo(2);
    one.succeeded();
    two.close();
    assertThat(candidate().inFlight()).isZero();
  }

  @Test
  void endpointWithoutPermitDoesNotCount() {
    assertThat(port.next()).isEqualTo(Port.endpoint(1));
    assertThat(candidate().inFlight()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void onlyTheFirstEndCounts() {
    Pick pick = pick();
    pick.failed(new IOException("reset"));
    pick.succeeded();
    pick.close();
    pick.failed(new IOException("again"));
    assertThat(candidate().inFlight()).isZero();
    assertThat(candidate().consecutiveFailures()).isEqualTo(1);
    assertThat(told).containsExactly("picked", "FAILED PT0S reset");
  }

  @Test
  void successEndsARowOfFailuresAndCancellationDoesNot() {
    pick().failed(new IOException());
    pick().failed(new IOException());
    pick().close();
    assertThat(candidate().consecutiveFailures()).isEqualTo(2);
    pick().succeeded();
    assertThat(candidate().consecutiveFailures()).isZero();
  }

  @Test
  void observerIsToldHowLongItTook() {
    Pick one = pick();
    port.time.advance(Duration.ofMillis(20));
    one.succeeded();
    Pick two = pick();
    port.time.advance(Duration.ofMillis(30));
    two.close();
    assertThat(told)
        .containsExactly("picked", "SUCCEEDED PT0.02S null", "picked", "CANCELLED PT0.03S null");
  }

  @Test
  void statisticsOutliveRebuildsAndEndWithThePod() {
    Pick pick = pick();
    pick().failed(new IOException());
    port.has(Port.setOf(Port.known(Port.endpoint(1), Rule.NOT_READY)));
    port.has(Port.endpoint(1, "b"));
    assertThat(candidate().inFlight()).isEqualTo(1);
    assertThat(candidate().consecutiveFailures()).isEqualTo(1);
    port.has(Port.endpoint(2));
    port.has(Port.endpoint(1));
    assertThat(candidate().inFlight()).isZero();
    pick.close();
    assertThat(candidate().inFlight()).isZero();
  }

  @Test
  void whereNobodyObservesNoTimeIsRead() {
    Time broken =
        new Time() {
          @Override
          public long nanoTime() {
            throw new AssertionError("nobody needs the time");
          }

          @Override
          public Instant instant() {
            throw new AssertionError("nobody needs the time");
          }
        };
    PickContext context = new PickContext(broken, Randomness.seeded(1), DiscoveryObserver.NONE);
    PortBalancer balancer = new PortBalancer(Port.NAME, BuiltIn.RANDOM, context);
    PortPicker picker = balancer.rebuild(Port.service(0), Port.set(Port.endpoint(1)));
    picker.pick(PickRequest.ANY).failed(new IOException("reset"));
    picker.pick(PickRequest.ANY).succeeded();
    assertThat(picker.endpoint(PickRequest.ANY)).isEqualTo(Port.endpoint(1));
  }

  @Test
  void failureNeedsACause() {
    Pick pick = pick();
    assertThatThrownBy(() -> pick.failed(nothing())).isInstanceOf(NullPointerException.class);
    assertThat(candidate().inFlight()).isEqualTo(1);
  }

  @Test
  void saysWhatItIs() {
    Pick pick = pick();
    assertThat(pick).hasToString("10.244.0.1:8080 (cart-1)");
    pick.close();
    assertThat(pick).hasToString("10.244.0.1:8080 (cart-1), ended");
  }

  @Test
  void observerThatThrowsHarmsNobody() {
    Port other =
        Port.with(
                BuiltIn.RANDOM,
                new DiscoveryObserver() {
                  @Override
                  public void onPicked(Endpoint endpoint) {
                    throw new IllegalStateException("observer");
                  }

                  @Override
                  public void onPickEnded(
                      Endpoint endpoint,
                      Outcome outcome,
                      Duration elapsed,
                      @Nullable Throwable cause) {
                    throw new LinkageError("observer");
                  }
                })
            .has(Port.endpoint(1));
    other.picker.pick(PickRequest.ANY).succeeded();
    assertThat(other.picker.explain(PickRequest.ANY).get(0).detail()).doesNotContain("flight");
  }

  @Test
  void concurrentEndsCountOnce() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    Port other =
        Port.with(
                policy,
                new DiscoveryObserver() {
                  @Override
                  public void onPickEnded(
                      Endpoint endpoint,
                      Outcome outcome,
                      Duration elapsed,
                      @Nullable Throwable cause) {
                    ends.incrementAndGet();
                  }
                })
            .has(Port.endpoint(1));
    List<Pick> picks = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      picks.add(other.picker.pick(PickRequest.ANY));
    }
    var threads = Executors.newFixedThreadPool(4);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      boolean fails = thread % 2 == 0;
      all.add(
          threads.submit(
              () -> {
                go.await();
                boolean negative = false;
                for (Pick pick : picks) {
                  if (fails) {
                    pick.failed(new IOException());
                  } else {
                    pick.close();
                  }
                  negative |= candidate().inFlight() < 0;
                }
                return negative;
              }));
    }
    go.countDown();
    for (Future<Boolean> negative : all) {
      assertThat(negative.get(30, TimeUnit.SECONDS)).isFalse();
    }
    threads.shutdown();
    assertThat(candidate().inFlight()).isZero();
    assertThat(ends).hasValue(20_000);
  }

  private Pick pick() {
    return port.picker.pick(PickRequest.ANY);
  }

  private Candidate candidate() {
    return offered.get(offered.size() - 1).get(0);
  }

  @SuppressWarnings("NullAway")
  private static Throwable nothing() {
    return null;
  }

  private final class Recorder implements DiscoveryObserver {
    @Override
    public void onPicked(Endpoint endpoint) {
      told.add("picked");
    }

    @Override
    public void onPickEnded(
        Endpoint endpoint, Outcome outcome, Duration elapsed, @Nullable Throwable cause) {
      told.add(outcome + " " + elapsed + " " + (cause == null ? "null" : cause.getMessage()));
    }
  }
}
