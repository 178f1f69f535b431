package io.discovery.examples.firstlight;

import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;

/**
 * Kubernetes' rule for which endpoints get traffic, worked out from the conditions in the slices
 * alone: the example does not take the library's word for it.
 */
final class Usable {
  private Usable() {}

  /**
   * Returns whether a pick was certainly wrong.
   *
   * <p>A pick happens between two looks at the endpoints. An endpoint that was usable in either of
   * them may have been so when the pick was made.
   */
  static boolean wronglyPicked(
      Target target, Endpoint picked, EndpointSet before, EndpointSet now) {
    return !in(before, picked, target.notReadyToo()) && !in(now, picked, target.notReadyToo());
  }

  /** Returns an endpoint with what a set says of it. */
  static String conditions(Endpoint endpoint, EndpointSet set) {
    return set.known().stream()
        .filter(known -> known.endpoint().equals(endpoint))
        .map(
            k ->
                "ready="
                    + k.ready()
                    + " serving="
                    + k.serving()
                    + " terminating="
                    + k.terminating())
        .findFirst()
        .map(conditions -> endpoint + " " + conditions)
        .orElse(endpoint + " not known");
  }

  /** Returns whether a set has the endpoint, and it may get traffic. */
  static boolean in(EndpointSet set, Endpoint picked, boolean notReadyToo) {
    boolean anyReady = false;
    boolean ready = false;
    boolean lastResort = false;
    for (Known known : set.known()) {
      boolean takes = known.ready() && (notReadyToo || !known.terminating());
      anyReady |= takes;
      if (known.endpoint().equals(picked)) {
        ready |= takes;
        lastResort |= known.serving() && known.terminating();
      }
    }
    return anyReady ? ready : lastResort;
  }
}
