package io.discovery.core.balancer;

import io.discovery.balancer.Balancer;
import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;

/** Goes from candidate to candidate; over a rebuild it goes on behind the last one picked. */
final class RoundRobin implements Balancer {
  private final Randomness randomness;
  private @Nullable RoundRobinPicker last;

  /** Begins anywhere, so that many clients do not begin at one endpoint. */
  RoundRobin(Randomness randomness) {
    this.randomness = randomness;
  }

  @Override
  public Picker rebuild(Candidates candidates) {
    Cursors cursors =
        last == null
            ? new Cursors(randomness.nextInt(candidates.size()), candidates.size())
            : last.cursorsFor(candidates);
    last = new RoundRobinPicker(candidates, cursors);
    return last;
  }

  private static final class RoundRobinPicker implements Picker {
    private final Candidates candidates;
    private final Cursors cursors;

    RoundRobinPicker(Candidates candidates, Cursors cursors) {
      this.candidates = candidates;
      this.cursors = cursors;
    }

    @Override
    public Candidate pick(PickRequest request) {
      return candidates.get(cursors.next());
    }

    /** Each cursor goes on at its next candidate, or at that one's place if it is gone. */
    Cursors cursorsFor(Candidates others) {
      return cursors.moved(
          others.size(), next -> place(candidates.get(next).endpoint(), others) % others.size());
    }

    /** The first place that does not lie before an endpoint; both are in order. */
    private static int place(Endpoint endpoint, Candidates candidates) {
      int from = 0;
      int to = candidates.size();
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (candidates.get(middle).endpoint().compareTo(endpoint) < 0) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }
  }
}
