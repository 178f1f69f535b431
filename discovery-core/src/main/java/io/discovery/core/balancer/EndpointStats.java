package io.discovery.core.balancer;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** The live figures of one endpoint, as long as the Service port knows it; thread-safe. */
final class EndpointStats {
  private static final AtomicIntegerFieldUpdater<EndpointStats> IN_FLIGHT =
      AtomicIntegerFieldUpdater.newUpdater(EndpointStats.class, "inFlight");
  private static final AtomicIntegerFieldUpdater<EndpointStats> FAILURES =
      AtomicIntegerFieldUpdater.newUpdater(EndpointStats.class, "failures");

  private final Permits permits;
  private volatile int inFlight;
  private volatile int failures;

  /** Begins at zero. */
  EndpointStats(Permits permits) {
    this.permits = permits;
  }

  /** Returns who gives the permits to use the endpoint. */
  Permits permits() {
    return permits;
  }

  /** A pick began. */
  void began() {
    IN_FLIGHT.incrementAndGet(this);
  }

  /** A pick ended, and the endpoint did what was asked. */
  void succeeded() {
    IN_FLIGHT.decrementAndGet(this);
    if (failures != 0) {
      failures = 0;
    }
  }

  /** A pick ended, and the endpoint did not do what was asked. */
  void failed() {
    IN_FLIGHT.decrementAndGet(this);
    FAILURES.incrementAndGet(this);
  }

  /** A pick ended, and nobody said how. */
  void cancelled() {
    IN_FLIGHT.decrementAndGet(this);
  }

  int inFlight() {
    return inFlight;
  }

  int consecutiveFailures() {
    return failures;
  }
}
