package io.discovery.core.source;

import io.discovery.time.Randomness;
import java.time.Duration;

/** How long to wait before the next attempt: doubles, with jitter, up to a bound. */
final class BackOff {
  private static final long FIRST_MILLIS = 50;
  private static final long LAST_MILLIS = 5_000;
  private static final int DOUBLINGS = 7;

  private final Randomness randomness;
  private int failures;

  BackOff(Randomness randomness) {
    this.randomness = randomness;
  }

  /** Returns the next delay: between half of the bound, which doubles each time, and all of it. */
  Duration next() {
    long bound = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures, DOUBLINGS));
    failures++;
    return Duration.ofMillis(bound / 2 + randomness.nextInt((int) (bound / 2) + 1));
  }

  /** Returns how many failures there were since the last success. */
  int failures() {
    return failures;
  }

  void succeeded() {
    failures = 0;
  }
}
