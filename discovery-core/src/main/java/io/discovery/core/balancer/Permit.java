package io.discovery.core.balancer;

import io.discovery.DiscoveryObserver.Outcome;
import io.discovery.balancer.Pick;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** The permit to use an endpoint once; 32 bytes. */
final class Permit implements Pick {
  private static final AtomicIntegerFieldUpdater<Permit> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Permit.class, "ended");

  private final LiveCandidate candidate;
  private final long since;
  private volatile int ended;

  /** Begins at a moment; nobody looks at it if nobody observes. */
  Permit(LiveCandidate candidate, long since) {
    this.candidate = candidate;
    this.since = since;
  }

  @Override
  public Endpoint endpoint() {
    return candidate.endpoint();
  }

  @Override
  public void succeeded() {
    end(Outcome.SUCCEEDED, null);
  }

  @Override
  public void failed(Throwable cause) {
    end(Outcome.FAILED, Objects.requireNonNull(cause, "cause"));
  }

  @Override
  public void close() {
    end(Outcome.CANCELLED, null);
  }

  private void end(Outcome outcome, @Nullable Throwable cause) {
    if (ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
      candidate.stats().permits().ended(candidate, since, outcome, cause);
    }
  }

  @Override
  public String toString() {
    return candidate + (ended == 0 ? "" : ", ended");
  }
}
