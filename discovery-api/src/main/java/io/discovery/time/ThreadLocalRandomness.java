package io.discovery.time;

import java.util.concurrent.ThreadLocalRandom;

/** Random numbers of the calling thread's own generator. */
enum ThreadLocalRandomness implements Randomness {
  INSTANCE;

  @Override
  public int nextInt(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  @Override
  public long nextLong() {
    return ThreadLocalRandom.current().nextLong();
  }

  @Override
  public String toString() {
    return "Randomness.threadLocal()";
  }
}
