package io.discovery.core.call;

import io.discovery.time.Time;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many further attempts calls may make: one for every five calls, and ten a second besides.
 *
 * <p>So an outage costs its Services at most 1.2 times the usual load. What is not used is kept, up
 * to {@value #CAPACITY} attempts, and so many there are at first. Thread-safe.
 */
final class RetryBudget {
  /** Ten seconds' worth of what time gives. */
  static final int CAPACITY = 100;

  /** What one attempt costs, in shares. */
  private static final int ATTEMPT = 5;

  private static final long NANOS_PER_ATTEMPT = 100_000_000;

  private final Time time;
  private final AtomicLong shares = new AtomicLong(CAPACITY * ATTEMPT);
  private final AtomicLong paidUntil;

  /** Makes a full budget. */
  RetryBudget(Time time) {
    this.time = time;
    this.paidUntil = new AtomicLong(time.nanoTime());
  }

  /** A call begins. */
  void deposit() {
    if (shares.get() < CAPACITY * ATTEMPT) {
      add(1);
    }
  }

  /** Takes one attempt, or returns false. */
  boolean withdraw() {
    payForTime();
    return shares.getAndUpdate(left -> left < ATTEMPT ? left : left - ATTEMPT) >= ATTEMPT;
  }

  private void payForTime() {
    long from = paidUntil.get();
    long attempts = (time.nanoTime() - from) / NANOS_PER_ATTEMPT;
    if (attempts > 0 && paidUntil.compareAndSet(from, from + attempts * NANOS_PER_ATTEMPT)) {
      add(Math.min(attempts, CAPACITY) * ATTEMPT);
    }
  }

  private void add(long more) {
    shares.updateAndGet(left -> Math.min(left + more, CAPACITY * ATTEMPT));
  }
}
