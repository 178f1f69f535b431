package io.discovery.core.balancer;

import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Null where an endpoint is not usable. */
  private final @Nullable LiveCandidate[] seated;

  private Roster(Permits permits, List<Known> known) {
    this.permits = permits;
    this.known = known;
    stats = new EndpointStats[known.size()];
    seated = new LiveCandidate[known.size()];
  }

  /** Returns the roster on which nobody is. */
  static Roster empty(Permits permits) {
    return new Roster(permits, List.of());
  }

  /** Returns the roster that follows this one, which is of no use from then on. */
  Roster next(EndpointSet endpoints) {
    Roster next = new Roster(permits, endpoints.known());
    next.follow(this);
    return next;
  }

  /** Returns the usable endpoints, in order. */
  List<LiveCandidate> candidates() {
    LiveCandidate[] candidates = new LiveCandidate[seated.length];
    int size = 0;
    for (LiveCandidate candidate : seated) {
      if (candidate != null) {
        candidates[size++] = candidate;
      }
    }
    return Arrays.asList(size == candidates.length ? candidates : Arrays.copyOf(candidates, size));
  }

  /** Finds each endpoint on the roster before: a walk along both, which are in order. */
  private void follow(Roster before) {
    Map<Endpoint, Integer> left = new LinkedHashMap<>();
    List<Integer> missing = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < seated.length; i++) {
      int same = copy(before, at, i);
      at += same;
      i += same;
      if (i == seated.length) {
        break;
      }
      Endpoint endpoint = known.get(i).endpoint();
      while (at < before.known.size() && isBefore(before.endpoint(at), endpoint)) {
        before.leave(at++, left);
      }
      if (at < before.known.size() && before.endpoint(at).equals(endpoint)) {
        admit(i, before, at++);
      } else {
        missing.add(i);
      }
    }
    while (at < before.known.size()) {
      before.leave(at++, left);
    }
    // A Pod whose address changed is the same endpoint at another place.
    missing.forEach(i -> admit(i, before, left.remove(endpoint(i))));
    left.values().forEach(before::vacate);
  }

  /** Copies what did not change, which is the same instance; returns how many places. */
  @SuppressWarnings("ReferenceEquality")
  private int copy(Roster before, int from, int to) {
    int most = Math.min(before.known.size() - from, known.size() - to);
    int same = 0;
    while (same < most && known.get(to + same) == before.known.get(from + same)) {
      same++;
    }
    System.arraycopy(before.stats, from, stats, to, same);
    System.arraycopy(before.seated, from, seated, to, same);
    return same;
  }

  private Endpoint endpoint(int place) {
    return known.get(place).endpoint();
  }

  private static boolean isBefore(Endpoint endpoint, Endpoint other) {
    return !endpoint.equals(other) && endpoint.compareTo(other) < 0;
  }

  private void leave(int place, Map<Endpoint, Integer> left) {
    Integer twin = left.put(endpoint(place), place);
    if (twin != null) {
      vacate(twin);
    }
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private void admit(int place, Roster before, @Nullable Integer from) {
    stats[place] = from == null ? new EndpointStats(permits) : before.stats[from];
    LiveCandidate held = from == null ? null : before.seated[from];
    Endpoint endpoint = endpoint(place);
    if (!known.get(place).usable()) {
      vacate(held);
    } else if (held != null && held.endpoint() == endpoint) {
      seated[place] = held;
    } else {
      Seat seat = held == null ? new Seat() : held.seat();
      LiveCandidate candidate = new LiveCandidate(endpoint, stats[place], seat, place);
      seat.candidate = candidate;
      seated[place] = candidate;
    }
  }

  private void vacate(int place) {
    vacate(seated[place]);
  }

  /** Clients that sit where nobody went on sitting pick anew. */
  private static void vacate(@Nullable LiveCandidate candidate) {
    if (candidate != null) {
      candidate.seat().candidate = null;
    }
  }
}
