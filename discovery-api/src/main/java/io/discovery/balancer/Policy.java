package io.discovery.balancer;

import io.discovery.snapshot.ServicePortName;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.util.Objects;

/** An immutable recipe for balancers; thread-safe. */
@FunctionalInterface
public interface Policy {
  /** Returns a balancer for one Service port. */
  Balancer newBalancer(Context context);

  /**
   * Returns a policy that keeps nothing between rebuilds, such as {@code candidates -> request ->
   * candidates.atHash(request.affinityHash())}.
   */
  static Policy stateless(Balancer balancer) {
    Objects.requireNonNull(balancer, "balancer");
    return context -> balancer;
  }

  /**
   * What a balancer is made for, and with.
   *
   * @param port the Service port
   * @param time the clocks
   * @param randomness random numbers for picks; may be used by all threads
   */
  record Context(ServicePortName port, Time time, Randomness randomness) {
    /** Checks for null. */
    public Context {
      Objects.requireNonNull(port, "port");
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(randomness, "randomness");
    }
  }
}
