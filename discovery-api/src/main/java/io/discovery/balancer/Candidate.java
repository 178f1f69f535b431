package io.discovery.balancer;

import io.discovery.snapshot.Endpoint;

/**
 * An endpoint that a picker may return, and its live statistics.
 *
 * <p>The statistics belong to the endpoint's identity: they outlive rebuilds and end with the Pod's
 * UID. Thread-safe.
 */
public interface Candidate {
  /** Returns the endpoint. */
  Endpoint endpoint();

  /**
   * Returns how many picks of the endpoint have not ended; endpoints taken without a permit do not
   * count.
   */
  int inFlight();

  /** Returns how many picks of the endpoint failed in a row, up to now. */
  int consecutiveFailures();
}
