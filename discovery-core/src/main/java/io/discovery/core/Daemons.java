package io.discovery.core;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Named daemon threads that come when there is something to do, and go when there is not. */
final class Daemons implements Executor, AutoCloseable {
  private static final int THREADS = 4;
  private static final long IDLE_SECONDS = 10;
  private static final long LAST_TASK_SECONDS = 1;

  private final ThreadPoolExecutor threads;
  private final ThreadGroup group;

  Daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    group = new ThreadGroup(name);
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(group, task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            (task, rejectedBy) -> task.run());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs a task on a thread of its own; after {@link #close} on the caller's. */
  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Ends the threads; the one that calls this, too, once its task is done. */
  @Override
  public void close() {
    threads.shutdown();
    if (Thread.currentThread().getThreadGroup() == group) {
      return;
    }
    try {
      if (!threads.awaitTermination(LAST_TASK_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
