package io.discovery.conformance.traffic;

import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source that fails from some moment on. */
final class Outage implements WatchSource {
  private final WatchSource source;
  private final List<WatchHandler> handlers = new CopyOnWriteArrayList<>();
  private volatile boolean begun;

  Outage(WatchSource source) {
    this.source = source;
  }

  @Override
  public Watch watch(WatchHandler handler) {
    if (begun) {
      handler.onFailure(new IOException("away"));
      return () -> {};
    }
    handlers.add(handler);
    return source.watch(
        new WatchHandler() {
          @Override
          public void onEvent(WatchEvent event) {
            if (!begun) {
              handler.onEvent(event);
            }
          }

          @Override
          public void onFailure(Throwable cause) {
            handler.onFailure(cause);
          }
        });
  }

  /** Breaks all watches off, and those to come. */
  void begin() {
    begun = true;
    handlers.forEach(handler -> handler.onFailure(new IOException("away")));
  }
}
