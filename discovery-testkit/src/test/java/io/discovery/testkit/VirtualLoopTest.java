package io.discovery.testkit;

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

  private void in(long millis, String name) {
    loop.schedule(Duration.ofMillis(millis), () -> ran.add(name + "@" + loop.nanoTime() / 1000));
  }

  @Test
  void tasksRunByTimeThenByArrival() {
    in(2, "c");
    in(1, "a");
    in(1, "b");
    in(-5, "now");
    assertThat(ran).isEmpty();

    loop.advance(Duration.ofMillis(1));
    assertThat(ran).containsExactly("now@0", "a@1000", "b@1000");
    loop.advance(Duration.ofMillis(10));
    assertThat(ran).endsWith("c@2000");
    assertThat(loop.nanoTime()).isEqualTo(11_000_000);
  }

  @Test
  void idleMeansThatNothingIsDueNow() {
    in(1, "later");
    loop.execute(() -> loop.execute(() -> ran.add("second")));
    loop.runUntilIdle();
    assertThat(ran).containsExactly("second");
    assertThat(loop.waiting()).isEqualTo(1);
  }

  @Test
  void aCancelledTaskDoesNotRun() {
    EventLoop.Timer timer = loop.schedule(Duration.ofMillis(1), () -> ran.add("never"));
    timer.cancel();
    timer.cancel();
    assertThat(loop.waiting()).isZero();
    loop.advance(Duration.ofSeconds(1));
    timer.cancel();
    assertThat(ran).isEmpty();
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void aConditionStopsTheClock() {
    for (int i = 1; i <= 5; i++) {
      in(i, "task");
    }
    assertThat(loop.runUntil(() -> ran.size() == 2, Duration.ofSeconds(1))).isTrue();
    assertThat(loop.nanoTime()).isEqualTo(2_000_000);
    assertThat(loop.runUntil(() -> ran.size() == 9, Duration.ofSeconds(1))).isFalse();
    assertThat(loop.nanoTime()).isEqualTo(1_002_000_000);
  }

  @Test
  void anEndlessLoopAtOneInstantIsFound() {
    Runnable[] again = new Runnable[1];
    again[0] = () -> loop.execute(again[0]);
    loop.execute(again[0]);
    assertThatThrownBy(loop::runUntilIdle)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("virtual loop: 1000000 tasks ran and no time passed (expected: an end)");
  }

  @Test
  void whatATaskThrowsEndsTheRunAndNoOtherTask() {
    loop.execute(
        () -> {
          throw new IllegalArgumentException("no");
        });
    in(0, "other");
    assertThatThrownBy(loop::runUntilIdle).hasMessage("no");
    loop.runUntilIdle();
    assertThat(ran).containsExactly("other@0");
  }

  @Test
  void awaitRunsEventsUntilTheFutureIsDone() throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    loop.schedule(Duration.ofMinutes(2), () -> future.complete("done"));
    assertThatThrownBy(() -> loop.await(future, Duration.ofMinutes(1)))
        .isInstanceOf(TimeoutException.class);
    assertThat(loop.await(future, Duration.ofMinutes(1))).isEqualTo("done");
  }

  @Test
  void anotherThreadMayGiveTasksButNotDrive() throws InterruptedException {
    List<String> failures = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              loop.execute(() -> ran.add("given"));
              failures.add(String.valueOf(loop.inLoop()));
              try {
                loop.runUntilIdle();
              } catch (IllegalStateException e) {
                failures.add(e.getMessage());
              }
            },
            "other");
    other.start();
    other.join();
    assertThat(failures).hasSize(2).first().isEqualTo("false");
    assertThat(failures.get(1)).startsWith("virtual loop: driven by thread other (expected: ");
    loop.runUntilIdle();
    assertThat(ran).containsExactly("given");
  }
}
