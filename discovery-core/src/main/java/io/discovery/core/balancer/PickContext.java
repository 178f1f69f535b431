package io.discovery.core.balancer;

import io.discovery.DiscoveryObserver;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.util.Objects;

/**
 * What picks are made with, the same for all Services.
 *
 * @param time clocks, for affinity and elapsed times
 * @param randomness random numbers; used by all threads that pick
 * @param observer told of picks with a permit
 */
public record PickContext(Time time, Randomness randomness, DiscoveryObserver observer) {
  /** Checks for null. */
  public PickContext {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(randomness, "randomness");
    Objects.requireNonNull(observer, "observer");
  }
}
