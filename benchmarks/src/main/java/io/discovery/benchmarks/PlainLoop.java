package io.discovery.benchmarks;

import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A loop that the measuring thread drives: tasks run when it says so, timers never. */
final class PlainLoop implements EventLoop {
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    if (delay.isZero() || delay.isNegative()) {
      execute(task);
    }
    return () -> {};
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  /** Runs all tasks, and those that they give. */
  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
