package io.discovery.time;

import java.util.SplittableRandom;

/** Random numbers that follow from a seed. */
record SeededRandomness(SplittableRandom random) implements Randomness {
  @Override
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
