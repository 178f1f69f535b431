package io.discovery.testkit;

import java.time.Duration;

/**
 * How long a container that ended waits to be started again, as a kubelet has it: not at all the
 * first time, then 10 s, doubled up to 5 min; after 10 min without an end all begins anew.
 */
final class BackOff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final Duration FORGET = MOST.multipliedBy(2);

  private Duration next = Duration.ZERO;
  private long restartedAt;

  /** Takes note of an end, and returns the wait until the next start. */
  Duration ended(long nanos) {
    if (nanos - restartedAt > FORGET.toNanos()) {
      next = Duration.ZERO;
    }
    Duration wait = next;
    Duration doubled = next.isZero() ? FIRST : next.multipliedBy(2);
    next = doubled.compareTo(MOST) > 0 ? MOST : doubled;
    return wait;
  }

  /** Takes note of a start. */
  void restarted(long nanos) {
    restartedAt = nanos;
  }
}
