package io.discovery.manifest;

import io.discovery.watch.Watch;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Calls each task on a daemon thread of its own, which ends with it.
 *
 * @param period time from the end of a call to the next
 */
record ThreadTicker(Duration period) implements Ticker {
  @Override
  public Watch begin(String name, Runnable task) {
    TickingThread thread = new TickingThread(name, period, task);
    thread.start();
    return thread::end;
  }

  private static final class TickingThread extends Thread {
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration period;
    private final Runnable task;

    TickingThread(String name, Duration period, Runnable task) {
      super("discovery-manifest " + name);
      setDaemon(true);
      this.period = period;
      this.task = task;
    }

    @Override
    public void run() {
      try {
        while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
          fenced();
        }
      } catch (InterruptedException e) {
        // Nobody but the end of the process interrupts this thread: it ends too.
      }
    }

    /** An exception would end all further calls in silence. */
    private void fenced() {
      try {
        task.run();
      } catch (RuntimeException e) {
        getUncaughtExceptionHandler().uncaughtException(this, e);
      }
    }

    /** Ends the thread, and waits for that unless it is the caller. */
    void end() {
      closed.countDown();
      if (Thread.currentThread() != this) {
        try {
          join(LONGEST_GOODBYE.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
