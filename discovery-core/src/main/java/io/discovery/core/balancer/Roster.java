package io.discovery.core.balancer;

import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each known endpoint from picker to picker: its statistics, and its seat while it
 * is usable.
 *
 * <p>Confined to the loop.
 */
final class Roster {
  private final Permits permits;
  private final List<Known> known;
  private final EndpointStats[] stats;
  private final @Nullable Seat[] seats;
  private final List<LiveCandidate> candidates;

  private Roster(List<Known> known, Roster before, int[] places) {
    this.known = known;
    permits = before.permits;
    stats = new EndpointStats[known.size()];
    seats = new Seat[known.size()];
    candidates = new ArrayList<>(known.size());
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      stats[i] = place < 0 ? new EndpointStats(permits) : before.stats[place];
      if (known.get(i).usable()) {
        seats[i] = admit(known.get(i).endpoint(), stats[i], place < 0 ? null : before.take(place));
      }
    }
    before.vacate();
  }

  /** Nobody is known. */
  private Roster(Permits permits) {
    this.permits = permits;
    known = List.of();
    stats = new EndpointStats[0];
    seats = new Seat[0];
    candidates = List.of();
  }

  /** Returns the roster on which nobody is. */
  static Roster empty(Permits permits) {
    return new Roster(permits);
  }

  /** Returns the roster that follows this one, which is of no use from then on. */
  Roster next(EndpointSet endpoints) {
    return new Roster(endpoints.known(), this, places(endpoints.known()));
  }

  /** Returns the usable endpoints, in order. */
  List<LiveCandidate> candidates() {
    return candidates;
  }

  private Seat admit(Endpoint endpoint, EndpointStats figures, @Nullable Seat held) {
    Seat seat = held == null ? new Seat() : held;
    LiveCandidate candidate = new LiveCandidate(endpoint, figures, seat, candidates.size());
    candidates.add(candidate);
    seat.candidate = candidate;
    return seat;
  }

  private @Nullable Seat take(int place) {
    Seat seat = seats[place];
    seats[place] = null;
    return seat;
  }

  /** Clients that sit where nobody went on sitting pick anew. */
  private void vacate() {
    for (Seat seat : seats) {
      if (seat != null) {
        seat.candidate = null;
      }
    }
  }

  /** Finds each endpoint's place on this roster, or -1: a walk along both, which are in order. */
  private int[] places(List<Known> others) {
    int[] places = new int[others.size()];
    Arrays.fill(places, -1);
    Map<Endpoint, Integer> passed = new HashMap<>();
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      Endpoint endpoint = others.get(i).endpoint();
      while (at < known.size() && isBefore(known.get(at).endpoint(), endpoint)) {
        passed.put(known.get(at).endpoint(), at++);
      }
      if (at < known.size() && known.get(at).endpoint().equals(endpoint)) {
        places[i] = at++;
      }
    }
    for (; at < known.size(); at++) {
      passed.put(known.get(at).endpoint(), at);
    }
    findMoved(others, places, passed);
    return places;
  }

  private static boolean isBefore(Endpoint endpoint, Endpoint other) {
    return !endpoint.equals(other) && endpoint.compareTo(other) < 0;
  }

  /** A Pod whose address changed is the same endpoint at another place. */
  private static void findMoved(List<Known> others, int[] places, Map<Endpoint, Integer> passed) {
    for (int i = 0; i < places.length && !passed.isEmpty(); i++) {
      if (places[i] < 0) {
        Integer place = passed.remove(others.get(i).endpoint());
        places[i] = place == null ? -1 : place;
      }
    }
  }
}
