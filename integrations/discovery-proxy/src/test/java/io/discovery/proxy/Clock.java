package io.discovery.proxy;

import io.discovery.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that tests turn. */
final class Clock implements Time {
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(40).toNanos();
  private Instant instant = Instant.parse("2026-01-01T00:00:00Z");

  void pass(Duration time) {
    nanos += time.toNanos();
    instant = instant.plus(time);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return instant;
  }
}
