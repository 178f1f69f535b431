package io.discovery;

import java.time.Instant;
import java.util.Objects;

/**
 * How the sources are doing.
 *
 * @param phase the state
 * @param since since when
 * @param detail which source, and what it said; empty if there is nothing to say
 */
public record DiscoveryState(Phase phase, Instant since, String detail) {
  /** Checks for null. */
  public DiscoveryState {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(detail, "detail");
  }

  /** Returns such as {@code STALE since 2026-01-01T00:00:00Z (shop.yaml: no such file)}. */
  @Override
  public String toString() {
    return phase + " since " + since + (detail.isEmpty() ? "" : " (" + detail + ")");
  }

  /** The states. */
  public enum Phase {
    /** A source has not delivered its first whole state. */
    CONNECTING,
    /** All sources have delivered, and none says that it fell behind. */
    SYNCED,
    /** A source failed; what it delivered before stays in use. */
    STALE,
    /** The discovery was closed. */
    CLOSED
  }
}
