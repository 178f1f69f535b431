package io.discovery.core.source;

import io.discovery.core.nullness.Nullable;
import io.discovery.time.EventLoop;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchExpiredException;
import io.discovery.watch.WatchHandler;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watch of a source: takes its events on any thread and hands them over on the loop. */
final class Attempt implements WatchHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /** More events than this waiting for the loop end the watch; the next one starts afresh. */
  private static final int MAX_WAITING = 100_000;

  /** What is taken from the queue before other tasks of the loop get their turn. */
  private static final int MAX_AT_ONCE = 1_000;

  private final EventLoop loop;
  private final Taker taker;

  /** Events, and at most one cause for their end. */
  private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile boolean over;
  private volatile @Nullable Watch watch;

  Attempt(EventLoop loop, Taker taker) {
    this.loop = loop;
    this.taker = taker;
  }

  @Override
  public void onEvent(WatchEvent event) {
    add(Objects.requireNonNull(event, "event"));
  }

  @Override
  public void onFailure(Throwable cause) {
    add(Objects.requireNonNull(cause, "cause"));
  }

  private void add(Object step) {
    if (over) {
      return;
    }
    if (count.incrementAndGet() == MAX_WAITING) {
      over = true;
      waiting.clear();
      waiting.add(new WatchExpiredException(MAX_WAITING + " events waiting"));
    } else {
      waiting.add(step);
    }
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      loop.execute(this::hand);
    }
  }

  private void hand() {
    scheduled.set(false);
    for (int taken = 0; taken < MAX_AT_ONCE; taken++) {
      Object step = waiting.poll();
      if (step == null) {
        return;
      }
      count.decrementAndGet();
      if (step instanceof WatchEvent event) {
        taker.event(this, event);
      } else {
        taker.failure(this, (Throwable) step);
      }
    }
    schedule();
  }

  /** Returns whether something was said that the loop has not yet taken. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  void opened(Watch opened) {
    watch = opened;
    if (over) {
      end();
    }
  }

  /** Ends the watch; what is waiting is dropped. */
  void close() {
    over = true;
    waiting.clear();
    end();
  }

  private void end() {
    Watch open = watch;
    watch = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException e) {
        LOG.warn("a watch failed to close", e);
      }
    }
  }

  /** What is told on the loop. */
  interface Taker {
    void event(Attempt attempt, WatchEvent event);

    void failure(Attempt attempt, Throwable cause);
  }
}
