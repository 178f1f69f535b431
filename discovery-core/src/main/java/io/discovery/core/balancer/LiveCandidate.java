package io.discovery.core.balancer;

import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.Pick;
import io.discovery.snapshot.Endpoint;

/** A usable endpoint; goes on from picker to picker until what is known of the endpoint changes. */
final class LiveCandidate implements Candidate {
  private final Endpoint endpoint;
  private final EndpointStats stats;
  private final Seat seat;

  /** Where it was seen last among candidates; any thread may say so, and it may be elsewhere. */
  private int place;

  LiveCandidate(Endpoint endpoint, EndpointStats stats, Seat seat, int place) {
    this.endpoint = endpoint;
    this.stats = stats;
    this.seat = seat;
    this.place = place;
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

  /** Returns whether it is one of these: looks around the place where it was seen last. */
  boolean isOneOf(Candidates all) {
    int seen = Math.min(place, all.size() - 1);
    for (int steps = 0; steps < all.size(); steps++) {
      if (isAt(seen - steps, all) || isAt(seen + steps, all)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(int at, Candidates all) {
    if (at < 0 || at >= all.size() || all.get(at) != this) {
      return false;
    }
    place = at;
    return true;
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
