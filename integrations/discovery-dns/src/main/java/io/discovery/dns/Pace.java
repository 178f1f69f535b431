package io.discovery.dns;

import io.discovery.time.Randomness;
import java.time.Duration;

/**
 * When to ask again.
 *
 * @param floor the shortest time, however short a TTL is
 * @param ceiling the longest time, however long a TTL is
 * @param randomness numbers for jitter
 */
record Pace(Duration floor, Duration ceiling, Randomness randomness) {
  private static final int STEPS = 1_000;

  /** Draws by how much the times of one round are stretched: up to a tenth. */
  double stretch() {
    return 1 + 0.1 * randomness.nextInt(STEPS) / STEPS;
  }

  /** Returns nanoseconds after which an answer is to be asked for again. */
  long afterAnswer(long ttl, double stretch) {
    long seconds = Math.min(ttl, ceiling.toSeconds() + 1);
    return stretched(bounded(Duration.ofSeconds(seconds).toNanos()), stretch);
  }

  /** Returns nanoseconds after which a question that nobody answers is asked again. */
  long afterFailure(int failures, double stretch) {
    long nanos = floor.toNanos();
    for (int i = 0; i < failures && nanos < ceiling.toNanos(); i++) {
      nanos *= 2;
    }
    return stretched(bounded(nanos), stretch);
  }

  private long bounded(long nanos) {
    return Math.max(floor.toNanos(), Math.min(ceiling.toNanos(), nanos));
  }

  private static long stretched(long nanos, double stretch) {
    return (long) ((double) nanos * stretch);
  }
}
