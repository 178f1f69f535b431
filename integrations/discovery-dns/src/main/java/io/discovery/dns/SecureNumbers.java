package io.discovery.dns;

import io.discovery.time.Randomness;
import java.security.SecureRandom;

/** Numbers that nobody who saw others can guess; for all threads. */
record SecureNumbers(SecureRandom random) implements Randomness {
  SecureNumbers() {
    this(new SecureRandom());
  }

  @Override
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
