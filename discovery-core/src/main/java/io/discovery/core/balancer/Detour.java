package io.discovery.core.balancer;

import io.discovery.balancer.Candidates;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.balancer.Policy;
import io.discovery.core.balancer.Quarantine.Aside;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of a pick that has to avoid endpoints: a picker of the same policy for the others.
 *
 * <p>The last such picker is kept, so that one dead endpoint costs one rebuild. Thread-safe.
 */
final class Detour {
  private final Candidates all;
  private final Policy policy;
  private final Policy.Context context;
  private final Quarantine quarantine;
  private final @Nullable AffinityTable table;
  private volatile @Nullable Way last;

  /** Leads around some of these candidates. */
  Detour(
      Candidates all,
      Policy policy,
      Policy.Context context,
      Quarantine quarantine,
      @Nullable AffinityTable table) {
    this.all = all;
    this.policy = policy;
    this.context = context;
    this.quarantine = quarantine;
    this.table = table;
  }

  /** Returns the picker for a request. */
  Picker around(PickRequest request) {
    return way(request).picker();
  }

  /** Returns the endpoints that a pick for a request does not return. */
  Set<Endpoint> excluded(PickRequest request) {
    return way(request).excluded();
  }

  /** Returns which endpoints are put aside now. */
  List<Aside> aside() {
    return quarantine.at(now());
  }

  /** Returns the endpoint that a request's client stays with; null if there is none yet. */
  @Nullable
  LiveCandidate held(PickRequest request) {
    Seat seat = table == null ? null : table.peek(AffinityTable.client(request));
    return seat == null ? null : seat.candidate;
  }

  /** Returns all candidates. */
  Candidates all() {
    return all;
  }

  /** Returns whether each candidate that is not excluded is as likely as any other. */
  boolean even() {
    return policy instanceof BuiltIn;
  }

  /** Returns the time. */
  long now() {
    return context.time().nanoTime();
  }

  private Way way(PickRequest request) {
    List<Aside> aside = aside();
    Way known = last;
    if (known != null && known.aside() == aside && known.avoid().equals(request.avoid())) {
      return known;
    }
    Way found = find(request.avoid(), aside);
    last = found;
    return found;
  }

  /** Leaves out all to avoid, or else those of the request, or else nobody. */
  private Way find(List<Endpoint> avoid, List<Aside> aside) {
    Set<Endpoint> refused = new HashSet<>();
    aside.forEach(one -> refused.add(one.endpoint()));
    Set<Endpoint> excluded = new HashSet<>(refused);
    excluded.addAll(avoid);
    List<LiveCandidate> others = without(excluded);
    if (others.isEmpty()) {
      excluded = new HashSet<>(avoid);
      others = without(excluded);
    }
    if (others.isEmpty()) {
      excluded = Set.of();
      others = without(excluded);
    }
    Picker picker = new PolicyPickers(policy, context).rebuild(Candidates.of(others));
    Picker sticky = table == null ? picker : new StickyPicker(table, picker, excluded, refused);
    return new Way(avoid, aside, excluded, sticky);
  }

  private List<LiveCandidate> without(Set<Endpoint> excluded) {
    List<LiveCandidate> others = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      LiveCandidate candidate = (LiveCandidate) all.get(i);
      if (!excluded.contains(candidate.endpoint())) {
        others.add(candidate);
      }
    }
    return others;
  }

  private record Way(
      List<Endpoint> avoid, List<Aside> aside, Set<Endpoint> excluded, Picker picker) {}
}
