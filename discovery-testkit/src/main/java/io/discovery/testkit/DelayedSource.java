package io.discovery.testkit;

import io.discovery.time.EventLoop;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Delivers what another source of the same loop delivers, a fixed time later. */
record DelayedSource(WatchSource source, Duration delay, EventLoop loop) implements WatchSource {
  @Override
  public Watch watch(WatchHandler handler) {
    Delay delayed = new Delay(handler);
    Watch watch = source.watch(delayed);
    return () -> {
      delayed.close();
      watch.close();
    };
  }

  @Override
  public String name() {
    return source.name();
  }

  private final class Delay implements WatchHandler {
    private final WatchHandler handler;
    private final Deque<EventLoop.Timer> timers = new ArrayDeque<>();
    private volatile boolean closed;

    Delay(WatchHandler handler) {
      this.handler = handler;
    }

    @Override
    public void onEvent(WatchEvent event) {
      later(() -> handler.onEvent(event));
    }

    @Override
    public void onFailure(Throwable cause) {
      later(() -> handler.onFailure(cause));
    }

    /** The oldest timer is always the next one to run. */
    private synchronized void later(Runnable delivery) {
      timers.add(loop.schedule(delay, () -> deliver(delivery)));
    }

    private void deliver(Runnable delivery) {
      synchronized (this) {
        timers.poll();
      }
      if (!closed) {
        delivery.run();
      }
    }

    synchronized void close() {
      closed = true;
      timers.forEach(EventLoop.Timer::cancel);
      timers.clear();
    }
  }
}
