package io.discovery.time;

import java.util.SplittableRandom;

/**
 * A source of random numbers.
 *
 * <p>Whether an instance may be shared between threads is said by the factory that made it.
 */
public interface Randomness {
  /** Returns a number in {@code [0, bound)}; {@code bound} is positive. */
  int nextInt(int bound);

  /** Returns any number. */
  long nextLong();

  /** Returns a source for all threads, in which they do not contend. */
  static Randomness threadLocal() {
    return ThreadLocalRandomness.INSTANCE;
  }

  /**
   * Returns a source whose numbers follow from the seed; for one thread at a time.
   *
   * <p>The algorithm is SplittableRandom's, the same in every JVM since Java 8.
   */
  static Randomness seeded(long seed) {
    return new SeededRandomness(new SplittableRandom(seed));
  }
}
