package io.discovery.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.core.Cart;
import io.discovery.core.VirtualLoop;
import io.discovery.model.ResourceKind;
import io.discovery.time.Randomness;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchExpiredException;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRunnerTest {
  private static final Duration AUDIT = Duration.ofMinutes(5);

  private final VirtualLoop loop = new VirtualLoop();
  private final ScriptedSource source = new ScriptedSource();
  private final List<WatchEvent> events = new ArrayList<>();
  private final SourceRunner.Sink sink =
      new SourceRunner.Sink() {
        @Override
        public void event(SourceRunner runner, WatchEvent event) {
          events.add(event);
        }

        @Override
        public void state(SourceRunner runner) {}
      };
  private final SourceRunner runner = runner(AUDIT);

  private SourceRunner runner(Duration audit) {
    return new SourceRunner(
        "cluster", source, loop, new SourceRunner.Clocks(loop, Randomness.seeded(1), audit), sink);
  }

  private static WatchEvent.Replaced whole(String version) {
    return new WatchEvent.Replaced(List.of(), List.of(), version);
  }

  private void start() {
    runner.start();
    source.last().handler.onEvent(whole("10"));
    loop.runUntilIdle();
  }

  /** Its timer is the only one. */
  private void untilTheAudit() {
    Duration delay = loop.delays().get(0);
    assertThat(delay).isBetween(AUDIT.dividedBy(2), AUDIT);
    loop.advance(delay);
  }

  @Test
  void handsEventsOverOnTheLoopAlone() {
    runner.start();
    source.last().handler.onEvent(whole("10"));
    assertThat(events).isEmpty();
    loop.runUntilIdle();
    assertThat(events).containsExactly(whole("10"));
    assertThat(runner.delivered()).isTrue();
    assertThat(runner.problem()).isNull();
  }

  @Test
  void saysWhetherTheSourceDeliveredWithinTheCall() {
    assertThat(runner.start()).isFalse();
  }

  @Test
  void isDeliveredOnceServicesAndSlicesAre() {
    runner.start();
    source
        .last()
        .handler
        .onEvent(new WatchEvent.Replaced(List.of(ResourceKind.SERVICE), List.of(), "1"));
    loop.runUntilIdle();
    assertThat(runner.delivered()).isFalse();
    source
        .last()
        .handler
        .onEvent(new WatchEvent.Replaced(List.of(ResourceKind.ENDPOINT_SLICE), List.of(), "1"));
    loop.runUntilIdle();
    assertThat(runner.delivered()).isTrue();
  }

  @Test
  void resumesFromTheLastWholeStateNeverFromAnEvent() {
    start();
    source.last().handler.onEvent(new WatchEvent.Added(Cart.service("cart", "http:80")));
    source.last().handler.onFailure(new IllegalStateException("reset"));
    loop.runUntilIdle();
    assertThat(runner.problem()).isEqualTo("reset");
    assertThat(source.watches).hasSize(1);
    assertThat(source.watches.get(0).closed).isTrue();
    loop.advance(Duration.ofMillis(50));
    assertThat(source.watches).hasSize(2);
    assertThat(source.last().from).isEqualTo("10");
  }

  @Test
  void resumesFromABookmark() {
    start();
    source.last().handler.onEvent(new WatchEvent.Bookmark("17"));
    source.last().handler.onFailure(new IllegalStateException("reset"));
    loop.advance(Duration.ofMillis(50));
    assertThat(source.last().from).isEqualTo("17");
  }

  @Test
  void asksForTheWholeStateOnceTheVersionExpired() {
    start();
    source.last().handler.onFailure(new WatchExpiredException("too old"));
    loop.advance(Duration.ofMillis(50));
    assertThat(source.last().from).isNull();
  }

  @Test
  void aResumedWatchThatStaysIsWell() {
    start();
    source.last().handler.onFailure(new IllegalStateException("reset"));
    loop.advance(Duration.ofSeconds(5));
    assertThat(runner.problem()).isEqualTo("reset");
    loop.advance(Duration.ofSeconds(6));
    assertThat(runner.problem()).isNull();
  }

  @Test
  void backsOffUpToFiveSecondsWithoutEnd() {
    start();
    source.refusal = new IllegalStateException("refused");
    source.last().handler.onFailure(new IllegalStateException("reset"));
    loop.runUntilIdle();
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Duration delay = loop.delays().get(0);
      delays.add(delay.toMillis());
      loop.advance(delay);
      assertThat(loop.delays()).hasSize(1);
    }
    assertThat(delays.get(0)).isBetween(25L, 50L);
    assertThat(delays.get(1)).isBetween(50L, 100L);
    assertThat(delays.get(11)).isBetween(2_500L, 5_000L);
    assertThat(delays).allMatch(delay -> delay <= 5_000);
    assertThat(runner.problem()).isEqualTo("refused");
  }

  @Test
  void beginsANewBackOffAfterAWatchThatLived() {
    start();
    for (int i = 0; i < 8; i++) {
      source.last().handler.onFailure(new IllegalStateException("reset"));
      loop.advance(Duration.ofSeconds(5));
    }
    source.last().handler.onEvent(whole("11"));
    loop.advance(SourceRunner.HEALTHY);
    source.last().handler.onFailure(new IllegalStateException("reset"));
    loop.runUntilIdle();
    assertThat(loop.delays().get(0)).isLessThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void triesAgainIfNothingIsSaid() {
    runner.start();
    loop.advance(SourceRunner.FIRST_EVENT);
    assertThat(runner.problem()).isEqualTo("no state within 30 s");
    assertThat(source.last().closed).isTrue();
    loop.advance(Duration.ofMillis(50));
    assertThat(source.watches).hasSize(2);
    loop.advance(SourceRunner.FIRST_EVENT);
    assertThat(source.watches).as("has twice the time now").hasSize(2);
  }

  @Test
  void eventsOfAnEndedWatchAreDropped() {
    start();
    ScriptedSource.Opened first = source.last();
    first.handler.onFailure(new IllegalStateException("reset"));
    loop.advance(Duration.ofMillis(50));
    first.handler.onEvent(whole("99"));
    loop.runUntilIdle();
    assertThat(events).containsExactly(whole("10"));
  }

  @Test
  void anAuditHealsWhatASilentWatchLost() {
    start();
    ScriptedSource.Opened silent = source.last();
    untilTheAudit();
    assertThat(source.watches).hasSize(2);
    assertThat(source.last().from).isNull();
    assertThat(silent.closed).as("goes on until the new one has the state").isFalse();
    source.last().handler.onEvent(whole("20"));
    loop.runUntilIdle();
    assertThat(silent.closed).isTrue();
    assertThat(events).containsExactly(whole("10"), whole("20"));
    untilTheAudit();
    assertThat(source.watches).hasSize(3);
  }

  @Test
  void anAuditThatFailsIsAFailure() {
    start();
    untilTheAudit();
    source.last().handler.onFailure(new IllegalStateException("gone"));
    loop.runUntilIdle();
    assertThat(runner.problem()).isEqualTo("audit: gone");
    assertThat(source.watches).allMatch(watch -> watch.closed);
    loop.advance(Duration.ofMillis(50));
    assertThat(source.last().from).isNull();
  }

  @Test
  void aWholeStateDuringAnAuditDoesNotStopIt() {
    start();
    untilTheAudit();
    source.watches.get(0).handler.onEvent(whole("11"));
    loop.advance(SourceRunner.FIRST_EVENT);
    assertThat(runner.problem()).isEqualTo("audit: no state");
  }

  @Test
  void aWatchWhoseEventsPileUpIsEnded() {
    start();
    for (int i = 0; i < 100_001; i++) {
      source.last().handler.onEvent(new WatchEvent.Bookmark("b"));
    }
    loop.runUntilIdle();
    assertThat(runner.problem()).isEqualTo("100000 events waiting");
    assertThat(events).hasSize(1);
  }

  @Test
  void saysThatASourceFellBehindAndKeepsItsWatch() {
    start();
    source.last().handler.onEvent(new WatchEvent.Stale(new IllegalStateException("torn\nfile")));
    loop.runUntilIdle();
    assertThat(runner.problem()).isEqualTo("torn file");
    assertThat(source.last().closed).isFalse();
    source.last().handler.onEvent(whole("11"));
    loop.runUntilIdle();
    assertThat(runner.problem()).isNull();
  }

  @Test
  void aSourceThatCanNeverDeliverFailsTheStart() {
    source.refusal = new IllegalArgumentException("no such file");
    assertThatThrownBy(runner::start).hasMessage("no such file");
    loop.runUntilIdle();
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void aSourceThatFailsAtFirstIsTriedAgain() {
    source.refusal = new IllegalStateException("refused");
    runner.start();
    loop.runUntilIdle();
    source.refusal = null;
    loop.advance(Duration.ofMillis(50));
    assertThat(source.watches).hasSize(1);
  }

  @Test
  void closingLeavesNoWatchAndNoTimer() {
    start();
    untilTheAudit();
    runner.close();
    runner.close();
    assertThat(source.watches).hasSize(2).allMatch(watch -> watch.closed);
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void aFloodWithinTheCallIsAFailureAndTheWholeStateIsAskedFor() {
    List<String> asked = new ArrayList<>();
    List<WatchHandler> handlers = new ArrayList<>();
    WatchSource flooding =
        new WatchSource() {
          @Override
          public Watch watch(WatchHandler handler) {
            asked.add("whole");
            handlers.add(handler);
            handler.onEvent(whole("10"));
            return () -> {};
          }

          @Override
          public Watch watch(String resourceVersion, WatchHandler handler) {
            asked.add(resourceVersion);
            for (int i = 0; i < 100_001; i++) {
              handler.onEvent(new WatchEvent.Bookmark("b"));
            }
            return () -> {};
          }
        };
    SourceRunner flooded =
        new SourceRunner(
            "flood",
            flooding,
            loop,
            new SourceRunner.Clocks(loop, Randomness.seeded(1), Duration.ZERO),
            sink);
    flooded.start();
    loop.runUntilIdle();
    handlers.get(0).onFailure(new IllegalStateException("cut"));
    loop.advance(Duration.ofMinutes(1));
    assertThat(asked).containsExactly("whole", "10", "whole");
    assertThat(flooded.problem()).isNull();
    flooded.close();
  }

  @Test
  void aSourceThatThrowsAnErrorIsWatchedAgain() {
    start();
    source.error = new NoClassDefFoundError("mine");
    source.last().handler.onFailure(new IllegalStateException("cut"));
    loop.advance(Duration.ofSeconds(1));
    assertThat(runner.problem()).isEqualTo("mine");
    source.error = null;
    loop.advance(Duration.ofMinutes(1));
    assertThat(source.last().from).isEqualTo("10");
    assertThat(runner.problem()).isNull();
    runner.close();
  }
}
