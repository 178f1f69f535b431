package io.discovery.manifest;

import io.discovery.time.EventLoop;
import io.discovery.watch.Watch;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What calls a task again and again. */
@FunctionalInterface
interface Ticker {
  /** Begins to call the task; closing what is returned ends that. */
  Watch begin(String name, Runnable task);

  /** Returns a ticker with a daemon thread for each task, which ends with it. */
  static Ticker thread(Duration period) {
    return (name, task) -> {
      ScheduledThreadPoolExecutor executor =
          new ScheduledThreadPoolExecutor(
              1,
              runnable -> {
                Thread thread = new Thread(runnable, "discovery-manifest " + name);
                thread.setDaemon(true);
                return thread;
              });
      long nanos = period.toNanos();
      var begun = executor.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
      return () -> {
        begun.cancel(false);
        executor.shutdownNow();
      };
    };
  }

  /** Returns a ticker whose tasks run on a loop. */
  static Ticker loop(Duration period, EventLoop loop) {
    return (name, task) -> new OnLoop(period, loop, task).next();
  }

  /** A task that a loop calls again and again; begun and closed from any thread. */
  final class OnLoop implements Watch {
    private final Duration period;
    private final EventLoop loop;
    private final Runnable task;
    private volatile EventLoop.Timer timer = () -> {};
    private volatile boolean closed;

    private OnLoop(Duration period, EventLoop loop, Runnable task) {
      this.period = period;
      this.loop = loop;
      this.task = task;
    }

    private OnLoop next() {
      timer = loop.schedule(period, this::run);
      if (closed) {
        close();
      }
      return this;
    }

    private void run() {
      if (!closed) {
        task.run();
        next();
      }
    }

    @Override
    public void close() {
      closed = true;
      timer.cancel();
    }
  }
}
