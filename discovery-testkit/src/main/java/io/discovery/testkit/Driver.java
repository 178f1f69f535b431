package io.discovery.testkit;

import io.discovery.core.LoopThread;
import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What makes the events of a cluster happen: virtual time or a thread. */
sealed interface Driver {
  EventLoop loop();

  Time time();

  /** Returns the random numbers of clients: their picks come from any thread in real time. */
  Randomness picks(long seed);

  /** Runs a question on the loop and returns its answer. */
  <T> T ask(Supplier<T> question);

  void advance(Duration time);

  boolean runUntil(BooleanSupplier condition, Duration atMost);

  /** Ends all; returns what others forgot to end. */
  List<String> end();

  /** The calling thread runs the events, in virtual time. */
  record Virtual(VirtualLoop loop) implements Driver {
    @Override
    public Time time() {
      return loop;
    }

    @Override
    public Randomness picks(long seed) {
      return Randomness.seeded(~seed);
    }

    @Override
    public <T> T ask(Supplier<T> question) {
      if (!loop.inLoop()) {
        throw new IllegalStateException(
            "cluster: called from thread "
                + Thread.currentThread().getName()
                + " (expected: in virtual time, the thread that built it)");
      }
      return question.get();
    }

    @Override
    public void advance(Duration time) {
      loop.advance(time);
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
      return loop.runUntil(condition, atMost);
    }

    @Override
    public List<String> end() {
      loop.runUntilIdle();
      int timers = loop.waiting();
      loop.clear();
      return timers == 0 ? List.of() : List.of(timers + " timers");
    }
  }

  /** A thread runs the events, as time passes. */
  record Real(LoopThread loop, Time time) implements Driver {
    private static final Duration QUESTION = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    @Override
    public Randomness picks(long seed) {
      return Randomness.threadLocal();
    }

    @Override
    public <T> T ask(Supplier<T> question) {
      if (loop.inLoop()) {
        return question.get();
      }
      CompletableFuture<T> answer = new CompletableFuture<>();
      loop.execute(() -> answerTo(question, answer));
      return await(answer, QUESTION);
    }

    private static <T> void answerTo(Supplier<T> question, CompletableFuture<T> answer) {
      try {
        answer.complete(question.get());
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }

    private static <T> T await(CompletableFuture<T> answer, Duration atMost) {
      try {
        return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException("cluster: a task failed", e.getCause());
      } catch (TimeoutException e) {
        throw new IllegalStateException("cluster: no answer within " + atMost, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("cluster: interrupted", e);
      }
    }

    @Override
    public void advance(Duration time) {
      if (!time.isZero()) {
        throw new IllegalStateException("cluster: real time cannot be advanced");
      }
      ask(() -> true);
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
      if (loop.inLoop()) {
        throw new IllegalStateException("cluster: its loop must not wait for itself");
      }
      CompletableFuture<Boolean> holds = new CompletableFuture<>();
      long end = time.nanoTime() + atMost.toNanos();
      loop.execute(() -> look(condition, end, holds));
      return await(holds, atMost.plus(QUESTION));
    }

    private void look(BooleanSupplier condition, long end, CompletableFuture<Boolean> holds) {
      try {
        if (condition.getAsBoolean()) {
          holds.complete(true);
        } else if (time.nanoTime() >= end) {
          holds.complete(false);
        } else {
          loop.schedule(LOOK_AGAIN, () -> look(condition, end, holds));
        }
      } catch (RuntimeException | Error e) {
        holds.completeExceptionally(e);
      }
    }

    @Override
    public List<String> end() {
      loop.close();
      return List.of();
    }
  }
}
