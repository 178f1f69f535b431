package io.discovery.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The single thread of control that all mutable state is confined to.
 *
 * <p>Tasks run one at a time, in the order in which they were given; they never block. What a task
 * throws is logged by the loop and harms no other task. After the loop is closed tasks are dropped.
 * All methods may be called from any thread unless the implementation says otherwise.
 */
public interface EventLoop extends Executor {
  /** Runs a task soon, never within this call. */
  @Override
  void execute(Runnable task);

  /** Runs a task once the delay is over; a delay of zero or less means soon. */
  Timer schedule(Duration delay, Runnable task);

  /**
   * Returns whether the calling thread is running a task of this loop, or may act as if it were.
   */
  boolean inLoop();

  /**
   * Blocks the calling thread until the future is done, and returns its value.
   *
   * <p>A loop in virtual time runs its events meanwhile. Must not be called from a task.
   *
   * @throws ExecutionException if the future failed
   * @throws InterruptedException if the calling thread was interrupted
   * @throws TimeoutException if the future was not done in time
   */
  default <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A task that was scheduled. */
  interface Timer {
    /** Forgets the task unless it has begun; more than once is fine. */
    void cancel();
  }
}
