package io.discovery.time;

import java.time.Instant;

/**
 * The two clocks: a monotonic one to measure with and a wall clock to write down.
 *
 * <p>Implementations are thread-safe and never block.
 */
public interface Time {
  /** Returns nanoseconds since an arbitrary origin; never goes back. */
  long nanoTime();

  /** Returns the time of day. */
  Instant instant();

  /** Returns the clocks of the system. */
  static Time system() {
    return SystemTime.INSTANCE;
  }
}
