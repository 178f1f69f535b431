package io.discovery.testkit;

import io.discovery.time.EventLoop;
import io.discovery.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop in virtual time, and its clocks: nothing runs, and no time passes, until it is told to.
 *
 * <p>Tasks run in order of their time, then of their arrival. The thread that made the loop drives
 * it, and may act as the loop; tasks may be given from any thread. What a task throws is thrown out
 * of the run that it is in; the tasks behind it stay queued.
 */
public final class VirtualLoop implements EventLoop, Time {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** So many tasks at one instant are an endless loop. */
  private static final int MAX_TASKS_AT_ONCE = 1_000_000;

  private final Thread thread = Thread.currentThread();
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long nanos;
  private long given;
  private int cancelled;
  private int ranAtOnce;

  /** Makes a loop at 2026-01-01T00:00:00Z, driven by the calling thread. */
  public VirtualLoop() {}

  @Override
  public void execute(Runnable task) {
    add(0, task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return add(Math.max(0, delay.toNanos()), task);
  }

  private synchronized Task add(long delay, Runnable action) {
    Task task = new Task(nanos + delay, given++, action);
    tasks.add(task);
    return task;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** Runs all that is due now, and what follows from it; no time passes. */
  public void runUntilIdle() {
    advance(Duration.ZERO);
  }

  /** Lets time pass, and runs each task at its time. */
  public void advance(Duration time) {
    runUntil(() -> false, time);
  }

  /**
   * Lets time pass until the condition holds, which is asked before each task.
   *
   * @return whether it holds; if not, the whole time has passed
   * @throws IllegalStateException if a million tasks run and no time passes
   */
  public boolean runUntil(BooleanSupplier condition, Duration atMost) {
    if (!inLoop()) {
      throw new IllegalStateException(
          "virtual loop: driven by thread "
              + Thread.currentThread().getName()
              + " (expected: "
              + thread.getName()
              + ", which made it)");
    }
    long end = nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      Task next = next(end);
      if (next == null) {
        return condition.getAsBoolean();
      }
      next.action.run();
    }
    return true;
  }

  /**
   * Returns the next task until a time; moves the clock to it, or to that time if there is none.
   */
  private synchronized @Nullable Task next(long end) {
    Task next = tasks.peek();
    while (next != null && next.isCancelled) {
      tasks.remove();
      cancelled--;
      next = tasks.peek();
    }
    if (next == null || next.at > end) {
      moveTo(end);
      return null;
    }
    moveTo(next.at);
    if (++ranAtOnce > MAX_TASKS_AT_ONCE) {
      throw new IllegalStateException(
          "virtual loop: "
              + MAX_TASKS_AT_ONCE
              + " tasks ran and no time passed (expected: an end)");
    }
    next.hasBegun = true;
    return tasks.remove();
  }

  private void moveTo(long time) {
    if (time > nanos) {
      nanos = time;
      ranAtOnce = 0;
    }
  }

  @Override
  public <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (!runUntil(future::isDone, atMost)) {
      throw new TimeoutException("virtual loop: not done after " + atMost + " of virtual time");
    }
    return future.get();
  }

  /** Returns how many tasks wait, timers included. */
  public synchronized int waiting() {
    return tasks.size() - cancelled;
  }

  /** Drops all tasks. */
  synchronized void clear() {
    tasks.clear();
    cancelled = 0;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanoTime());
  }

  @Override
  public String toString() {
    return "VirtualLoop[" + instant() + ", " + waiting() + " tasks]";
  }

  private synchronized void cancel(Task task) {
    if (!task.isCancelled && !task.hasBegun) {
      task.isCancelled = true;
      cancelled++;
    }
  }

  private final class Task implements Timer, Comparable<Task> {
    private final long at;
    private final long number;
    private final Runnable action;
    private boolean isCancelled;
    private boolean hasBegun;

    Task(long at, long number, Runnable action) {
      this.at = at;
      this.number = number;
      this.action = action;
    }

    @Override
    public void cancel() {
      VirtualLoop.this.cancel(this);
    }

    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
