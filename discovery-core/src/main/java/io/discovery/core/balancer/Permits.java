package io.discovery.core.balancer;

import io.discovery.DiscoveryObserver;
import io.discovery.DiscoveryObserver.Outcome;
import io.discovery.balancer.Pick;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Time;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives picks with a permit, and hears how they end; thread-safe. */
final class Permits {
  private static final Logger LOG = LoggerFactory.getLogger(Permits.class);

  private final Quarantine quarantine;
  private final Time time;
  private final DiscoveryObserver observer;
  private final boolean observed;

  /** Tells the observer, and puts endpoints aside that refuse a connection. */
  Permits(Quarantine quarantine, PickContext context) {
    this.quarantine = quarantine;
    this.time = context.time();
    this.observer = context.observer();
    this.observed = observer != DiscoveryObserver.NONE;
  }

  /** Returns the permit to use an endpoint, which counts as in flight from now on. */
  Pick open(LiveCandidate candidate) {
    candidate.stats().began();
    if (!observed) {
      return new Permit(candidate, 0);
    }
    try {
      observer.onPicked(candidate.endpoint());
    } catch (RuntimeException | Error e) {
      complain(e);
    }
    return new Permit(candidate, time.nanoTime());
  }

  /** A permit ended, for the first time. */
  void ended(LiveCandidate candidate, long since, Outcome outcome, @Nullable Throwable cause) {
    Endpoint endpoint = candidate.endpoint();
    if (outcome == Outcome.SUCCEEDED) {
      candidate.stats().succeeded();
      quarantine.release(endpoint);
    } else if (outcome == Outcome.CANCELLED) {
      candidate.stats().cancelled();
    } else {
      candidate.stats().failed();
      boolean usable = candidate.seat().candidate != null;
      if (cause != null && usable && ConnectFailure.isIn(cause)) {
        quarantine.add(endpoint, cause, time.nanoTime());
      }
    }
    if (observed) {
      try {
        observer.onPickEnded(endpoint, outcome, Duration.ofNanos(time.nanoTime() - since), cause);
      } catch (RuntimeException | Error e) {
        complain(e);
      }
    }
  }

  private static void complain(Throwable thrown) {
    LOG.warn("observer: failed, ignored", thrown);
  }
}
