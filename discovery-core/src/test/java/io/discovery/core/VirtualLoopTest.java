package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class VirtualLoopTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasksRunInOrderAndNeverWithinTheCallThatGaveThem() {
    loop.execute(
        () -> {
          loop.execute(() -> ran.add("inner"));
          ran.add("first");
        });
    loop.execute(() -> ran.add("second"));
    assertThat(ran).isEmpty();
    loop.runUntilIdle();
    assertThat(ran).containsExactly("first", "second", "inner");
  }

  @Test
  void timersRunAtTheirTimeUnlessCancelled() {
    loop.schedule(Duration.ofSeconds(2), () -> ran.add("2 at " + loop.nanoTime()));
    loop.schedule(Duration.ofSeconds(1), () -> ran.add("1 at " + loop.nanoTime()));
    EventLoop.Timer cancelled = loop.schedule(Duration.ofSeconds(1), () -> ran.add("never"));
    cancelled.cancel();
    loop.runUntilIdle();
    assertThat(ran).isEmpty();
    loop.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("1 at 1000000000", "2 at 2000000000");
    assertThat(loop.nanoTime()).isEqualTo(Duration.ofSeconds(3).toNanos());
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void awaitRunsEventsAndGivesUpInVirtualTime() throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    loop.schedule(Duration.ofHours(1), () -> future.complete("done"));
    assertThatThrownBy(() -> loop.await(future, Duration.ofMinutes(1)))
        .isInstanceOf(TimeoutException.class);
    assertThat(loop.await(future, Duration.ofHours(1))).isEqualTo("done");
  }
}
