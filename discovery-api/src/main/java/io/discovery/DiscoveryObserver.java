package io.discovery;

import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.watch.WatchEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry: sees every stage, decides nothing.
 *
 * <p>Methods do nothing by default, return at once, and may be called from any thread. What they
 * throw is logged and harms nobody.
 */
public interface DiscoveryObserver {
  /** The observer that sees nothing. */
  DiscoveryObserver NONE = new DiscoveryObserver() {};

  /** The state of the sources changed. */
  default void onState(DiscoveryState state) {}

  /** An event of a source was applied. */
  default void onEvent(String source, WatchEvent event) {}

  /** Something was refused. */
  default void onRefused(Refusal refusal) {}

  /** The endpoints of a Service port changed, and picks see it. */
  default void onPublished(EndpointSet endpoints) {}

  /** An endpoint was given with a permit. */
  default void onPicked(Endpoint endpoint) {}

  /**
   * A pick ended.
   *
   * @param outcome how
   * @param cause what the caller said was wrong, if it failed
   */
  default void onPickEnded(
      Endpoint endpoint, Outcome outcome, Duration elapsed, @Nullable Throwable cause) {}

  /** How a pick ended. */
  enum Outcome {
    /** The endpoint did what was asked. */
    SUCCEEDED,
    /** It did not. */
    FAILED,
    /** Nobody said. */
    CANCELLED
  }
}
