package io.discovery.manifest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.time.EventLoop;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickerTest {
  private static final Duration SOON = Duration.ofMillis(2);

  @TempDir Path folder;

  @Test
  void aThreadOfItsOwnTellsChangesUntilItIsClosed() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), ManifestsTest.service("a"));
    BlockingQueue<Integer> sizes = new ArrayBlockingQueue<>(10);
    AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
    Watch watch =
        Manifests.file(file)
            .lookingEvery(SOON)
            .follow(
                events(
                    event -> {
                      thread.set(Thread.currentThread());
                      sizes.add(((WatchEvent.Replaced) event).objects().size());
                    }));
    assertThat(sizes.poll()).isEqualTo(1);
    assertThat(thread).hasValue(Thread.currentThread());

    Files.writeString(file, ManifestsTest.service("a") + "---\n" + ManifestsTest.service("b"));
    assertThat(sizes.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(requireNonNull(thread.get()))
        .extracting(Thread::isDaemon, Thread::getName)
        .containsExactly(true, "discovery-manifest " + file);

    watch.close();
    assertThat(requireNonNull(thread.get()).isAlive()).isFalse();
  }

  @Test
  void aHandlerMayCloseTheWatchAndMayThrow() throws Exception {
    CountDownLatch calls = new CountDownLatch(3);
    AtomicReference<Watch> watch = new AtomicReference<>();
    AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
    watch.set(
        new ThreadTicker(SOON)
            .begin(
                "test",
                () -> {
                  thread.set(Thread.currentThread());
                  Thread.currentThread().setUncaughtExceptionHandler((t, e) -> calls.countDown());
                  if (calls.getCount() <= 1) {
                    close(watch);
                  }
                  throw new IllegalStateException("as it may happen");
                }));
    assertThat(calls.await(30, TimeUnit.SECONDS)).isTrue();
    requireNonNull(thread.get()).join(30_000);
    assertThat(requireNonNull(thread.get()).isAlive()).isFalse();
  }

  private static void close(AtomicReference<Watch> watch) {
    Watch begun = watch.get();
    if (begun != null) {
      begun.close();
    }
  }

  @Test
  void textAndResourcesNeedNoThread() {
    CountingLoop loop = new CountingLoop();
    Manifests.text("x.yaml", ManifestsTest.service("a"))
        .lookingEvery(SOON, loop)
        .follow(events(event -> {}))
        .close();
    assertThat(loop.tasks).isEmpty();
  }

  @Test
  void aLoopLooksAgainAndAgainUntilItIsClosed() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), ManifestsTest.service("a"));
    CountingLoop loop = new CountingLoop();
    List<WatchEvent> events = new ArrayList<>();
    Watch watch = Manifests.file(file).lookingEvery(SOON, loop).follow(events(events::add));
    Files.writeString(file, ManifestsTest.service("b"));
    loop.runNext();
    loop.runNext();
    assertThat(events).hasSize(2);
    watch.close();
    assertThat(loop.tasks).isEmpty();
  }

  private static WatchHandler events(Consumer<WatchEvent> to) {
    return new WatchHandler() {
      @Override
      public void onEvent(WatchEvent event) {
        to.accept(event);
      }

      @Override
      public void onFailure(Throwable cause) {
        throw new AssertionError(cause);
      }
    };
  }

  /** A loop whose tasks the test runs by hand. */
  private static final class CountingLoop implements EventLoop {
    final List<Runnable> tasks = new ArrayList<>();

    void runNext() {
      tasks.remove(0).run();
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      assertThat(delay).isEqualTo(SOON);
      tasks.add(task);
      return () -> tasks.remove(task);
    }

    @Override
    public boolean inLoop() {
      return true;
    }
  }
}
