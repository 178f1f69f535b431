package io.discovery.manifest;

import io.discovery.time.EventLoop;
import io.discovery.watch.Watch;
import java.time.Duration;

/**
 * Calls tasks on an event loop.
 *
 * @param period time from one call to the next
 * @param loop the loop
 */
record LoopTicker(Duration period, EventLoop loop) implements Ticker {
  @Override
  public Watch begin(String name, Runnable task) {
    return new Repeating(this, task).next();
  }

  /** A task that is called again and again; closed from any thread. */
  private static final class Repeating implements Watch {
    private final LoopTicker ticker;
    private final Runnable task;
    private volatile EventLoop.Timer timer = () -> {};
    private volatile boolean closed;

    Repeating(LoopTicker ticker, Runnable task) {
      this.ticker = ticker;
      this.task = task;
    }

    Repeating next() {
      timer = ticker.loop.schedule(ticker.period, this::run);
      if (closed) {
        // It was closed since the last look at it, and cancelled the timer before this one.
        timer.cancel();
      }
      return this;
    }

    private void run() {
      if (!closed) {
        try {
          task.run();
        } finally {
          if (!closed) {
            next();
          }
        }
      }
    }

    @Override
    public void close() {
      closed = true;
      timer.cancel();
    }
  }
}
