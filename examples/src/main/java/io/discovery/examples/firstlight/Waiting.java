package io.discovery.examples.firstlight;

import io.discovery.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is seen by looking at it. */
final class Waiting {
  private static final long LOOK_EVERY_NANOS = 10_000_000;

  private Waiting() {}

  /** Returns whether a condition came true in time; looks every 10 ms. */
  static boolean until(BooleanSupplier condition, Time time, Duration atMost)
      throws InterruptedException {
    long end = time.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (time.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    return true;
  }
}
