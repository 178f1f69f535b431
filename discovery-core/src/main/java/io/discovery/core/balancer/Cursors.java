package io.discovery.core.balancer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntUnaryOperator;

/**
 * Places that go round and round, in stripes: each thread moves that of its own stripe.
 *
 * <p>Within a thread no step is lost or taken twice. Threads that share a stripe may take a step
 * together: that is cheaper than to contend for a counter, and the shares stay even.
 */
final class Cursors {
  /** One cache line holds one stripe. */
  private static final int WIDTH = 16;

  private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

  /** The next place of each stripe, counted from 1; 0 before its first step. */
  private final AtomicIntegerArray next = new AtomicIntegerArray(STRIPES * WIDTH);

  private final AtomicInteger opened = new AtomicInteger();
  private final int start;
  private final int size;

  /** Begins at a place of so many; each further stripe begins a step behind the one before it. */
  Cursors(int start, int size) {
    this.start = start;
    this.size = size;
  }

  private static int stripes(int processors) {
    return Math.min(64, Integer.highestOneBit(processors * 4 - 1));
  }

  /** Returns the place of this thread's stripe, and moves it by one step. */
  int next() {
    int at = ((int) Thread.currentThread().getId() & (STRIPES - 1)) * WIDTH;
    int place = next.getPlain(at);
    if (place == 0) {
      place = 1 + (start + opened.getAndIncrement()) % size;
    }
    next.setOpaque(at, place == size ? 1 : place + 1);
    return place - 1;
  }

  /** Returns cursors over so many places that go on from here, each place replaced by another. */
  Cursors moved(int newSize, IntUnaryOperator replacement) {
    Cursors moved = new Cursors(start % newSize, newSize);
    moved.opened.set(opened.get());
    for (int at = 0; at < next.length(); at += WIDTH) {
      int place = next.get(at);
      if (place != 0) {
        moved.next.set(at, 1 + replacement.applyAsInt(place - 1));
      }
    }
    return moved;
  }
}
