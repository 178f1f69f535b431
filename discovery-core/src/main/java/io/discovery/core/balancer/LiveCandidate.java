package io.discovery.core.balancer;

import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.Pick;
import io.discovery.snapshot.Endpoint;

/** A usable endpoint in one picker; seat and statistics go on from picker to picker. */
final class LiveCandidate implements Candidate {
  private final Endpoint endpoint;
  private final EndpointStats stats;
  private final Seat seat;
  private final int index;

  /** Takes a place among the candidates of a picker. */
  LiveCandidate(Endpoint endpoint, EndpointStats stats, Seat seat, int index) {
    this.endpoint = endpoint;
    this.stats = stats;
    this.seat = seat;
    this.index = index;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public int inFlight() {
    return stats.inFlight();
  }

  @Override
  public int consecutiveFailures() {
    return stats.consecutiveFailures();
  }

  /** Returns a permit to use it. */
  Pick open() {
    return stats.permits().open(this);
  }

  EndpointStats stats() {
    return stats;
  }

  Seat seat() {
    return seat;
  }

  /** Returns the same endpoint at another place. */
  LiveCandidate at(int place) {
    return new LiveCandidate(endpoint, stats, seat, place);
  }

  /** Returns whether it is one of these, which are all candidates of some picker, in order. */
  boolean isOneOf(Candidates all) {
    return index < all.size() && all.get(index) == this;
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
