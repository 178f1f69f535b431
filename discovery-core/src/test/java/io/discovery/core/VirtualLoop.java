package io.discovery.core;

import io.discovery.time.EventLoop;
import io.discovery.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A loop in virtual time for tests: nothing runs, and no time passes, until the test says so.
 *
 * <p>The thread that made it may act as the loop. A task that throws ends the run that it is in:
 * the tasks behind it stay queued, and the test sees what was thrown.
 *
 * <p>The test kit has a like loop for its users; it depends on core, so that core's tests need this
 * smaller one, and {@link FaultySource} beside it.
 */
public final class VirtualLoop implements EventLoop, Time {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MAX_TASKS = 1_000_000;

  private final Thread thread = Thread.currentThread();
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
  private long nanos;
  private long given;

  @Override
  public void execute(Runnable task) {
    add(0, task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Task added = add(Math.max(0, delay.toNanos()), task);
    return () -> remove(added);
  }

  private synchronized Task add(long delay, Runnable task) {
    Task added = new Task(nanos + delay, given++, task);
    tasks.add(added);
    return added;
  }

  private synchronized void remove(Task task) {
    tasks.remove(task);
  }

  /** Runs all tasks that are due, and those that they give; time stands still. */
  public void runUntilIdle() {
    advance(Duration.ZERO);
  }

  /** Lets time pass, and runs each task at its time. */
  public void advance(Duration duration) {
    long end = nanos + duration.toNanos();
    for (int ran = 0; ; ran++) {
      Task next = nextUntil(end);
      if (next == null) {
        return;
      }
      if (ran == MAX_TASKS) {
        throw new IllegalStateException("virtual loop: " + MAX_TASKS + " tasks and no end");
      }
      next.action().run();
    }
  }

  private synchronized @Nullable Task nextUntil(long end) {
    Task next = tasks.peek();
    if (next == null || next.at() > end) {
      nanos = end;
      return null;
    }
    nanos = Math.max(nanos, next.at());
    return tasks.poll();
  }

  /** Returns how many tasks wait, timers included. */
  public synchronized int waiting() {
    return tasks.size();
  }

  /** Returns how long each waiting task still has to wait, the next one first. */
  public synchronized List<Duration> delays() {
    List<Duration> delays = new ArrayList<>();
    tasks.stream()
        .sorted(tasks.comparator())
        .forEach(task -> delays.add(Duration.ofNanos(task.at() - nanos)));
    return delays;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  @Override
  public <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException {
    long end = nanos + atMost.toNanos();
    while (!future.isDone()) {
      Task next = nextUntil(end);
      if (next == null) {
        throw new TimeoutException("virtual loop: not done within " + atMost);
      }
      next.action().run();
    }
    return future.get();
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized Instant instant() {
    return START.plusNanos(nanos);
  }

  private record Task(long at, long number, Runnable action) {}
}
