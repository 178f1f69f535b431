package io.discovery.dns;

import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.util.function.Function;

/**
 * Where a source gets its time, its random numbers and its threads from.
 *
 * @param time the clocks
 * @param randomness numbers that others cannot guess; shared by all watches
 * @param driver opens what one watch runs on, under a name
 */
record Wiring(Time time, Randomness randomness, Function<String, Driver> driver) {
  /** Returns what production has: a thread a watch. */
  static Wiring system() {
    Time time = Time.system();
    Randomness randomness = new SecureNumbers();
    return new Wiring(time, randomness, name -> SelectorLoop.start(name, time, randomness));
  }
}
