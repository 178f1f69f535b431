package io.discovery.core.balancer;

import io.discovery.core.nullness.Nullable;

/**
 * The time during which an endpoint is usable without a break: what clients with affinity hold on
 * to.
 *
 * <p>Written by the loop before it publishes a picker, read by all threads.
 */
final class Seat {
  /** The endpoint as the last picker knows it; null for good once it was not usable. */
  volatile @Nullable LiveCandidate candidate;
}
