package io.discovery.dns;

import io.discovery.time.Time;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still unless a test moves them; any thread. */
final class SteppedTime implements Time {
  private final AtomicLong nanos = new AtomicLong();

  void advanceMillis(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }
}
