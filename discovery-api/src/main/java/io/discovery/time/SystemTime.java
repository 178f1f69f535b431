package io.discovery.time;

import java.time.Instant;

/** The clocks of the system. */
enum SystemTime implements Time {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public String toString() {
    return "Time.system()";
  }
}
