package io.discovery.proxy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections may be open: at the cap nobody accepts, until a sixteenth of it is free.
 *
 * <p>Confined to one loop, but for {@link #release}.
 */
final class Limit {
  private final int most;
  private final int resumeAt;
  private final Executor loop;
  private final AtomicInteger open = new AtomicInteger();
  private final Collection<Runnable> listeners = new LinkedHashSet<>();
  private volatile boolean full;

  Limit(int most, Executor loop) {
    this.most = most;
    this.loop = loop;
    resumeAt = most - Math.max(1, most / 16);
  }

  boolean isFull() {
    return full;
  }

  boolean isUnused() {
    return listeners.isEmpty() && open.get() == 0;
  }

  /** Calls whenever it turns full or ceases to be. */
  void add(Runnable listener) {
    listeners.add(listener);
  }

  void remove(Runnable listener) {
    listeners.remove(listener);
  }

  /** Counts a connection that was accepted. */
  void take() {
    if (open.incrementAndGet() >= most && !full) {
      full = true;
      listeners.forEach(Runnable::run);
    }
  }

  /** Counts a connection that ended; any thread. */
  void release() {
    if (open.decrementAndGet() <= resumeAt && full) {
      loop.execute(this::resume);
    }
  }

  private void resume() {
    if (full && open.get() <= resumeAt) {
      full = false;
      listeners.forEach(Runnable::run);
    }
  }
}
