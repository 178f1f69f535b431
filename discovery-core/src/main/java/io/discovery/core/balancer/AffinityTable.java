package io.discovery.core.balancer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.discovery.balancer.PickRequest;
import io.discovery.core.nullness.Nullable;
import io.discovery.time.Time;
import java.time.Duration;

/**
 * Which endpoint each client of a Service port stays with ({@code sessionAffinity: ClientIP}).
 *
 * <p>An entry ends a time-out after its client's last pick, or with its endpoint. Holds {@value
 * #MAX_CLIENTS} clients; beyond that the rarer ones are forgotten and pick anew. Thread-safe.
 */
final class AffinityTable {
  /** As many as kube-proxy's sets hold by default. */
  static final int MAX_CLIENTS = 65_536;

  /** The client that picks on behalf of nobody. */
  private static final Object THIS_PROCESS = new Object();

  private final Cache<Object, Seat> seats;

  /** Makes an empty table; the time-out is positive. */
  AffinityTable(Duration timeout, Time time) {
    seats =
        Caffeine.newBuilder()
            .expireAfterAccess(timeout)
            .maximumSize(MAX_CLIENTS)
            .ticker(time::nanoTime)
            .executor(Runnable::run)
            .build();
  }

  /** Sets the time-out, for the entries that there are too, as kube-proxy does. */
  void timeout(Duration timeout) {
    seats.policy().expireAfterAccess().orElseThrow().setExpiresAfter(timeout);
  }

  /** Returns who a request is made for: its client, else its key, else this process. */
  static Object client(PickRequest request) {
    if (request.clientAddress() != null) {
      return request.clientAddress();
    }
    return request.affinityKey() != null ? request.affinityKey() : THIS_PROCESS;
  }

  /** Returns where a client sits, and lets its time begin anew; null if nowhere. */
  @Nullable
  Seat get(Object client) {
    return seats.getIfPresent(client);
  }

  /** Returns where a client sits, and changes nothing; null if nowhere. */
  @Nullable
  Seat peek(Object client) {
    return seats.policy().getIfPresentQuietly(client);
  }

  /**
   * Gives a client a new seat in place of the one that was seen, unless another thread was faster.
   *
   * @return the endpoint that the client sits at now
   */
  LiveCandidate settle(Object client, @Nullable Seat seen, LiveCandidate chosen) {
    Seat winner =
        seats
            .asMap()
            .compute(
                client,
                (same, now) ->
                    now == null || now == seen || now.candidate == null ? chosen.seat() : now);
    LiveCandidate candidate = winner == null ? null : winner.candidate;
    return candidate == null ? chosen : candidate;
  }
}
