package io.discovery.core;

import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop that a daemon thread of its own drives: the production driver. */
public final class LoopThread implements EventLoop, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

  /** Closing waits this long for the task under way, which never blocks. */
  private static final Duration LAST_TASK = Duration.ofSeconds(5);

  private final String name;
  private final ScheduledThreadPoolExecutor executor;
  private volatile Thread thread = Thread.currentThread();

  private LoopThread(String name) {
    this.name = name;
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread created = new Thread(task, name);
              created.setDaemon(true);
              thread = created;
              return created;
            },
            (task, rejectedBy) -> LOG.debug("{}: closed, task dropped", name));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.prestartCoreThread();
  }

  /** Starts a loop whose thread has this name. */
  public static LoopThread start(String name) {
    return new LoopThread(name);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> run(task));
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> future =
        executor.schedule(
            () -> run(task), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private void run(Runnable task) {
    if (executor.isShutdown()) {
      return; // what is due already would still run
    }
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("{}: a task failed, the loop goes on", name, e);
    }
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** Drops what is waiting, and returns once the thread has ended; more than once is fine. */
  @Override
  public void close() {
    executor.shutdown(); // without an interrupt for the task under way
    if (inLoop()) {
      return;
    }
    try {
      thread.join(LAST_TASK.toMillis()); // an executor says that it ended before its thread has
      if (thread.isAlive()) {
        LOG.warn("{}: a task is still running {} after close", name, LAST_TASK);
        return;
      }
      thread.join(LAST_TASK.toMillis()); // a terminated executor's thread is still ending
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "LoopThread[" + name + "]";
  }
}
