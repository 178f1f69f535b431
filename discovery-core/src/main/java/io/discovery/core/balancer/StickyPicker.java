package io.discovery.core.balancer;

import io.discovery.balancer.Candidate;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import java.util.Set;

/**
 * Keeps a client where it is, and asks another picker for a client that is nowhere.
 *
 * <p>A client whose endpoint is to be avoided is given another one for this pick and comes back
 * later; if the endpoint refused a connection, the client moves.
 */
final class StickyPicker implements Picker {
  private final AffinityTable table;
  private final Picker picker;
  private final Set<Endpoint> excluded;
  private final Set<Endpoint> refused;

  /** Sticks to all endpoints but the excluded ones, and gives up those that refused. */
  StickyPicker(AffinityTable table, Picker picker, Set<Endpoint> excluded, Set<Endpoint> refused) {
    this.table = table;
    this.picker = picker;
    this.excluded = excluded;
    this.refused = refused;
  }

  @Override
  public Candidate pick(PickRequest request) {
    Object client = AffinityTable.client(request);
    @Nullable Seat seat = table.get(client);
    @Nullable LiveCandidate held = seat == null ? null : seat.candidate;
    if (held == null) {
      return table.settle(client, seat, (LiveCandidate) picker.pick(request));
    }
    if (!excluded.contains(held.endpoint())) {
      return held;
    }
    LiveCandidate chosen = (LiveCandidate) picker.pick(request);
    boolean moves = refused.contains(held.endpoint());
    return moves ? table.settle(client, seat, chosen) : chosen;
  }
}
