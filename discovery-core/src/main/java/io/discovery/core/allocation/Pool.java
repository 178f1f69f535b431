package io.discovery.core.allocation;

import io.discovery.time.Randomness;

/**
 * A row of unsigned numbers, each taken or free.
 *
 * <p>What nobody chose is drawn from the upper band first, so that the lower band stays free for
 * those who choose: a random start, then the next free number, around the end (allocateNextService
 * in ipallocator, and portallocator).
 */
final class Pool {
  private final Taken taken;
  private final long first;
  private final long size;
  private final long lowerBand;
  private final Randomness randomness;

  Pool(long size, long lowerBand, Randomness randomness) {
    this(new Taken(), 0, size, lowerBand, randomness);
  }

  /** Makes a pool of the numbers from {@code first} on, which other pools may hand out as well. */
  Pool(Taken taken, long first, long size, long lowerBand, Randomness randomness) {
    this.taken = taken;
    this.first = first;
    this.size = size;
    this.lowerBand = lowerBand;
    this.randomness = randomness;
  }

  /** Returns a number that was free and is now taken, or {@link Taken#NONE}. */
  long draw() {
    long upper = draw(first + lowerBand, first + size);
    return upper != Taken.NONE ? upper : draw(first, first + lowerBand);
  }

  private long draw(long from, long end) {
    if (from == end) {
      return Taken.NONE;
    }
    long start = from + Long.remainderUnsigned(randomness.nextLong(), end - from);
    long number = taken.firstAbsent(start, end);
    if (number == Taken.NONE) {
      number = taken.firstAbsent(from, start);
    }
    if (number != Taken.NONE) {
      taken.add(number);
    }
    return number;
  }

  /** Returns whether the number lies in the pool. */
  boolean has(long number) {
    return Long.compareUnsigned(number - first, size) < 0;
  }

  /** Takes a number of the pool; returns whether it was free. */
  boolean take(long number) {
    return taken.add(number);
  }

  /** Frees a number; returns whether it was taken. */
  boolean free(long number) {
    return taken.remove(number);
  }

  /** Returns whether a number is taken. */
  boolean taken(long number) {
    return taken.contains(number);
  }

  long nodesRead() {
    return taken.nodesRead();
  }
}
