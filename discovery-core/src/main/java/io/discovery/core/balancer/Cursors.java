package io.discovery.core.balancer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongUnaryOperator;

/**
 * Positions that only grow, in stripes: each thread moves that of its own stripe.
 *
 * <p>Within a thread no step is lost or taken twice. Threads that share a stripe may take a step
 * together: that is cheaper than to contend for a counter, and the shares stay even.
 */
final class Cursors {
  /** One cache line holds one stripe. */
  private static final int WIDTH = 8;

  private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

  private final AtomicLongArray next = new AtomicLongArray(STRIPES * WIDTH);
  private final AtomicInteger opened = new AtomicInteger();
  private final int start;

  /** Begins at a position; each further stripe begins one step behind the stripe before it. */
  Cursors(int start) {
    this.start = start;
  }

  private static int stripes(int processors) {
    return Math.min(64, Integer.highestOneBit(processors * 4 - 1));
  }

  /** Returns the position of this thread's stripe, not negative, and moves it by one step. */
  long next() {
    int at = ((int) Thread.currentThread().getId() & (STRIPES - 1)) * WIDTH;
    long position = next.getPlain(at);
    if (position == 0) {
      position = 1L + start + opened.getAndIncrement();
    }
    next.setOpaque(at, position + 1);
    return position - 1;
  }

  /** Returns cursors that go on from here, each position replaced by another. */
  Cursors moved(LongUnaryOperator replacement) {
    Cursors moved = new Cursors(start);
    moved.opened.set(opened.get());
    for (int at = 0; at < next.length(); at += WIDTH) {
      long position = next.get(at);
      if (position != 0) {
        moved.next.set(at, 1 + replacement.applyAsLong(position - 1));
      }
    }
    return moved;
  }
}
