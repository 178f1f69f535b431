package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopThreadTest {
  private final LoopThread loop = LoopThread.start("test-loop");

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void tasksRunInOrderOnOneNamedDaemon() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    loop.execute(
        () -> {
          loop.execute(() -> ran.add("inner"));
          loop.execute(() -> thread.complete(Thread.currentThread()));
          ran.add("first " + loop.inLoop());
        });
    Thread found = loop.await(thread, Duration.ofSeconds(30));
    assertThat(ran).containsExactly("first true", "inner");
    assertThat(found.getName()).isEqualTo("test-loop");
    assertThat(found.isDaemon()).isTrue();
    assertThat(loop.inLoop()).isFalse();
    assertThat(loop).hasToString("LoopThread[test-loop]");
  }

  @Test
  void aTaskThatThrowsHarmsNoOther() throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    AtomicReference<Thread> before = new AtomicReference<>();
    loop.execute(
        () -> {
          before.set(Thread.currentThread());
          throw new IllegalStateException("expected by the test");
        });
    loop.schedule(
        Duration.ZERO,
        () -> {
          throw new AssertionError("expected by the test");
        });
    loop.schedule(Duration.ZERO, () -> done.complete(Thread.currentThread() == before.get()));
    assertThat(loop.await(done, Duration.ofSeconds(30))).as("on the same thread").isTrue();
  }

  @Test
  void timersRunUnlessCancelled() throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          EventLoop.Timer cancelled =
              loop.schedule(Duration.ZERO, () -> done.complete("cancelled"));
          cancelled.cancel();
          cancelled.cancel();
          loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> done.complete("far away"));
          loop.schedule(Duration.ofMillis(1), () -> done.complete("timer"));
        });
    assertThat(loop.await(done, Duration.ofSeconds(30))).isEqualTo("timer");
  }

  @Test
  void closeFromOutsideWaitsForTheTaskUnderWayAndDropsTheRest() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    List<String> ran = new CopyOnWriteArrayList<>();
    loop.execute(
        () -> {
          begun.countDown();
          await(closing);
          ran.add("under way, interrupted: " + Thread.currentThread().isInterrupted());
        });
    loop.execute(() -> ran.add("waiting"));
    loop.schedule(Duration.ZERO, () -> ran.add("timer"));
    await(begun);
    Thread closer = new Thread(loop::close, "closer");
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    closing.countDown();
    closer.join();
    assertThat(ran).containsExactly("under way, interrupted: false");

    loop.execute(() -> ran.add("too late"));
    loop.schedule(Duration.ZERO, () -> ran.add("too late")).cancel();
    loop.close();
    assertThat(ran).hasSize(1);
  }

  @Test
  void closeFromInsideReturnsAndEndsTheThread() throws Exception {
    CompletableFuture<Thread> closed = new CompletableFuture<>();
    loop.execute(
        () -> {
          loop.close();
          closed.complete(Thread.currentThread());
        });
    Thread thread = loop.await(closed, Duration.ofSeconds(30));
    thread.join();
    assertThat(thread.isAlive()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
