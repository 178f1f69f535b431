package io.discovery.core;

import io.discovery.DiscoveryObserver;
import io.discovery.DiscoveryState;
import io.discovery.Refusal;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.watch.WatchEvent;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An observer that throws nothing.
 *
 * @param observer the one that may
 */
record SafeObserver(DiscoveryObserver observer) implements DiscoveryObserver {
  private static final Logger LOG = LoggerFactory.getLogger(SafeObserver.class);

  /** Returns an observer that throws nothing; none costs nothing. */
  static DiscoveryObserver of(DiscoveryObserver observer) {
    return observer == NONE ? NONE : new SafeObserver(observer);
  }

  private void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.error("an observer failed, it goes on", e);
    }
  }

  @Override
  public void onState(DiscoveryState state) {
    tell(() -> observer.onState(state));
  }

  @Override
  public void onEvent(String source, WatchEvent event) {
    tell(() -> observer.onEvent(source, event));
  }

  @Override
  public void onRefused(Refusal refusal) {
    tell(() -> observer.onRefused(refusal));
  }

  @Override
  public void onPublished(EndpointSet endpoints) {
    tell(() -> observer.onPublished(endpoints));
  }

  @Override
  public void onPicked(Endpoint endpoint) {
    tell(() -> observer.onPicked(endpoint));
  }

  @Override
  public void onPickEnded(
      Endpoint endpoint, Outcome outcome, Duration elapsed, @Nullable Throwable cause) {
    tell(() -> observer.onPickEnded(endpoint, outcome, elapsed, cause));
  }
}
